import { alertKinds } from '../../../shared/domain/notices/alerts.ts'
import { compareOrders, decideNotice, type Told, type WhyNot } from '../../../shared/domain/notices/decideNotice.ts'
import { digestLine } from '../../../shared/domain/notices/digest.ts'
import type { Deps } from '../deps.ts'
import type { ReservationDocument } from '../models/documents.ts'
import type { Alert, AlertLine } from './alert.ts'
import { beforeOf } from './beforeOf.ts'
import type { AlertDocument, AlertFact } from './documents.ts'

type Needs = Pick<Deps, 'collections' | 'clock'>

type Verdict = { readonly tell: true; readonly alert: Alert } | { readonly tell: false; readonly why: WhyNot }

/** What is still worth saying of it at this moment. The relay has written what happened before it was heard here. */
export async function whatToTell(deps: Needs, row: AlertDocument): Promise<Verdict> {
  const ids = [...new Set(row.facts.map(({ reservationId }) => reservationId))]
  const found = await deps.collections.reservations.find({ _id: { $in: ids } }, { maxTimeMS: 5000 }).toArray()
  const reservations = new Map(found.map((reservation) => [reservation._id, reservation]))
  return row.pace === 'each' ? single(deps, row, reservations) : digest(deps, row, reservations)
}

type Reservations = ReadonlyMap<string, ReservationDocument>

async function single(deps: Needs, row: AlertDocument, reservations: Reservations): Promise<Verdict> {
  const [fact] = row.facts
  const reservation = reservations.get(fact?.reservationId ?? '') ?? null
  if (fact === undefined || reservation === null) return { tell: false, why: 'not_true' }
  const facts = {
    reservation,
    told: await toldOf(deps, row, fact),
    marked: false,
    reachable: true,
    switchedOff: false,
    quietUntil: null,
  }
  const verdict = decideNotice(alertKinds[fact.kind], fact, facts, deps.clock.now())
  if (verdict.do !== 'send') return { tell: false, why: verdict.do === 'wait' ? 'quiet' : verdict.why }
  const said = await saidOf(deps, row, fact, reservation)
  if (said === null) return { tell: false, why: 'told' }
  return { tell: true, alert: { ...row, lines: [{ kind: fact.kind, said, reservation }] } }
}

async function saidOf(
  deps: Needs,
  row: AlertDocument,
  fact: AlertFact,
  { start, party }: ReservationDocument,
): Promise<AlertLine['said'] | null> {
  if (fact.kind !== 'alert.changed') return { what: fact.kind === 'alert.made' ? 'made' : 'cancelled' }
  const before = await beforeOf(deps, row, fact)
  return before === null || (before.start === start && before.party === party) ? null : { what: 'changed', before }
}

/** The newest that they were told of it by this channel, one by one. */
async function toldOf(
  { collections }: Needs,
  { accountId, channel }: AlertDocument,
  { reservationId }: AlertFact,
): Promise<Told | null> {
  const found = await collections.alerts
    .find(
      { accountId, channel, 'facts.reservationId': reservationId, told: { $exists: true } },
      { projection: { told: 1 }, maxTimeMS: 3000 },
    )
    .toArray()
  const all = found.flatMap(({ told }) => told ?? [])
  return all.toSorted((a, b) => compareOrders(a.order, b.order)).at(-1) ?? null
}

async function digest(deps: Needs, row: AlertDocument, reservations: Reservations): Promise<Verdict> {
  const lines = await Promise.all(
    [...reservations.values()].map((reservation) => {
      const own = row.facts.filter(({ reservationId }) => reservationId === reservation._id)
      return lineOf(
        deps,
        row,
        own.toSorted((a, b) => compareOrders(a.order, b.order)),
        reservation,
      )
    }),
  )
  const [first, ...others] = lines
    .filter((line) => line !== null)
    .toSorted((a, b) => a.reservation.start - b.reservation.start)
  if (first === undefined) return { tell: false, why: 'not_true' }
  return { tell: true, alert: { ...row, lines: [first, ...others] } }
}

/** @param facts of this reservation, in the order they happened */
async function lineOf(
  deps: Needs,
  row: AlertDocument,
  facts: readonly AlertFact[],
  reservation: ReservationDocument,
): Promise<AlertLine | null> {
  const [first] = facts
  if (first === undefined) return null
  const before = first.kind === 'alert.changed' ? await beforeOf(deps, row, first) : null
  const said = digestLine({ kinds: facts.map(({ kind }) => kind), before }, reservation, deps.clock.now())
  return said === null ? null : { kind: first.kind, said, reservation }
}
