import { describe, expect, test } from 'vitest'
import {
  type Awaiting,
  callAt,
  defaultPatience,
  type Holder,
  stepsAhead,
  stepsDue,
} from '../../../../../shared/domain/concierge/escalate.ts'
import { alwaysOpen } from '../../../../../shared/domain/concierge/hours.ts'
import { at, daily, minuteMs, now, secondMs } from './support.ts'

const patience = { ...defaultPatience, hours: alwaysOpen }
/** Written to ten minutes after they had last written anything, and given at once. */
const kim: Holder = { id: 'kim', givenAt: now, presence: { state: 'present' }, activeAt: now - 10 * minuteMs }
const waiting: Awaiting = {
  id: 'c1',
  awaited: 7,
  waitingSince: now,
  targetMs: 4 * minuteMs,
  holder: null,
  returns: 0,
}
/** What happens, by minutes after now. */
const ahead = (awaiting: Awaiting, over: Partial<typeof patience> = {}) =>
  stepsAhead(awaiting, { ...patience, ...over }).map(({ at, step }) => [
    (at - now) / minuteMs,
    step.do === 'tell' ? step.whom : step.why,
  ])
const back = (holder: Holder, over: Partial<Awaiting> = {}) =>
  ahead({ ...waiting, holder, ...over }).find(([, what]) => what !== 'everybody' && what !== 'supervisor')

describe('a guest in the queue', () => {
  test('is made known to everybody when the target runs out, and to a supervisor at half as much again', () => {
    expect(ahead(waiting)).toEqual([
      [4, 'everybody'],
      [6, 'supervisor'],
    ])
  })

  test('waits by night without anybody being told', () => {
    const hours = daily('Asia/Seoul', { from: '10:00', to: '19:02' })
    const [first] = stepsAhead(waiting, { ...patience, hours })
    expect(first?.at).toBe(at('2026-12-25T10:02:00+09:00'))
  })

  test('of a desk that never opens leads to nothing', () => {
    expect(ahead(waiting, { hours: daily('UTC') })).toEqual([])
  })
})

describe('a conversation is taken back', () => {
  test('at once from somebody who said that they leave, and when the guest writes to somebody who has left', () => {
    expect(back({ ...kim, presence: { state: 'left', since: now + minuteMs } })).toEqual([1, 'left'])
    expect(back({ ...kim, presence: { state: 'left', since: now - 60 * minuteMs } })).toEqual([0, 'left'])
  })

  test('after a minute from somebody who is heard of no more', () => {
    expect(back({ ...kim, presence: { state: 'lost', since: now } })).toEqual([1, 'lost'])
    expect(back({ ...kim, presence: { state: 'lost', since: now - 30 * secondMs } })).toEqual([0.5, 'lost'])
    expect(back({ ...kim, presence: { state: 'lost', since: now - 60 * minuteMs } })).toEqual([0, 'lost'])
  })

  test('by night too, when somebody is gone', () => {
    const holder: Holder = { ...kim, presence: { state: 'lost', since: now } }
    expect(ahead({ ...waiting, holder }, { hours: daily('UTC') })).toEqual([[1, 'lost']])
  })

  test('from somebody who writes to nobody for three quarters of the target', () => {
    expect(back(kim)).toEqual([3, 'silent'])
    expect(back({ ...kim, givenAt: now + minuteMs })).toEqual([4, 'silent'])
    expect(back({ ...kim, givenAt: now - minuteMs })).toEqual([3, 'silent'])
    expect(back({ ...kim, activeAt: now + 2 * minuteMs })).toEqual([5, 'silent'])
  })

  test('for silence only twice in one wait, for absence however often', () => {
    expect(back(kim, { returns: 1 })).toEqual([3, 'silent'])
    expect(back(kim, { returns: 2 })).toBeUndefined()
    expect(back({ ...kim, presence: { state: 'lost', since: now } }, { returns: 2 })).toEqual([1, 'lost'])
  })

  test('and not for silence while the desk is closed', () => {
    expect(ahead({ ...waiting, holder: kim }, { hours: daily('UTC') })).toEqual([])
  })

  test('before anybody is told, where both would come', () => {
    expect(ahead({ ...waiting, holder: kim })).toEqual([
      [3, 'silent'],
      [4, 'everybody'],
      [6, 'supervisor'],
    ])
  })

  test('after everybody was told, where whoever has it wrote elsewhere meanwhile', () => {
    expect(ahead({ ...waiting, holder: { ...kim, activeAt: now + 2 * minuteMs } })).toEqual([
      [4, 'everybody'],
      [5, 'silent'],
      [6, 'supervisor'],
    ])
  })

  test('from whoever has it', () => {
    expect(stepsAhead({ ...waiting, holder: kim }, patience)[0]?.step).toEqual({
      do: 'return',
      why: 'silent',
      from: 'kim',
    })
  })
})

describe('a step', () => {
  const due = (minutes: number, done: readonly string[] = [], awaiting = { ...waiting, holder: kim }) =>
    stepsDue(awaiting, patience, { done: new Set(done), now: now + minutes * minuteMs }).map(({ key }) => key)

  test('is due from its instant on, until it is noted as done', () => {
    expect(due(3 - 1 / minuteMs)).toEqual([])
    expect(due(3)).toEqual(['c1.7.return.0'])
    expect(due(60)).toEqual(['c1.7.return.0', 'c1.7.everybody', 'c1.7.supervisor'])
    expect(due(60, ['c1.7.return.0', 'c1.7.everybody'])).toEqual(['c1.7.supervisor'])
  })

  test('of another wait, another conversation or another return is another one', () => {
    const done = due(60)
    expect(due(60, done)).toEqual([])
    expect(due(3, done, { ...waiting, holder: kim, awaited: 9 })).toEqual(['c1.9.return.0'])
    expect(due(3, done, { ...waiting, holder: kim, id: 'c2' })).toEqual(['c2.7.return.0'])
    expect(due(3, done, { ...waiting, holder: kim, returns: 1 })).toEqual(['c1.7.return.1'])
  })
})

describe('those who work at the desk are called', () => {
  test('once in a wait, after a minute in which a page that loads again would be back', () => {
    expect(callAt(waiting, patience)).toEqual({ key: 'c1.7.call', at: now + minuteMs })
  })

  test('once the desk has been open for so long', () => {
    const hours = daily('Asia/Seoul', { from: '10:00', to: '18:00' })
    expect(callAt(waiting, { ...patience, hours })?.at).toBe(at('2026-12-25T10:01:00+09:00'))
    expect(callAt(waiting, { ...patience, hours: daily('UTC') })).toBeNull()
  })

  test('not for what somebody has', () => {
    expect(callAt({ ...waiting, holder: kim }, patience)).toBeNull()
  })
})
