import { closeSync, createReadStream, openSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { HistoryEntry } from './history.ts'

/** What an observer says; the recorder adds where and when. */
export type Noted = Pick<HistoryEntry, 'kind' | 'op'> &
  Partial<Omit<HistoryEntry, 'n' | 'tMono' | 'tWall' | 'proc' | 'pid'>>

export interface Recorder extends Disposable {
  /** @returns the entry's `n`, for the answer to name. */
  note(noted: Noted): number
  flush(): void
}

const heldLines = 500

/**
 * Writes a history, one JSON line per entry. At most 500 lines wait in memory, and writing them blocks: a history that
 * lagged behind what it records could not be trusted after a kill.
 */
export function createRecorder(file: string, proc: string): Recorder {
  const fd = openSync(file, 'a')
  const lines: string[] = []
  let n = 0
  const flush = (): void => {
    if (lines.length > 0) writeSync(fd, `${lines.join('\n')}\n`)
    lines.length = 0
  }
  const blank = { key: null, actor: null, sess: null, book: null, ver: null, data: {} }
  return {
    note(noted) {
      n += 1
      const where = { n, tMono: performance.now(), tWall: Date.now(), proc, pid: process.pid }
      lines.push(JSON.stringify({ ...where, ...blank, ...noted }))
      if (lines.length >= heldLines) flush()
      return n
    },
    flush,
    [Symbol.dispose]() {
      flush()
      closeSync(fd)
    },
  }
}

/** The entries of a history file, in their order. */
export async function* readHistory(file: string): AsyncGenerator<HistoryEntry> {
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    if (line !== '') yield JSON.parse(line) as HistoryEntry
  }
}
