import type { Input, Output } from '../../../shared/contract/index.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import { createDeadLetters } from '../work/deadLetters.ts'
import { workState as readWorkState } from '../work/workState.ts'

/** What somebody looks through. */
const shown = 200

export async function workState({ deps }: Context): Promise<Output<'work.state'>> {
  const { collections, clock } = deps
  const now = clock.now()
  const [works, deadLetters] = await Promise.all([readWorkState(collections, now), deadLettersOf(deps).counts()])
  return {
    works: works.map(({ oldestDueAt, ...work }) => ({
      ...work,
      oldestDueAt: oldestDueAt === null ? null : new Date(oldestDueAt).toISOString(),
    })),
    deadLetters,
    at: new Date(now).toISOString(),
  }
}

export async function listDeadLetters({ deps }: Context): Promise<Output<'deadLetter.list'>> {
  const found = await deadLettersOf(deps).list(shown)
  return {
    deadLetters: found.map(({ id, endedAt, ...rest }) => ({
      ...rest,
      deadLetterId: id,
      endedAt: endedAt.toISOString(),
    })),
  }
}

/** @throws AppError `not_found` */
export async function retryDeadLetter(
  ctx: Context,
  one: Input<'deadLetter.retry'>,
): Promise<Output<'deadLetter.retry'>> {
  return judged(ctx, 'retried', one)
}

/** @throws AppError `not_found` */
export async function dropDeadLetter(ctx: Context, one: Input<'deadLetter.drop'>): Promise<Output<'deadLetter.drop'>> {
  return judged(ctx, 'dropped', one)
}

async function judged(
  { deps, actor }: Context,
  how: 'retried' | 'dropped',
  { place, deadLetterId }: Input<'deadLetter.retry'>,
): Promise<Record<string, never>> {
  const letters = deadLettersOf(deps)
  const done = how === 'retried' ? letters.retry(place, deadLetterId) : letters.drop(place, deadLetterId)
  if (!(await done)) throw new AppError('not_found')
  await deps.audit.record({ action: `deadLetter.${how}`, by: actor.key, to: `${place}:${deadLetterId}` })
  return {}
}

function deadLettersOf({ collections, clock }: Context['deps']) {
  return createDeadLetters(collections, clock.now)
}
