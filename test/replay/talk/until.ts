import { setTimeout as sleep } from 'node:timers/promises'

/** Looks until it is so. @returns false when it still is not after so long */
export async function until(isSo: () => Promise<boolean>, ms = 60_000): Promise<boolean> {
  const giveUpAt = performance.now() + ms
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) return false
    await sleep(100)
  }
  return true
}
