import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import { saidText } from '../../shared/contract/talk.ts'

/** What people really wrote lies beside the project and is no part of it. */
const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url))

const files = {
  korean: 'chat/nsmc_korean_sample.jsonl.gz',
  dialogues: 'dialogues/sgd_restaurants_reserve.jsonl.gz',
} as const

/** Null: it is there. Else why a test that needs it is skipped. */
export function absent(which: keyof typeof files): string | null {
  const isThere = existsSync(`${folder}${files[which]}`)
  return isThere ? null : `skipped: ${files[which]} is not in ../shared/data`
}

export interface Turn {
  readonly side: 'guest' | 'desk'
  readonly text: string
}

/** Dialogues in which somebody reserves a table, in the file's order. */
export async function readDialogues(most: number): Promise<readonly (readonly Turn[])[]> {
  const rows = await readLines<{ turns: { speaker: string; utterance: string }[] }>('dialogues', most)
  return rows.map(({ turns }) =>
    turns.map(({ speaker, utterance }) => ({ side: speaker === 'USER' ? 'guest' : 'desk', text: utterance })),
  )
}

/** Short Korean texts, those that can be said. */
export async function readKorean(most: number): Promise<readonly string[]> {
  const rows = await readLines<{ text: string }>('korean', most)
  return rows.flatMap(({ text }) => {
    const said = saidText.safeParse(text)
    return said.success ? [said.data] : []
  })
}

async function readLines<T>(which: keyof typeof files, most: number): Promise<readonly T[]> {
  const bytes = createReadStream(`${folder}${files[which]}`)
  const rows: T[] = []
  for await (const line of createInterface({ input: bytes.pipe(createGunzip()) })) {
    rows.push(JSON.parse(line) as T)
    if (rows.length === most) break
  }
  bytes.destroy()
  return rows
}
