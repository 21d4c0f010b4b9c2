import { hashPassword } from '../../server/core/identity/passwords.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { Grant } from '../../shared/contract/policy.ts'
import { callers } from '../contract/callers.ts'
import { seedDesk } from '../support/desk.ts'
import type { TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'
import { Pools } from './pools.ts'

export const callerNames = ['anonymous', 'guest', 'diner', 'manager', 'admin', 'partner'] as const

export type CallerName = (typeof callerNames)[number]

type Headers = Readonly<Record<string, string>>

export interface People {
  readonly pools: Pools
  /** What shows who it is. */
  headersOf(name: CallerName): Promise<Headers>
  /** Their session or key ended, perhaps by what they asked for themselves: the next one is somebody new. */
  ended(name: CallerName): void
}

const password = 'a long enough password'

/** Those who ask, and a restaurant with room for all of them. */
export async function gather(hub: TestHub): Promise<People> {
  const tables = Array.from(
    { length: 40 },
    (_, i) => ({ id: `T${i}`, minParty: 1, maxParty: 6, area: 'room', channel: 'online' }) as const,
  )
  const { venueId, settings } = await hub.seedVenue({ settings: { tables, holdMs: 120_000 } })
  const other = await hub.seedVenue()
  const passwordHash = await hashPassword(password)
  const pools = new Pools()
  const date = dateAhead(3)
  const times = ['18:00', '18:30', '19:00', '19:30', '20:30']
  const slots = times.map((time) => seoul(date, time))
  pools.add('venueId', newId(), other.venueId, ...Array.from({ length: 8 }, () => venueId))
  pools.add('date', dateAhead(-1), dateAhead(4), ...Array.from({ length: 8 }, () => date))
  pools.add('startsAt', ...slots)
  pools.add('endsAt', ...slots.map((at) => new Date(Date.parse(at) + 7_200_000).toISOString()))
  pools.add('party', 7, 1, 4, 3, 2, 2, 2)
  pools.add('area', 'cellar', 'room', 'room', 'room')
  pools.add('tableId', 'none', ...tables.map(({ id }) => id))
  pools.add('settings', settings)
  pools.add('zone', 'Nowhere/At_All', 'UTC', 'Asia/Seoul', 'Europe/Berlin', 'Australia/Lord_Howe')
  await seedDesk(hub, venueId)
  pools.add('deskId', other.venueId, ...Array.from({ length: 8 }, () => venueId))
  pools.add('password', 'wrong password', password)
  pools.add('deviceToken', ...Array.from({ length: 5 }, (_, i) => `device-${i}:${'t'.repeat(40)}`))
  pools.add('email', ...Array.from({ length: 5 }, (_, i) => `somebody${i}@example.com`))
  pools.add('url', 'https://127.0.0.1/', 'https://hooks.invalid/', 'https://hooks.invalid:8443/couvert?of=us')
  pools.add('phone', ...Array.from({ length: 40 }, (_, i) => `+82105555${1000 + i}`))

  async function account(grants: readonly Grant[]): Promise<Headers> {
    const { account: made, session } = await hub.openAccount({ demo: true, grants, passwordHash })
    pools.add('accountId', made._id)
    return { authorization: `Bearer ${session.token}` }
  }

  const manages = [venueId, other.venueId].map((at) => ({ role: 'manager', venueId: at }) as const)

  /** As these come to a hub in life, but for their e-mail. */
  const come: Readonly<Record<CallerName, () => Promise<Headers>>> = {
    anonymous: async () => ({}),
    async guest() {
      const { token } = await data<{ token: string }>(hub, undefined, 'session.guest', {})
      return { authorization: `Bearer ${token}` }
    },
    diner: () => account([]),
    manager: () => account(manages),
    admin: () => account([{ role: 'admin', venueId: null }]),
    async partner() {
      const manager = hub.tokenFor('manager', venueId)
      const { key } = await data<{ key: string }>(hub, manager, 'key.create', {
        venueId,
        name: 'Desk',
        scopes: ['book'],
      })
      return { 'x-api-key': key }
    },
  }
  const there = new Map<CallerName, Promise<Headers>>()

  return {
    pools,
    headersOf(name) {
      const known = there.get(name) ?? come[name]()
      there.set(name, known)
      return known
    },
    ended: (name) => void there.delete(name),
  }
}

async function data<T>(
  hub: TestHub,
  who: string | undefined,
  name: 'session.guest' | 'key.create',
  input: object,
): Promise<T> {
  const answer = await (await callers.http(hub.url(0), who)).call(name, input)
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`)
  return answer.data as T
}
