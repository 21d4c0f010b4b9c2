import type { Turn } from '../../support/talkTexts.ts'
import { type Dialogue, longestDialogue, type Played, playDialogue, type Stage } from './playDialogue.ts'

/** What somebody says besides, in one dialogue. */
const mostAsides = 6

export interface Result {
  readonly conversations: number
  readonly messages: number
  readonly lost: number
  readonly tookMs: readonly number[]
  readonly violations: readonly string[]
}

/** Every dialogue, and the texts divided among them. */
export function planTalk(dialogues: readonly (readonly Turn[])[], texts: readonly string[]): readonly Dialogue[] {
  return dialogues.map((all, index) => {
    const turns = all.slice(0, longestDialogue - mostAsides)
    return { turns, asides: texts.slice(index * mostAsides, (index + 1) * mostAsides) }
  })
}

interface PlayOptions {
  /** Dialogues under way at once. */
  readonly atOnce: number
  /** After it none is begun any more. @default never */
  readonly endAfterMs?: number
  readonly done?: (played: number) => void
}

/** So many dialogues at a time, until all are played. */
export async function playTalk(
  stage: Stage,
  plan: readonly Dialogue[],
  { atOnce, endAfterMs = Infinity, done }: PlayOptions,
): Promise<Result> {
  const waiting = plan.values()
  const played: Played[] = []
  const begun = performance.now()
  async function player(): Promise<void> {
    for (const dialogue of waiting) {
      if (performance.now() - begun > endAfterMs) return
      played.push(await playDialogue(stage, dialogue))
      done?.(played.length)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, player))
  return {
    conversations: played.length,
    messages: played.reduce((sum, { messages }) => sum + messages, 0),
    lost: played.reduce((sum, { lost }) => sum + lost, 0),
    tookMs: played.flatMap(({ tookMs }) => tookMs),
    violations: played.flatMap(({ violations }) => violations),
  }
}
