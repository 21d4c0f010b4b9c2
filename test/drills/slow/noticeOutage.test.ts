import { expect, test } from 'vitest'
import { startHub } from '../../support/hub.ts'
import { playOutage } from '../outage.ts'

const count = 50_000

test('D30: fifty thousand reminders become due while the mail server is away for six hours; once it is back they drain within the rate, and none is doubled or stale', {
  timeout: 3_600_000,
}, async () => {
  await using hub = await startHub({ worker: false })
  const { ended, wrong, most, stale, drainedInMs } = await playOutage(hub, count)
  console.info(`${JSON.stringify(ended)}; at most ${most} a second; drained in ${Math.round(drainedInMs / 60_000)} min`)
  expect(wrong).toEqual([])
  expect(stale).toBe(0)
  expect(most).toBeLessThanOrEqual(20)
  expect(Object.values(ended).reduce((sum, n) => sum + n, 0)).toBe(count)
  expect(Object.keys(ended).toSorted()).toEqual(['sent', 'suppressed: too_late'])
})
