import type { Input, Output } from '../../../../shared/contract/index.ts'
import { type DeskProblem, hoursProblems, targetsProblems } from '../../../../shared/domain/concierge/deskProblems.ts'
import { AppError } from '../../appError.ts'
import { type Context, permitAtVenue } from '../../context.ts'
import { findDesk, rulesOf } from '../../talk/desks.ts'
import { accountIdOf, actorOf, mustWorkAt } from '../../talk/people.ts'

/**
 * A restaurant's own desk serves it alone; one of the house whichever restaurants there are.
 *
 * @throws AppError `not_found`, also for a restaurant that whoever asks does not manage and the desk does not serve yet;
 * `invalid_input`
 */
export async function saveDesk(
  ctx: Context,
  { deskId, name, localNames, venueIds, language, hours, targets, mostOwed }: Input<'desk.save'>,
): Promise<Output<'desk.save'>> {
  permitAtVenue(ctx, deskId)
  const issues = [
    ...(hours === undefined ? [] : within('hours', hoursProblems(hours))),
    ...(targets === undefined ? [] : within('targets', targetsProblems(targets))),
  ]
  if (issues.length > 0) throw new AppError('invalid_input', { issues })
  const { venues, desks } = ctx.deps.collections
  const wanted = [...new Set(venueIds)]
  const found = await venues
    .find({ _id: { $in: [...wanted, deskId] } }, { projection: { _id: 1 }, maxTimeMS: 3000 })
    .toArray()
  const known = new Set(found.map(({ _id }) => _id))
  if (known.has(deskId) && (wanted.length > 1 || wanted[0] !== deskId)) {
    throw new AppError('invalid_input', {
      issues: [{ path: 'venueIds', message: 'A restaurant’s own desk serves that restaurant' }],
    })
  }
  if (!wanted.every((venueId) => known.has(venueId))) throw new AppError('not_found')
  const before = await desks.findOne({ _id: deskId }, { projection: { venueIds: 1 }, maxTimeMS: 3000 })
  // Serving a restaurant is acting there: only whoever may decide for it gives it to a desk.
  for (const venueId of wanted) if (before?.venueIds.includes(venueId) !== true) permitAtVenue(ctx, venueId)
  const desk = {
    name,
    localNames,
    venueIds: wanted,
    language,
    ...(!known.has(deskId) && { house: true as const }),
    ...(hours !== undefined && { hours }),
    ...(targets !== undefined && { targets }),
    ...(mostOwed !== undefined && { mostOwed }),
  }
  await desks.updateOne({ _id: deskId }, { $set: desk, $inc: { rev: 1 } }, { upsert: true, maxTimeMS: 3000 })
  await ctx.deps.served.read()
  ctx.deps.stirred.tell(deskId)
  return {}
}

function within(field: string, problems: readonly DeskProblem[]): readonly DeskProblem[] {
  return problems.map(({ path, message }) => ({ path: `${field}.${path}`, message }))
}

/** @throws AppError `not_found` */
export async function getDesk({ deps }: Context, { deskId }: Input<'desk.get'>): Promise<Output<'desk.get'>> {
  const desk = await findDesk(deps, deskId)
  const { name, localNames, venueIds, language } = desk
  const { zone, weekly, exceptions } = rulesOf(desk).hours
  const hours = {
    zone,
    weekly: weekly.map((spans) => [...spans]),
    exceptions: exceptions.map(({ date, spans }) => ({ date, spans: [...spans] })),
  }
  return { deskId, name, localNames, venueIds: [...venueIds], language, hours }
}

/** @throws AppError `not_found` */
export async function getDeskWork(ctx: Context, { deskId }: Input<'desk.work'>): Promise<Output<'desk.work'>> {
  permitAtVenue(ctx, deskId)
  const desk = await findDesk(ctx.deps, deskId)
  const { targets, manner } = rulesOf(desk)
  const members = Object.entries(desk.members ?? {}).map(([accountId, { languages, skills, capacity, venueIds }]) => ({
    accountId,
    languages: [...languages],
    skills: [...skills],
    capacity,
    venueIds: venueIds === null ? null : [...venueIds],
  }))
  return { targets, mostOwed: manner.mostOwed, members }
}

/** @throws AppError `not_found` */
export async function bePresent(
  ctx: Context,
  { deskId, state }: Input<'desk.present'>,
): Promise<Output<'desk.present'>> {
  permitAtVenue(ctx, deskId)
  const { deps, actor } = ctx
  await findDesk(deps, deskId)
  const isNews = await deps.presence.say(deskId, accountIdOf(actor.key) ?? '', state)
  if (isNews) deps.stirred.tell(deskId)
  return {}
}

/** @throws AppError `not_found`, `invalid_input` for whoever does not work there, and restaurants it does not serve */
export async function saveDeskMember(
  ctx: Context,
  { deskId, accountId, languages, skills, capacity, venueIds }: Input<'desk.member.save'>,
): Promise<Output<'desk.member.save'>> {
  permitAtVenue(ctx, deskId)
  const { deps, actor } = ctx
  const desk = await findDesk(deps, deskId)
  await mustWorkAt(deps, deskId, { accountId, path: 'accountId' })
  if (venueIds?.some((venueId) => !desk.venueIds.includes(venueId)) === true) {
    throw new AppError('invalid_input', { issues: [{ path: 'venueIds', message: 'Not served by this desk' }] })
  }
  const member = { languages: [...new Set(languages)], skills: [...new Set(skills)], capacity, venueIds }
  await deps.collections.desks.updateOne(
    { _id: deskId },
    { $set: { [`members.${accountId}`]: member }, $inc: { rev: 1 } },
    { maxTimeMS: 3000 },
  )
  deps.stirred.tell(deskId)
  await deps.audit.record({ action: 'staff.described', by: actor.key, to: actorOf(accountId) })
  return {}
}
