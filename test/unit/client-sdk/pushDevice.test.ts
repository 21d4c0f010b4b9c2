import { expect, test } from 'vitest'
import type { SessionSnapshot } from '../../../client-sdk/src/index.ts'
import { createPushDevice, memoryStore } from '../../../client-sdk/src/index.ts'
import { createSignal } from '../../../client-sdk/src/signal.ts'

const android = { token: 'first:token-of-a-device', platform: 'android' } as const
const guest = { state: 'open', actor: 'guest:1', kind: 'guest' } as const
const ada = { state: 'open', actor: 'account:ada', kind: 'account' } as const
const ben = { state: 'open', actor: 'account:ben', kind: 'account' } as const
const nobody = { state: 'none', actor: null, kind: null } as const
const ended = { state: 'ended', actor: null, kind: null } as const

type Who = Pick<SessionSnapshot, 'state' | 'actor' | 'kind'>

/** A device with a session that becomes what a test says; what it asks of the hub is written down. */
function deviceOf(first: Who, store = memoryStore()) {
  const asked: string[] = []
  const signal = createSignal()
  let who = first
  let refusal: Error | null = null
  const session = { get: () => who, subscribe: signal.listen }
  const call = (name: string, { token }: { token: string }) => {
    asked.push(`${name} ${token}`)
    return refusal === null ? Promise.resolve({}) : Promise.reject(refusal)
  }
  const device = createPushDevice({ call, session } as unknown as Parameters<typeof createPushDevice>[0], store)
  return {
    device,
    asked,
    store,
    become(next: Who) {
      who = next
      signal.tell()
    },
    refuse(error: Error | null) {
      refusal = error
    },
  }
}

const registered = `push.register ${android.token}`

test('a device is registered until it is switched off, and also after a reload it knows', async () => {
  const { device, asked, store } = deviceOf(ada)
  expect(device.isOn()).toBe(false)
  await device.on(android)
  expect(device.isOn()).toBe(true)
  expect(deviceOf(ada, store).device.isOn()).toBe(true)
  expect(deviceOf(ben, store).device.isOn()).toBe(false)
  expect(deviceOf(nobody, store).device.isOn()).toBe(false)
  await device.off()
  expect(device.isOn()).toBe(false)
  expect(asked).toEqual([registered, `push.remove ${android.token}`])
})

test('another token takes the place of the last, and the same one does not', async () => {
  const { device, asked } = deviceOf(ada)
  await device.on(android)
  await device.on(android)
  await device.on({ ...android, token: 'second:token-of-a-device' })
  expect(asked).toEqual([
    registered,
    registered,
    'push.register second:token-of-a-device',
    `push.remove ${android.token}`,
  ])
})

test('a guest who becomes an account, and whoever comes back after the session was ended, are told on', async () => {
  const { device, asked, become } = deviceOf(guest)
  await device.on(android)
  become(ada)
  await expect.poll(() => device.isOn()).toBe(true)
  become(ended)
  expect(device.isOn()).toBe(false)
  become(ada)
  expect(device.isOn()).toBe(true)
  expect(asked).toEqual([registered, registered, registered])
})

test.each([
  ['a logout', [nobody, ada]],
  ['somebody else', [ended, ben, ended, ada]],
  ['an account that becomes a guest', [guest, ada]],
])('%s ends it, also for who comes back', async (_, people) => {
  const { device, asked, become } = deviceOf(ada)
  await device.on(android)
  for (const person of people) become(person)
  expect(device.isOn()).toBe(false)
  expect(asked).toEqual([registered])
})

test('a link that is open for a while changes nothing', async () => {
  const { device, asked, become } = deviceOf(ada)
  await device.on(android)
  become({ state: 'open', actor: 'guest:9', kind: 'link' })
  become(ada)
  expect(device.isOn()).toBe(true)
  expect(asked).toEqual([registered])
})

test('what the hub refuses changes nothing', async () => {
  const { device, refuse } = deviceOf(ada)
  refuse(new Error('busy'))
  await expect(device.on(android)).rejects.toThrow('busy')
  expect(device.isOn()).toBe(false)
  refuse(null)
  await device.on(android)
  refuse(new Error('busy'))
  await expect(device.off()).rejects.toThrow('busy')
  expect(device.isOn()).toBe(true)
})

test('who logs out while the hub is asked is not told here', async () => {
  const { device, become } = deviceOf(ada)
  const asking = device.on(android)
  become(nobody)
  await asking
  become(ada)
  expect(device.isOn()).toBe(false)
})
