import { AppError } from '../appError.ts'
import { openedDetails, toldOf } from '../commands/account/guestWords.ts'
import { companyNameOf } from '../companies/companies.ts'
import type { Deps } from '../deps.ts'
import { openField } from '../identity/accounts.ts'
import type { AccountDocument, Language } from '../identity/documents.ts'
import type { VenueDocument } from '../models/documents.ts'
import { placeInWords } from '../notices/composePush.ts'
import { asMail } from '../notices/mails/asMail.ts'
import {
  digestLetter,
  staffCancelledLetter,
  staffChangedLetter,
  staffMadeLetter,
} from '../notices/mails/staffLetters.ts'
import { mailWords } from '../notices/mails/words.ts'
import type { Letter, Mail, Push } from '../notices/message.ts'
import { pushWords } from '../notices/pushWords.ts'
import type { Alert, AlertLine } from './alert.ts'

/** Of whom nothing is known any more, for they had it erased. */
const nobody = '…'

/** As a mail, in the language of whoever is told. @throws AppError `not_found` where there is no such restaurant */
export async function composeAlertMail(
  deps: Pick<Deps, 'collections' | 'crypt' | 'macs' | 'config'>,
  { _id, language }: AccountDocument,
  alert: Alert,
  to: string,
): Promise<Mail> {
  const venue = await venueOf(deps, alert.venueId)
  const words = await wordsOf(deps, alert.lines)
  const facts = { language, venue, alertsUrl: `${deps.config.publicUrl}/account#alerts` }
  const entries = alert.lines.map(({ said, reservation: { _id: id, start, end, party } }) => {
    return { ...said, ...(words.get(id) ?? { guestName: nobody }), start, end, party }
  })
  const [first] = entries
  const letter =
    alert.pace !== 'each' || first === undefined ? digestLetter({ ...facts, entries }) : singleLetter(facts, first)
  return asMail(letter, { to, messageId: deps.macs.secretFor('message-id', `alert ${alert._id} ${_id}`) })
}

type Single = Parameters<typeof staffMadeLetter>[0]

function singleLetter(
  facts: Pick<Single, 'language' | 'venue' | 'alertsUrl'>,
  {
    guestName,
    hostName = null,
    companyName = null,
    start,
    end,
    party,
    ...said
  }: Omit<Single, keyof typeof facts> & AlertLine['said'],
): Letter {
  const all = { ...facts, guestName, hostName, companyName, start, end, party }
  if (said.what === 'changed') return staffChangedLetter({ ...all, before: said.before })
  return said.what === 'made' ? staffMadeLetter(all) : staffCancelledLetter({ ...all, by: 'guest' })
}

/** What happened, where and when, and nothing of the guest. @throws AppError `not_found` where there is no such restaurant */
export async function composeAlertPush(
  deps: Pick<Deps, 'collections' | 'macs'>,
  { _id, venueId, lines: [{ kind, reservation }] }: Alert,
  language: Language,
): Promise<Push> {
  const { start, end, party } = reservation
  const { comma, guests } = mailWords[language]
  return {
    title: pushWords[language].alerts[kind],
    body: placeInWords(await venueOf(deps, venueId), start, language) + comma + guests(party),
    language,
    // The page of its guest would speak to them as to that guest.
    path: `/bookings/${reservation._id}`,
    collapseKey: deps.macs.secretFor('push', `alert ${_id}`),
    until: end,
  }
}

async function venueOf({ collections }: Pick<Deps, 'collections'>, venueId: string): Promise<VenueDocument> {
  const venue = await collections.venues.findOne({ _id: venueId }, { maxTimeMS: 3000 })
  if (venue === null) throw new AppError('not_found')
  return venue
}

/** As guests called themselves at confirming, and for whom they booked. */
async function wordsOf(
  deps: Pick<Deps, 'collections' | 'crypt'>,
  lines: Alert['lines'],
): Promise<ReadonlyMap<string, Pick<Single, 'guestName' | 'hostName' | 'companyName'>>> {
  const ids = lines.map(({ reservation }) => reservation._id)
  const opened = await openedDetails(deps, ids)
  const told = ids.map(async (id) => {
    const words = toldOf(opened, id)
    const hostName = words?.host?.name ?? null
    const companyName = await companyNameOf(deps, words?.companyId ?? null)
    return [id, { guestName: words?.name ?? nobody, hostName, companyName }] as const
  })
  return new Map(await Promise.all(told))
}

/** Where they are written to; null: nowhere. */
export function addressOf(deps: Pick<Deps, 'crypt'>, { _id, email }: AccountDocument): string | null {
  return email === null ? null : openField(deps, 'email', _id, email)
}
