import type { Input, Output } from '../../../shared/contract/index.ts'
import { answersByMail, isOn, mailsThatNeedNot, type Preferences } from '../../../shared/domain/notices/preferences.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import { mailedReservation } from '../identity/mailLink.ts'
import { changePreferences, personOf, preferencesOf, presentPreferences } from '../notices/preferences.ts'
import { mailedConversation } from '../talk/notices/mailLink.ts'

type Own = Output<'notice.preferences.get'>
type Linked = Output<'notice.link.get'>

export async function getPreferences({ deps, actor }: Context): Promise<Own> {
  return presentPreferences(await preferencesOf(deps, actor.key))
}

/** @throws AppError `session_ended` when the account was erased meanwhile */
export async function changeOwnPreferences(
  { deps, actor }: Context,
  changes: Input<'notice.preferences.change'>,
): Promise<Own> {
  const changed = await changePreferences(deps, actor.key, changes)
  if (changed === null) throw new AppError('session_ended')
  return presentPreferences(changed)
}

/** @throws AppError `not_found` */
export async function getByLink({ deps }: Context, link: Input<'notice.link.get'>): Promise<Linked> {
  const person = personOf(await mailedReservation(deps, link))
  return linked(person, await preferencesOf(deps, person))
}

/**
 * Asked twice it is done once. Mails may be forwarded, so of an account the link changes only whether such mails come.
 *
 * @throws AppError `not_found`, `not_allowed_now` with `log_in_first`
 */
export async function changeByLink({ deps }: Context, input: Input<'notice.link.change'>): Promise<Linked> {
  const { reservationId, secret, mails, switches = [], ...times } = input
  const person = personOf(await mailedReservation(deps, { reservationId, secret }))
  if (hasAccount(person) && (switches.length > 0 || Object.keys(times).length > 0)) {
    throw new AppError('not_allowed_now', { reason: 'log_in_first' })
  }
  const all = mails === undefined ? [] : mailsThatNeedNot.map((one) => ({ ...one, on: mails }))
  const changed = await changePreferences(deps, person, { ...times, switches: [...all, ...switches] })
  if (changed === null) throw new AppError('not_found')
  return linked(person, changed)
}

/** @throws AppError `not_found` */
export async function getByTalkLink(
  { deps }: Context,
  link: Input<'notice.talk.get'>,
): Promise<Output<'notice.talk.get'>> {
  const { owner } = await mailedConversation(deps, link)
  return { mails: isOn(await preferencesOf(deps, owner), answersByMail) }
}

/** Asked twice it is done once. @throws AppError `not_found` */
export async function changeByTalkLink(
  { deps }: Context,
  { mails, ...link }: Input<'notice.talk.change'>,
): Promise<Output<'notice.talk.change'>> {
  const { owner } = await mailedConversation(deps, link)
  const changed = await changePreferences(deps, owner, { switches: [{ ...answersByMail, on: mails }] })
  if (changed === null) throw new AppError('not_found')
  return { mails: isOn(changed, answersByMail) }
}

function linked(person: string, preferences: Preferences): Linked {
  return {
    mails: mailsThatNeedNot.some((one) => isOn(preferences, one)),
    preferences: hasAccount(person) ? null : presentPreferences(preferences),
  }
}

function hasAccount(person: string): boolean {
  return person.startsWith('account:')
}
