import { type Client, createClient, type Store } from '../../client-sdk/src/index.ts'
import type { Grant } from '../../shared/contract/policy.ts'
import type { TestHub } from '../support/hub.ts'
import { codeTo, type Person } from '../support/people.ts'
import { grant } from '../support/staff.ts'
import { seoul } from '../support/venue.ts'

/** A device on which somebody has done something already: a browser begins with what it has stored. */
export interface Device extends Disposable {
  readonly client: Client
  readonly stored: ReadonlyMap<string, string>
}

export function newDevice(url: string): Device {
  const stored = new Map<string, string>()
  const storage: Store = {
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
  }
  const client = createClient({ url, storage })
  return { client, stored, [Symbol.dispose]: client.close }
}

interface Wish {
  readonly venueId: string
  readonly date: string
  readonly time: string
  readonly party?: number
}

/** @returns the reservation's id */
export async function hold({ client }: Device, { venueId, date, time, party = 2 }: Wish): Promise<string> {
  await client.session.guest()
  const held = await client.call('hold.create', { venueId, date, startsAt: seoul(date, time), party })
  return held.reservationId
}

let numbers = 0

/** @returns the reservation's id */
export async function book(device: Device, wish: Wish): Promise<string> {
  const reservationId = await hold(device, wish)
  const guest = { name: 'Ha-eun Kim', phone: `+8210${String(10_000_000 + numbers++)}` }
  await device.client.call('reservation.confirm', { reservationId, guest })
  return reservationId
}

export const password = 'a table by the window'

/** Of whom there is no other. */
export function newPerson(): Person {
  return { email: `haeun.kim.${numbers++}@example.com`, password, name: 'Ha-eun Kim', language: 'en' }
}

/** From the form to the first session, with the code from the letter. */
export async function register(hub: TestHub, { client }: Device): Promise<Person> {
  const person = newPerson()
  const { attempt } = await client.call('account.register', person)
  await client.session.open('account.verify', { attempt, code: await codeTo(hub, person.email) })
  return person
}

/** Somebody who works there, logged in as that. */
export async function employ(hub: TestHub, device: Device, grants: readonly Grant[]): Promise<void> {
  const person = await register(hub, device)
  await grant(hub, (await device.client.call('account.get', {})).accountId, grants)
  await logIn(device, person)
}

export async function logIn({ client }: Device, { email }: Pick<Person, 'email'>): Promise<void> {
  await client.session.open('session.login', { email, password })
}
