/** A call that took too long. What it set out to do may still happen. */
class TooSlow extends Error {
  constructor(ms: number) {
    super(`No answer within ${ms} ms.`)
    this.name = 'TooSlow'
  }
}

/**
 * The result, or `TooSlow` after `ms`.
 *
 * The driver itself waits much longer for a frozen server, and has no time-out for a write as a whole.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow(ms)), ms)
  })
  try {
    return await Promise.race([work, tooSlow])
  } finally {
    clearTimeout(timer)
  }
}
