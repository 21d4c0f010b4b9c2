import { expect, test } from 'vitest'
import { startHub } from '../support/hub.ts'
import { playOutage } from './outage.ts'

test('D30: after six hours without a mail server each reminder that is still of use goes out once, within the rate, and no stale one', {
  timeout: 180_000,
}, async () => {
  await using hub = await startHub({ worker: false })
  const { ended, wrong, most, stale } = await playOutage(hub, 150)
  expect(wrong).toEqual([])
  expect(stale).toBe(0)
  expect(most).toBeLessThanOrEqual(20)
  expect(ended['sent']).toBeGreaterThan(50)
  expect(ended['suppressed: too_late']).toBeGreaterThan(50)
  expect(Object.keys(ended).toSorted()).toEqual(['sent', 'suppressed: too_late'])
})
