import type { Input, Output } from '../../../shared/contract/index.ts'
import type { Grant } from '../../../shared/contract/policy.ts'
import { choiceIdOf, choiceOf } from '../alerts/members.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import { permitAtKnownVenue } from './permitAtKnownVenue.ts'

type Shown = Output<'staff.alerts'>['restaurants'][number]

/** Of everybody who asks only where they work themselves; whoever works nowhere has none. */
export async function getStaffAlerts(ctx: Context): Promise<Output<'staff.alerts'>> {
  const { collections } = ctx.deps
  const grants = ctx.actor.grants.filter(({ byDesk }) => byDesk === undefined)
  const accountId = accountIdOf(ctx)
  const venueIds = [...new Set(grants.flatMap(({ venueId }) => venueId ?? []))]
  if (venueIds.length === 0) return { restaurants: [] }
  const [venues, chosen] = await Promise.all([
    collections.venues
      .find({ _id: { $in: venueIds } }, { projection: { name: 1, localNames: 1 }, maxTimeMS: 3000 })
      .toArray(),
    collections.alertChoices.find({ accountId }, { maxTimeMS: 3000 }).toArray(),
  ])
  const restaurants = venues.flatMap(({ _id: venueId, name, localNames }): readonly Shown[] => {
    const choice = choiceOf(
      grants,
      venueId,
      chosen.find((one) => one.venueId === venueId),
    )
    if (choice === null) return []
    const { email, push, app } = choice
    return [{ venueId, name, localNames, roles: rolesAt(grants, venueId), email, push, app }]
  })
  return { restaurants: restaurants.toSorted((a, b) => a.name.localeCompare(b.name)) }
}

/** @throws AppError `not_found` where they do not work */
export async function changeStaffAlerts(
  ctx: Context,
  { venueId, ...change }: Input<'staff.alerts.change'>,
): Promise<Output<'staff.alerts.change'>> {
  const { deps, actor } = ctx
  await permitAtKnownVenue(ctx, venueId)
  const byDefault = choiceOf(actor.grants, venueId, null)
  if (byDefault === null) throw new AppError('not_found')
  const accountId = accountIdOf(ctx)
  const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const rest = Object.fromEntries(Object.entries(byDefault).filter(([name]) => !Object.hasOwn(said, name)))
  const choice = await deps.collections.alertChoices.findOneAndUpdate(
    { _id: choiceIdOf(accountId, venueId) },
    { $set: { accountId, venueId, ...said }, $setOnInsert: rest },
    { upsert: true, returnDocument: 'after', maxTimeMS: 5000 },
  )
  if (choice === null) throw new Error('a choice is there once it is written')
  const { email, push, app } = choice
  return { venueId, email, push, app }
}

function rolesAt(grants: readonly Grant[], venueId: string): Shown['roles'] {
  const here = new Set(grants.filter((grant) => grant.venueId === venueId).map(({ role }) => role))
  return (['host', 'manager', 'concierge'] as const).filter((role) => here.has(role))
}

function accountIdOf({ actor }: Context): string {
  return actor.key.replace(/^account:/, '')
}
