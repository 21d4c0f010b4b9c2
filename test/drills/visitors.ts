import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Session } from '../../server/core/identity/issue.ts'
import type { OperationName, Output, Sent } from '../../shared/contract/index.ts'
import { type Answered, askOverHttp } from '../security/askOverHttp.ts'
import { dateAhead, seoul } from '../support/venue.ts'

/** People who stay for the whole drill, renewing all the time; whatever goes wrong for one of them is noted. */
export interface Visitors {
  /** Answers that no retry makes good, by who got them; `logged out` ones among them. */
  readonly failures: readonly string[]
  /** Confirmed reservations so far, and the name each was confirmed under. */
  readonly booked: ReadonlyMap<string, string>
  /** Every one of them has renewed at least once more since it was asked. */
  allRenewed(): Promise<void>
  stop(): Promise<void>
}

interface Place {
  /** Of the nodes that take new work now. */
  readonly urls: () => readonly string[]
  readonly venueId: string
}

interface Person {
  readonly name: string
  /** Each comes from an address of their own. */
  readonly address: string
  session: Session | null
  renewals: number
}

/** @param holders sessions of accounts, by the name that the account has */
export function startVisitors(place: Place, guests: number, holders: ReadonlyMap<string, Session>): Visitors {
  let going = true
  let turn = 0
  const failures: string[] = []
  const booked = new Map<string, string>()
  const people: Person[] = []

  /** Each request goes to another node than the one before. */
  const nextUrl = (): string => {
    const nodes = place.urls()
    return nodes[turn++ % nodes.length] ?? ''
  }

  const join = (name: string, session: Session | null): Person => {
    const person = { name, address: `10.0.0.${people.length + 1}`, session, renewals: 0 }
    people.push(person)
    return person
  }

  async function call<N extends OperationName>(person: Person, name: N, input: Sent<N>): Promise<Output<N>> {
    const answer = await askUntilDefinite(nextUrl, person, name, input)
    if (answer.status !== 200) {
      throw new Error(`${person.name}: ${name} ${answer.status} ${JSON.stringify(answer.body)}`)
    }
    return answer.body as Output<N>
  }

  async function renew(person: Person): Promise<void> {
    const { refreshToken } = person.session ?? {}
    person.session = await call(person, 'session.renew', { refreshToken: refreshToken ?? '' })
    person.renewals += 1
  }

  async function visitAsGuest(person: Person, number: number): Promise<void> {
    person.session = await call(person, 'session.guest', {})
    for (let visit = 0; going; visit++) {
      // Once in so many rounds, so that nobody meets their own limits.
      if (visit % 8 === 0) await book(person, number, visit / 8)
      await renew(person)
      await sleep(200)
    }
  }

  async function book(person: Person, number: number, visit: number): Promise<void> {
    const date = dateAhead(2 + number * 50 + visit)
    const startsAt = seoul(date, '19:00')
    const held = await call(person, 'hold.create', { venueId: place.venueId, date, startsAt, party: 2 })
    const guest = { name: `${person.name} ${visit}`, phone: `+8210${String(10_000_000 + number * 1000 + visit)}` }
    await call(person, 'reservation.confirm', { reservationId: held.reservationId, guest })
    booked.set(held.reservationId, guest.name)
  }

  async function visitAsHolder(person: Person): Promise<void> {
    for (let visit = 0; going; visit++) {
      const { name } = await call(person, 'account.get', {})
      if (name !== person.name) throw new Error(`${person.name} is called ${name}`)
      if (visit % 8 === 0) await call(person, 'account.change', { phone: `+8210${20_000_000 + visit}` })
      await renew(person)
      await sleep(500)
    }
  }

  const visits = [
    ...Array.from({ length: guests }, (_, n) => visitAsGuest(join(`Guest ${n}`, null), n)),
    ...[...holders].map(([name, session]) => visitAsHolder(join(name, session))),
  ].map((visit) => visit.catch((error: unknown) => void failures.push(String(error))))

  return {
    failures,
    booked,
    async allRenewed() {
      const before = people.map(({ renewals }) => renewals)
      // The first may have been under way when it was asked.
      while (failures.length === 0 && people.some(({ renewals }, n) => renewals < (before[n] ?? 0) + 2)) await sleep(50)
    },
    async stop() {
      going = false
      await Promise.all(visits)
    },
  }
}

/** Asks one node after another, under one request id, until the answer is a definite one. */
async function askUntilDefinite(
  nextUrl: () => string,
  { address, session }: Person,
  name: OperationName,
  input: object,
): Promise<Answered> {
  const requestId = randomUUID()
  const giveUpAt = performance.now() + 30_000
  const token = name === 'session.renew' ? undefined : session?.token
  for (let tries = 0; ; tries++) {
    const asker = { url: nextUrl(), address, requestId, retry: tries > 0 }
    // Null where no answer came: the node is gone.
    const answer = await askOverHttp({ ...asker, ...(token !== undefined && { token }) }, name, input).catch(() => null)
    const isDefinite = answer !== null && answer.status < 500 && answer.status !== 429
    if (isDefinite) return answer
    if (performance.now() > giveUpAt) return answer ?? { status: 0, body: 'no answer' }
    await sleep(100)
  }
}
