import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ticking } from '../../../client-sdk/src/react/ticking.ts'

const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })

beforeEach(() => {
  vi.useFakeTimers({ now: 10_300 })
  vi.stubGlobal('document', document)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  document.visibilityState = 'visible'
})

function see(state: 'visible' | 'hidden'): void {
  document.visibilityState = state
  document.dispatchEvent(new Event('visibilitychange'))
}

function start() {
  const ticks: number[] = []
  return { ticks, stop: ticking(Date.now, 1000, () => ticks.push(Date.now())) }
}

test('it ticks at once, and then with every whole second', () => {
  const { ticks, stop } = start()
  vi.advanceTimersByTime(2700)
  stop()
  expect(ticks).toEqual([10_300, 11_000, 12_000, 13_000])
})

test('nobody sees it, so it stands still; seen again it ticks at once', () => {
  const { ticks, stop } = start()
  see('hidden')
  vi.advanceTimersByTime(5000)
  expect(ticks).toEqual([10_300])
  expect(vi.getTimerCount()).toBe(0)
  see('visible')
  vi.advanceTimersByTime(700)
  stop()
  expect(ticks).toEqual([10_300, 15_300, 16_000])
})

test('what is begun unseen waits until it is seen', () => {
  document.visibilityState = 'hidden'
  const { ticks, stop } = start()
  expect(ticks).toEqual([])
  see('visible')
  expect(ticks).toEqual([10_300])
  stop()
})

test('ended, it neither ticks nor listens', () => {
  const { ticks, stop } = start()
  stop()
  vi.advanceTimersByTime(5000)
  see('visible')
  expect(ticks).toEqual([10_300])
})
