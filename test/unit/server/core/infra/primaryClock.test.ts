import { describe, expect, test } from 'vitest'
import { createPrimaryClock } from '../../../../../server/core/infra/primaryClock.ts'

/** A primary `ahead` of our monotonic clock, a round trip away. */
function startClock() {
  const world = { now: 1_000, ahead: 500_000, there: 3, back: 3 }
  const hello = async () => {
    world.now += world.there
    const told = Math.floor(world.now + world.ahead)
    world.now += world.back
    return told
  }
  return { world, clock: createPrimaryClock({ hello, monotonic: () => world.now }) }
}

describe('the estimate of the primary clock', () => {
  test('takes the middle of the round trip and runs on by our monotonic clock', async () => {
    const { world, clock } = startClock()
    await clock.correct()
    expect(clock.now()).toBe(world.now + world.ahead)
    world.now += 250
    expect(clock.now()).toBe(world.now + world.ahead)
  })

  test('is off by half the difference of the ways at most', async () => {
    const { world, clock } = startClock()
    Object.assign(world, { there: 40, back: 0 })
    await clock.correct()
    expect(clock.now() - (world.now + world.ahead)).toBe(20)
  })

  test('is taken from the shortest of a few round trips: one reply that waited long does not put it behind', async () => {
    const { world, clock } = startClock()
    const ways = [30, 1, 80, 50, 20]
    Object.defineProperty(world, 'back', { get: () => ways.shift() ?? 3 })
    Object.assign(world, { there: 1 })
    await clock.correct()
    expect(ways).toEqual([])
    expect(clock.now()).toBe(world.now + world.ahead)
  })

  test('needs one answer, not all of them', async () => {
    let asked = 0
    const hello = () => (++asked === 1 ? Promise.resolve(500_000) : Promise.reject(new Error('no answer')))
    const clock = createPrimaryClock({ hello, monotonic: () => 1_000 })
    await clock.correct()
    expect(clock.now()).toBe(500_000)
    await expect(clock.correct()).rejects.toThrow('no answer')
  })

  test('never steps back by itself, and does when a guard has shown that it is ahead', async () => {
    const { world, clock } = startClock()
    await clock.correct()
    const told = clock.now()
    world.ahead -= 1_000
    await clock.start()
    clock.stop()
    expect(clock.now()).toBe(told)
    await clock.correct()
    expect(clock.now()).toBe(world.now + world.ahead)
  })

  test('keeps a sharp look rather than a blunt one, unless the clock itself has changed', async () => {
    const { world, clock } = startClock()
    Object.assign(world, { there: 1, back: 1 })
    await clock.correct()
    Object.assign(world, { there: 100, back: 0 })
    await clock.start()
    clock.stop()
    expect(clock.now()).toBe(world.now + world.ahead)
    world.ahead += 5_000
    await clock.start()
    clock.stop()
    expect(clock.now()).toBe(world.now + world.ahead + 50)
  })

  test('has no time to tell before it has asked', () => {
    expect(() => startClock().clock.now()).toThrow('not asked')
  })
})
