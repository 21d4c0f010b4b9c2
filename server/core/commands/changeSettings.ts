import type { Input, Output } from '../../../shared/contract/index.ts'
import { settingsProblems } from '../../../shared/domain/tables/settingsProblems.ts'
import { serviceDateOf } from '../../../shared/domain/time/serviceDay.ts'
import { AppError } from '../appError.ts'
import { type Context, permitAtVenue } from '../context.ts'
import type { Deps } from '../deps.ts'

const duplicateKey = 11_000

/**
 * Writes the next version of the settings, then has the books to come adopt it. The insert of the version is the
 * compare-and-set: two managers from the same version, one wins.
 */
export async function changeSettings(
  ctx: Context,
  { venueId, settings }: Input<'settings.change'>,
): Promise<Output<'settings.change'>> {
  permitAtVenue(ctx, venueId)
  const { deps, actor, requestId, bodyHash } = ctx
  await checkSettings(deps, venueId, settings)
  const version = settings.version + 1
  const document = {
    _id: `${venueId}:${version}`,
    venueId,
    settings: { ...settings, version },
    by: { actor: actor.key, requestId, bodyHash },
  }
  const taken = await deps.collections.settings.insertOne(document).then(
    () => null,
    async (error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === duplicateKey)) throw error
      return deps.collections.settings.findOne({ _id: document._id }, { maxTimeMS: 3000 })
    },
  )
  // Also for a version found there: whoever wrote it may have died before this step.
  await deps.collections.venues.updateOne(
    { _id: venueId },
    { $max: { settingsVersion: version }, $currentDate: { settingsChangedAt: true } },
  )
  if (taken !== null) answerAgain(taken.by, document.by)
  await deps.audit.record({ action: 'settings.changed', by: actor.key, to: venueId, requestId }, document._id)
  await adoptSettings(deps, venueId)
  return { version }
}

type Author = { readonly actor: string; readonly requestId: string; readonly bodyHash: string }

function answerAgain(theirs: Author | undefined, ours: Author): void {
  if (theirs?.actor !== ours.actor || theirs.requestId !== ours.requestId) throw new AppError('settings_conflict')
  if (theirs.bodyHash !== ours.bodyHash) throw new AppError('request_id_reused')
}

async function checkSettings(
  deps: Deps,
  venueId: string,
  settings: Input<'settings.change'>['settings'],
): Promise<void> {
  const newest = await deps.settings.newestOf(venueId)
  if (settings.version > newest) throw new AppError('settings_conflict')
  const present = await deps.settings.settings(venueId, newest)
  const issues = settingsProblems(settings).map(({ path, message }) => ({ path: `settings.${path}`, message }))
  if (settings.dayBoundary !== present.dayBoundary) {
    issues.push({ path: 'settings.dayBoundary', message: 'Fixed when the restaurant was made' })
  }
  if (settings.zone !== present.zone) {
    issues.push({ path: 'settings.zone', message: 'Fixed when the restaurant was made' })
  }
  if (issues.length > 0) throw new AppError('invalid_input', { issues })
}

/**
 * Every book to come under the newest settings. Only raises, so it may run twice, at once, and again: the sweep does,
 * for books that were being made meanwhile.
 *
 * @returns how many books lagged
 */
export async function adoptSettings(deps: Deps, venueId: string): Promise<number> {
  const newest = await deps.settings.newestOf(venueId)
  const settings = await deps.settings.settings(venueId, newest)
  const lagging = await deps.collections.books
    .find(
      { venueId, date: { $gte: serviceDateOf(settings, deps.clock.now()) }, settingsVersion: { $lt: newest } },
      { projection: { _id: 1 }, maxTimeMS: 5000 },
    )
    .toArray()
  for (const { _id } of lagging) {
    await deps.lanes.submit({
      bookId: _id,
      command: { type: 'adopt', settingsVersion: newest },
      by: { key: 'system', staff: true },
      requestId: null,
      bodyHash: '',
    })
  }
  return lagging.length
}
