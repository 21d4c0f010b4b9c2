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

/** So many dialogues at a time, until all are played. */
export async function playTalk(
  stage: Stage,
  plan: readonly Dialogue[],
  { atOnce, done }: { readonly atOnce: number; readonly done?: (played: number) => void },
): Promise<Result> {
  const waiting = plan.values()
  const played: Played[] = []
  async function player(): Promise<void> {
    for (const dialogue of waiting) {
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
