import { mongo } from 'mongoose'
import type { Input, Output } from '../../../../shared/contract/index.ts'
import { fillCanned, unknownVariables } from '../../../../shared/domain/concierge/canned.ts'
import { AppError } from '../../appError.ts'
import { type Context, permitAtVenue } from '../../context.ts'
import type { Language } from '../../identity/documents.ts'
import { conversationAtDesk } from '../../talk/conversations.ts'
import { findDesk, rulesOf } from '../../talk/desks.ts'
import { namesOf } from '../../talk/people.ts'

/** Of one desk. */
const mostReplies = 200
const places = Array.from({ length: mostReplies }, (_, slot) => slot)
const duplicateKey = 11_000
const languages: readonly Language[] = ['ko', 'en', 'ja']
/** English as most of the world writes its dates. */
const locales: Readonly<Record<Language, string>> = { ko: 'ko-KR', en: 'en-GB', ja: 'ja-JP' }
/** A visitor without an account has no name that anybody knows. */
const somebody: Readonly<Record<Language, string>> = { ko: '고객', en: 'guest', ja: 'お客' }

export const idOfReply = (deskId: string, shortcut: string) => `${deskId}:${shortcut}`

/** @throws AppError `not_found` */
export async function listCanned(ctx: Context, { deskId }: Input<'canned.list'>): Promise<Output<'canned.list'>> {
  permitAtVenue(ctx, deskId)
  await findDesk(ctx.deps, deskId)
  const found = await ctx.deps.collections.cannedReplies.find({ deskId }, { maxTimeMS: 3000 }).toArray()
  const replies = found.map(({ shortcut, title, texts }) => ({ shortcut, title, texts: { ...texts } }))
  return { replies: replies.toSorted((a, b) => (a.shortcut < b.shortcut ? -1 : 1)) }
}

/** @throws AppError `not_found`, `invalid_input` for a variable that nothing fills, `not_allowed_now` with `too_many` */
export async function saveCanned(ctx: Context, input: Input<'canned.save'>): Promise<Output<'canned.save'>> {
  const { deskId, shortcut, title, texts } = input
  permitAtVenue(ctx, deskId)
  await findDesk(ctx.deps, deskId)
  mustBeSayable(texts)
  const { cannedReplies } = ctx.deps.collections
  const _id = idOfReply(deskId, shortcut)
  // Whoever was too slow for each place looks once more, and finds none.
  for (let tries = 0; tries <= mostReplies; tries++) {
    const written = await cannedReplies.updateOne({ _id }, { $set: { title, texts } }, { maxTimeMS: 3000 })
    if (written.matchedCount > 0) return {}
    const slot = await freePlace(ctx, deskId)
    try {
      await cannedReplies.insertOne({ _id, deskId, slot, shortcut, title, texts })
      return {}
    } catch (error) {
      // Somebody else has just taken the place, or written this very one.
      if (!(error instanceof mongo.MongoServerError && error.code === duplicateKey)) throw error
    }
  }
  throw new AppError('busy', { retryAfterMs: 1000 })
}

function mustBeSayable(texts: Input<'canned.save'>['texts']): void {
  const issues = languages.flatMap((language) =>
    unknownVariables(texts[language] ?? '').map((name) => ({
      path: `texts.${language}`,
      message: `Nothing fills {${name.slice(0, 40)}}`,
    })),
  )
  const isEmpty = languages.every((language) => texts[language] === null)
  if (isEmpty) issues.push({ path: 'texts', message: 'In one language at least' })
  if (issues.length > 0) throw new AppError('invalid_input', { issues: issues.slice(0, 10) })
}

async function freePlace({ deps }: Context, deskId: string): Promise<number> {
  const there = await deps.collections.cannedReplies
    .find({ deskId }, { projection: { slot: 1 }, maxTimeMS: 3000 })
    .toArray()
  const taken = new Set(there.map(({ slot }) => slot))
  const free = places.find((slot) => !taken.has(slot))
  if (free === undefined) throw new AppError('not_allowed_now', { reason: 'too_many' })
  return free
}

/** @throws AppError `not_found` */
export async function removeCanned(
  ctx: Context,
  { deskId, shortcut }: Input<'canned.remove'>,
): Promise<Output<'canned.remove'>> {
  permitAtVenue(ctx, deskId)
  await findDesk(ctx.deps, deskId)
  await ctx.deps.collections.cannedReplies.deleteOne({ _id: idOfReply(deskId, shortcut) }, { maxTimeMS: 3000 })
  return {}
}

/** @throws AppError `not_found` */
export async function fillIn(
  ctx: Context,
  { conversationId, shortcut, venueId }: Input<'canned.fill'>,
): Promise<Output<'canned.fill'>> {
  const { deps, actor } = ctx
  const conversation = await conversationAtDesk(ctx, conversationId)
  const { deskId, owner, language: spoken } = conversation
  const [desk, reply, names] = await Promise.all([
    findDesk(deps, deskId),
    deps.collections.cannedReplies.findOne({ _id: idOfReply(deskId, shortcut) }, { maxTimeMS: 3000 }),
    namesOf(deps, [{ owner }, { owner: actor.key }]),
  ])
  const language = [spoken, desk.language, ...languages].find((it) => typeof reply?.texts[it] === 'string')
  const text = language === undefined ? null : (reply?.texts[language] ?? null)
  if (language === undefined || text === null) throw new AppError('not_found')
  const at = venueId ?? desk.venueIds[0] ?? ''
  if (!desk.venueIds.includes(at)) throw new AppError('not_found')
  const restaurant = await nameOf(ctx, at, language)
  const { zone } = rulesOf(desk).hours
  const date = new Intl.DateTimeFormat(locales[language], { dateStyle: 'full', timeZone: zone }).format(
    deps.clock.now(),
  )
  const guest = names.get(owner) ?? somebody[language]
  return { text: fillCanned(text, { guest, restaurant, me: names.get(actor.key) ?? desk.name, date }) }
}

async function nameOf({ deps }: Context, venueId: string, language: Language): Promise<string> {
  const venue = await deps.collections.venues.findOne({ _id: venueId }, { maxTimeMS: 3000 })
  if (venue === null) throw new AppError('not_found')
  return (language === 'en' ? null : venue.localNames[language]) ?? venue.name
}
