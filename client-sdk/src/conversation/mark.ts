import { ClientError } from '../clientError.ts'

/** How far somebody has come, told one at a time, rising only, and each number once. */
export function createMark(tell: (upTo: number) => Promise<unknown>) {
  let own = fresh()

  return {
    upTo(seq: number) {
      own.wanted = Math.max(own.wanted, seq)
      void run()
    },
    /** What could not be told is tried again. */
    again: () => void run(),
    /** It is known to be so already. */
    known(seq: number) {
      own.told = Math.max(own.told, seq)
    },
    /** For somebody else, who begins anew. */
    reset() {
      own = fresh()
    },
  }

  async function run(): Promise<void> {
    const mark = own
    if (mark.busy || mark.wanted <= mark.told) return
    mark.busy = true
    const upTo = mark.wanted
    try {
      await tell(upTo)
      mark.told = Math.max(mark.told, upTo)
    } catch (failure) {
      // Whatever else was refused would be refused again.
      if (failure instanceof ClientError && failure.retryable) return
      mark.told = Math.max(mark.told, upTo)
    } finally {
      mark.busy = false
    }
    if (mark === own) void run()
  }
}

const fresh = () => ({ wanted: 0, told: 0, busy: false })
