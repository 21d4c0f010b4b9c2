export interface Progress {
  /** How far it has come; told on standard error four times a second, once it has taken longer than `afterMs`. */
  readonly at: (done: number) => void
  readonly end: () => void
}

export function progressAfter(afterMs: number, lineOf: (done: number) => string): Progress {
  const first = performance.now() + afterMs
  let next = first
  return {
    at(done) {
      if (performance.now() < next) return
      next = performance.now() + 250
      process.stderr.write(`\r${lineOf(done)}`)
    },
    end() {
      if (next > first) process.stderr.write('\n')
    },
  }
}
