import { expect, it } from 'vitest'
import { isSameDay } from '../../../../../../server/core/notices/mails/when.ts'

const at = (time: string) => Date.parse(time)

it('a day begins and ends by the restaurant’s clock', () => {
  const visit = at('2026-12-05T00:30+09:00')
  expect(isSameDay(visit, at('2026-12-04T21:30+09:00'), 'Asia/Seoul')).toBe(false)
  expect(isSameDay(visit, at('2026-12-05T00:00+09:00'), 'Asia/Seoul')).toBe(true)
  expect(isSameDay(visit, at('2026-12-04T21:30+09:00'), 'Europe/London')).toBe(true)
})
