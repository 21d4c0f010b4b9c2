import type { useConversation } from '../../src/react/useConversation.ts'

/** A conversation as it is shown, and what can be done in it. */
export type TalkState = ReturnType<typeof useConversation>
