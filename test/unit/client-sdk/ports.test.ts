import { afterEach, expect, test, vi } from 'vitest'
import { deviceClock, deviceStore, onReturn, randomId } from '../../../client-sdk/src/ports.ts'

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

/** A window with a storage of its own, as far as the SDK looks at one. */
function stubWindow({ room = Number.POSITIVE_INFINITY } = {}) {
  const items = new Map<string, string>()
  const localStorage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, value: string) {
      if (value.length > room) throw new Error('QuotaExceededError')
      items.set(key, value)
    },
    removeItem: (key: string) => void items.delete(key),
  }
  const window = Object.assign(new EventTarget(), { localStorage })
  vi.stubGlobal('window', window)
  return { window, items }
}

test('what does not fit into the storage any more is kept in memory, and nothing old is read in its place', () => {
  const { items } = stubWindow({ room: 5 })
  const store = deviceStore()
  store.setItem('a', 'old')
  store.setItem('a', 'longer than there is room')
  expect(store.getItem('a')).toBe('longer than there is room')
  expect(items.has('a')).toBe(false)
  store.setItem('a', 'new')
  expect(store.getItem('a')).toBe('new')
  expect(items.get('a')).toBe('new')
  store.removeItem('a')
  expect(store.getItem('a')).toBeNull()
})

test('what another tab writes is told, until nobody wants to hear it', () => {
  const { window } = stubWindow()
  const heard = vi.fn()
  const stop = deviceStore().watch?.(heard)
  window.dispatchEvent(Object.assign(new Event('storage'), { key: 'a' }))
  stop?.()
  window.dispatchEvent(Object.assign(new Event('storage'), { key: 'b' }))
  expect(heard.mock.calls).toEqual([['a']])
})

test('a device that is back on a network or looked at again says so', () => {
  const { window } = stubWindow()
  const document = Object.assign(new EventTarget(), { visibilityState: 'hidden' })
  vi.stubGlobal('document', document)
  const run = vi.fn()
  const stop = onReturn(run)
  window.dispatchEvent(new Event('online'))
  document.dispatchEvent(new Event('visibilitychange'))
  expect(run).toHaveBeenCalledTimes(1)
  document.visibilityState = 'visible'
  document.dispatchEvent(new Event('visibilitychange'))
  expect(run).toHaveBeenCalledTimes(2)
  stop()
  window.dispatchEvent(new Event('online'))
  expect(run).toHaveBeenCalledTimes(2)
})

test('request ids are of the form the hub takes, and differ', () => {
  const ids = Array.from({ length: 100 }, randomId)
  expect(new Set(ids).size).toBe(100)
  expect(ids.every((id) => /^[A-Za-z0-9_-]{16,64}$/.test(id))).toBe(true)
})
