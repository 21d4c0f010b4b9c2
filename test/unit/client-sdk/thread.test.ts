import { expect, test } from 'vitest'
import { createThread } from '../../../client-sdk/src/conversation/thread.ts'
import type { Message } from '../../../client-sdk/src/conversation.ts'
import { eventually } from './fakeHub.ts'
import { message } from './talkKit.ts'

const row = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => message(from + n))

/** What is held of a conversation so long; `open` lets a page through that was asked for, `fail` does not. */
function held(top: number) {
  const asked: { before: number; limit: number; open: () => void; fail: () => void }[] = []
  const states: number[][] = []
  const thread = createThread({
    page: (before, limit) =>
      new Promise<readonly Message[]>((resolve, reject) => {
        const from = Math.max(1, before - limit)
        const open = () => resolve(before > 1 ? row(from, Math.min(before - 1, top)).toReversed() : [])
        asked.push({ before, limit, open, fail: () => reject(new Error('no')) })
      }),
    changed: () => states.push(numbers()),
  })
  const numbers = () => thread.shown().map(({ seq }) => seq)
  return { thread, asked, states, numbers }
}

const from = (low: number, high: number) => Array.from({ length: high - low + 1 }, (_, n) => low + n)

test('what is newest is shown, and that there is more before it', () => {
  const { thread, numbers } = held(120)
  thread.newest(row(71, 120))
  expect(numbers()).toEqual(from(71, 120))
  expect(thread.hasOlder()).toBe(true)
})

test('what is missing between what was seen and what is newest is read first, and nothing later is shown before', async () => {
  const { thread, asked, states, numbers } = held(320)
  thread.newest(row(1, 50))
  thread.newest(row(271, 320))
  void thread.fill()
  expect(numbers()).toEqual(from(1, 50))
  for (const n of [0, 1, 2]) {
    await eventually(() => expect(asked).toHaveLength(n + 1))
    asked[n]?.open()
  }
  await eventually(() => expect(numbers()).toEqual(from(1, 320)))
  expect(asked.map(({ before }) => before)).toEqual([271, 171, 71])
  for (const state of states) expect(state).toEqual(from(1, state.length))
})

test('more that comes while a hole is filled stands after it, once', async () => {
  const { thread, asked, numbers } = held(130)
  thread.newest(row(1, 50))
  thread.newest(row(81, 130))
  void thread.fill()
  thread.newest(row(82, 131))
  asked[0]?.open()
  await eventually(() => expect(numbers()).toEqual(from(1, 131)))
  expect(asked).toHaveLength(1)
})

test('a page that does not come is asked for again by whoever fills next', async () => {
  const { thread, asked, numbers } = held(130)
  thread.newest(row(1, 50))
  thread.newest(row(81, 130))
  const first = thread.fill()
  asked[0]?.fail()
  await first
  expect(numbers()).toEqual(from(1, 50))
  void thread.fill()
  asked[1]?.open()
  await eventually(() => expect(numbers()).toHaveLength(130))
})

test('after thousands were missed the newest are shown, and the rest comes when it is asked for', () => {
  const { thread, asked, numbers } = held(5000)
  thread.newest(row(1, 50))
  thread.newest(row(4951, 5000))
  void thread.fill()
  expect(asked).toEqual([])
  expect(numbers()).toEqual(from(4951, 5000))
  expect(thread.hasOlder()).toBe(true)
})

test('earlier ones are read in pages up to the first, and asked for twice at once they are read once', async () => {
  const { thread, asked, numbers } = held(80)
  thread.newest(row(31, 80))
  const both = [thread.older(), thread.older()]
  expect(asked).toHaveLength(1)
  asked[0]?.open()
  await Promise.all(both)
  expect(numbers()).toEqual(from(1, 80))
  expect(thread.hasOlder()).toBe(false)
  await thread.older()
  expect(asked).toHaveLength(1)
})

test('where earlier ones do not come it is said, and they can be asked for again', async () => {
  const { thread, asked, numbers } = held(80)
  thread.newest(row(31, 80))
  const first = thread.older()
  asked[0]?.fail()
  await expect(first).rejects.toThrow('no')
  const again = thread.older()
  asked[1]?.open()
  await again
  expect(numbers()).toEqual(from(1, 80))
})

test('what was asked for one person is not shown to the next', async () => {
  const { thread, asked, numbers } = held(80)
  thread.newest(row(31, 80))
  const asking = thread.older()
  thread.reset()
  thread.newest(row(3, 4))
  asked[0]?.open()
  await asking
  expect(numbers()).toEqual([3, 4])
})
