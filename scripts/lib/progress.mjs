const quietMs = 2_000
const repeatMs = 10_000

/** One line of what is going on, on standard error, so that standard output stays for results. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Runs `work` and says what it is only when it takes longer than two seconds, then every ten.
 *
 * @template T
 * @param {string} label what is being done, as a sentence without a full stop
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(label, work) {
  const startedAt = Date.now()
  let timer = setTimeout(function tick() {
    say(`${label} … ${Math.round((Date.now() - startedAt) / 1_000)} s`)
    timer = setTimeout(tick, repeatMs)
  }, quietMs)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
  }
}
