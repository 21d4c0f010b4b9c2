/** Whoever said something may change it for so long; the hub decides. */
const changeMs = 15 * 60_000

/** @param at an instant, when it was said */
export function mayChange(at: string, now: number): boolean {
  return now < Date.parse(at) + changeMs
}
