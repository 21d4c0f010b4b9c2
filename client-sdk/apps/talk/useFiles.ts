import { useMemo } from 'react'
import { type Files, filesOf } from '../../src/files.ts'
import { useClient } from '../../src/react.ts'

/** The files of a conversation, the same for as long as it is the same. */
export function useFiles(conversationId: string): Files {
  const client = useClient()
  return useMemo(() => filesOf(client, conversationId), [client, conversationId])
}
