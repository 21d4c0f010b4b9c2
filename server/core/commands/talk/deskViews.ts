import type { Input, Output } from '../../../../shared/contract/index.ts'
import { emptyBook } from '../../../../shared/domain/book/emptyBook.ts'
import { conversationStates } from '../../../../shared/domain/concierge/conversation.ts'
import { figuresOf } from '../../../../shared/domain/concierge/figures.ts'
import { hourAt, midnightAt } from '../../../../shared/domain/concierge/hours.ts'
import { createEvaluator } from '../../../../shared/domain/tables/evaluator.ts'
import { AppError } from '../../appError.ts'
import { type Context, permitAtVenue } from '../../context.ts'
import type { Deps } from '../../deps.ts'
import { openField } from '../../identity/accounts.ts'
import { bookIdOf } from '../../lane/bookId.ts'
import { findDesk, rulesOf } from '../../talk/desks.ts'
import { accountIdOf, namesOf } from '../../talk/people.ts'

const mostDesks = 50
/** Of one desk. */
const mostPeople = 200
const mostResolved = 100
const mostCounted = 2000

const answering = ['manager', 'concierge'] as const
type Mine = Output<'desk.mine'>['desks'][number]

export async function listOwnDesks({ deps, actor }: Context): Promise<Output<'desk.mine'>> {
  const rolesAt = new Map<string, Mine['roles']>()
  // What a desk of the house lets its people do at restaurants makes them no part of those restaurants' own desks.
  for (const { role, venueId, byDesk } of actor.grants) {
    const known = answering.find((it) => it === role)
    if (known !== undefined && venueId !== null && byDesk === undefined) {
      rolesAt.set(venueId, [...(rolesAt.get(venueId) ?? []), known])
    }
  }
  const desks = await deps.collections.desks
    .find({ _id: { $in: [...rolesAt.keys()] } }, { maxTimeMS: 3000 })
    .sort({ name: 1, _id: 1 })
    .limit(mostDesks)
    .toArray()
  const [venues, people] = await Promise.all([
    venuesOf(deps, [...new Set(desks.flatMap(({ venueIds }) => venueIds))]),
    Promise.all(desks.map(({ _id }) => peopleAt(deps, _id))),
  ])
  return {
    accountId: accountIdOf(actor.key) ?? '',
    desks: desks.map(({ _id, name, localNames, language, venueIds }, n) => ({
      deskId: _id,
      name,
      localNames: { ...localNames },
      language,
      roles: rolesAt.get(_id) ?? [],
      venues: venueIds.flatMap((id) => venues.get(id) ?? []),
      people: people[n] ?? [],
    })),
  }
}

async function venuesOf(
  { collections }: Deps,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Mine['venues'][0]>> {
  const found = collections.venues.find(
    { _id: { $in: [...ids] } },
    { projection: { name: 1, localNames: 1, zone: 1 }, maxTimeMS: 3000 },
  )
  const all = await found.toArray()
  return new Map(
    all.map(({ _id, name, localNames, zone }) => [_id, { venueId: _id, name, localNames: { ...localNames }, zone }]),
  )
}

async function peopleAt(deps: Deps, deskId: string): Promise<Mine['people']> {
  const found = await deps.collections.accounts
    .find({ 'grants.venueId': deskId }, { projection: { name: 1 }, maxTimeMS: 3000 })
    .limit(mostPeople)
    .toArray()
  return found.map(({ _id, name }) => ({ accountId: _id, name: openField(deps, 'name', _id, name) }))
}

/** @throws AppError `not_found` */
export async function listResolved(ctx: Context, { deskId }: Input<'desk.resolved'>): Promise<Output<'desk.resolved'>> {
  permitAtVenue(ctx, deskId)
  const { deps } = ctx
  await findDesk(deps, deskId)
  const rows = await deps.collections.conversations
    .find({ deskId, state: 'resolved' }, { maxTimeMS: 3000 })
    .sort({ lastAt: -1, _id: 1 })
    .limit(mostResolved)
    .toArray()
  const names = await namesOf(deps, rows)
  return {
    conversations: rows.map(({ _id, owner, language, tier = 'standard', lastAt }) => ({
      conversationId: _id,
      name: names.get(owner) ?? null,
      language,
      tier,
      lastAt: new Date(lastAt).toISOString(),
    })),
  }
}

const onlineStates = { o: 'open', f: 'few', x: 'full', c: 'closed' } as const

/** By the same evaluation that holds a table. @throws AppError `not_found` */
export async function tablesFor(
  ctx: Context,
  { deskId, venueId, date, party }: Input<'desk.tables'>,
): Promise<Output<'desk.tables'>> {
  permitAtVenue(ctx, deskId)
  const { deps } = ctx
  const { venueIds } = await findDesk(deps, deskId)
  if (!venueIds.includes(venueId)) throw new AppError('not_found')
  const newest = await deps.settings.newestOf(venueId)
  const read = await deps.store.read(bookIdOf(venueId, date))
  const book = read?.book ?? emptyBook(venueId, date, newest)
  const evaluator = createEvaluator(await deps.settings.settings(venueId, book.settingsVersion), date)
  const now = deps.clock.now()
  const slots = Object.values(evaluator.availability(book, now).slots).map(({ at, label, codes }) => ({
    startsAt: new Date(at).toISOString(),
    label,
    online: onlineStates[(codes[party - 1] ?? 'c') as keyof typeof onlineStates],
    reason: evaluator.explain(book, { start: at, party, channel: 'concierge' }, now),
  }))
  return { slots: slots.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1)) }
}

/** @throws AppError `not_found` */
export async function deskFigures(ctx: Context, { deskId }: Input<'desk.figures'>): Promise<Output<'desk.figures'>> {
  permitAtVenue(ctx, deskId)
  const { collections, clock } = ctx.deps
  const { zone } = rulesOf(await findDesk(ctx.deps, deskId)).hours
  const since = midnightAt(zone, clock.now())
  const rows = await collections.conversations
    .find(
      { deskId, state: { $in: [...conversationStates] }, lastAt: { $gte: since } },
      { projection: { firstAnswers: 1 }, maxTimeMS: 5000 },
    )
    .sort({ lastAt: -1 })
    .limit(mostCounted)
    .toArray()
  const answers = rows.flatMap(({ firstAnswers = [] }) => firstAnswers).filter(({ at }) => at >= since)
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const { answered, inTarget } = figuresOf(answers.filter(({ at }) => hourAt(zone, at) === hour))
    return { hour, answered, inTarget }
  })
  return {
    since: new Date(since).toISOString(),
    ...figuresOf(answers),
    hours: hours.filter(({ answered }) => answered > 0),
  }
}
