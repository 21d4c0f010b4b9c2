import { afterEach, expect, test, vi } from 'vitest'
import { deviceClock, deviceStore, randomId } from '../../../client-sdk/src/ports.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function setUp() {
  const monotonic = vi.spyOn(performance, 'now').mockReturnValue(1000)
  const wall = vi.spyOn(Date, 'now').mockReturnValue(5_000_000)
  return { clock: deviceClock(), monotonic, wall }
}

test('a sleep through which the monotonic clock stood still counts', () => {
  const { clock, wall } = setUp()
  const before = clock.now()
  wall.mockReturnValue(5_060_000)
  expect(clock.now() - before).toBe(60_000)
})

test('a wall clock that is set back stops nothing', () => {
  const { clock, monotonic, wall } = setUp()
  const before = clock.now()
  wall.mockReturnValue(1_000_000)
  monotonic.mockReturnValue(1500)
  expect(clock.now() - before).toBe(500)
})

test('a browser that forbids storage gets memory', () => {
  vi.stubGlobal('window', {
    get localStorage(): Storage {
      throw new Error('denied')
    },
  })
  const store = deviceStore()
  store.setItem('a', '1')
  expect(store.getItem('a')).toBe('1')
})

test('request ids are of the form the hub takes, and differ', () => {
  const ids = Array.from({ length: 100 }, randomId)
  expect(new Set(ids).size).toBe(100)
  expect(ids.every((id) => /^[A-Za-z0-9_-]{16,64}$/.test(id))).toBe(true)
})
