import type { LaneAnswer, LaneRequest } from './ports.ts'
import { rememberedKey } from './remembered.ts'

/** One command on its way, and whoever waits for it. */
export interface Entry {
  readonly request: LaneRequest
  /** Actor and requestId; null for the system's own. */
  readonly key: string | null
  /** Not to be taken into a batch after this, in monotonic milliseconds. */
  readonly giveUpAt: number
  /** The version on which a write of it was sent that may still land; null: none is under way. */
  sentOn: number | null
  /** What became of the bundles it met. */
  readonly outcomes: Map<string, BundleOutcome>
  readonly answer: Promise<LaneAnswer>
  settled: boolean
  resolve(answer: LaneAnswer): void
  reject(error: unknown): void
}

export type BundleOutcome = 'committed' | 'aborted' | 'open'

export function makeEntry(request: LaneRequest, giveUpAt: number): Entry {
  const { by, requestId } = request
  const { promise, resolve, reject } = withResolvers<LaneAnswer>()
  const entry: Entry = {
    request,
    key: requestId === null ? null : rememberedKey({ actor: by.key, requestId }),
    giveUpAt,
    sentOn: null,
    outcomes: new Map(),
    answer: promise,
    settled: false,
    resolve: (answer) => {
      entry.settled = true
      resolve(answer)
    },
    reject: (error) => {
      entry.settled = true
      reject(error)
    },
  }
  return entry
}

function withResolvers<T>() {
  let resolve!: (value: T) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
