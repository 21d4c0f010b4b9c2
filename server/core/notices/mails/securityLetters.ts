import type { Instant } from '../../../../shared/domain/book/types.ts'
import type { Language, LetterDocument } from '../../identity/documents.ts'
import type { Letter, LetterPart } from '../message.ts'
import { masked, nameOf, oneLine, shortened } from './clean.ts'
import { deviceOf } from './device.ts'
import { letterFrom } from './letter.ts'
import { momentInWords } from './when.ts'
import type { Role, SecurityWords } from './words/vocabulary.ts'
import { mailWords } from './words.ts'

/** What a `LetterDocument` has, opened, and what it takes to say it. */
export interface AccountLetterFacts {
  readonly kind: Exclude<LetterDocument['kind'], 'security'>
  readonly language: Language
  /**
   * `code` of `register`, `reset`, `email`; `link`, `venue`, `role` of `invitation`; `venue`, `host`, `reason` of
   * `webhookOff`; else empty.
   */
  readonly content: Readonly<Record<string, string>>
  /** Where our pages are, without a slash at the end. */
  readonly publicUrl: string
  /** How long a code counts from when it was asked for. */
  readonly codeMinutes: number
  /** How long an invitation does. */
  readonly invitationDays: number
}

/** Something about an account has changed, and its owner may not know. */
export interface SecurityFacts {
  readonly what: keyof SecurityWords['notices']
  readonly language: Language
  readonly name: string
  readonly at: Instant
  /** Of whom it is for, IANA; null: not known. */
  readonly zone: string | null
  /** What the device that did it says of itself; null: not known. */
  readonly userAgent: string | null
  /** Whole; only a part is said. Where `what` is `emailChanged`. */
  readonly newAddress?: string
  /** Where our pages are, without a slash at the end. */
  readonly publicUrl: string
}

const roles: readonly Role[] = ['host', 'manager', 'concierge']

/** The letters about codes, links and invitations. @throws Error where the content lacks what its kind tells */
export function accountLetter(facts: AccountLetterFacts): Letter {
  const { kind } = facts
  switch (kind) {
    case 'register':
    case 'reset':
    case 'email':
      return codeLetter(facts, kind)
    case 'registered':
    case 'nobody':
      return noCodeLetter(facts, kind)
    case 'invitation':
      return invitationLetter(facts)
    case 'webhookOff':
      return webhookOffLetter(facts)
  }
}

/** To the address the account had before, where the address is what changed. */
export function securityLetter(facts: SecurityFacts): Letter {
  const { what, language, publicUrl } = facts
  const { security, person } = mailWords[language]
  const about = { name: person(nameOf(facts.name)) }
  // A code for a new password would now go to the other address.
  const action: LetterPart =
    what === 'emailChanged'
      ? { kind: 'action', label: security.account, to: `${publicUrl}/account` }
      : { kind: 'action', label: security.resetPassword, to: `${publicUrl}/reset` }
  return letterFrom({ wording: security.notices[what], about, language }, [
    { kind: 'facts', rows: securityRows(facts) },
    action,
    { kind: 'note', text: security.noticeNote },
  ])
}

function securityRows({ language, at, zone, userAgent, newAddress }: SecurityFacts) {
  const { labels, security } = mailWords[language]
  const rows: (readonly [string, string])[] = [[labels.when, momentInWords(at, zone, language)]]
  if (userAgent !== null) {
    const { browser, system } = deviceOf(userAgent)
    rows.push([labels.device, security.device(browser, system)])
  }
  if (newAddress !== undefined) rows.push([labels.newAddress, masked(newAddress)])
  return rows
}

function codeLetter(facts: AccountLetterFacts, kind: 'register' | 'reset' | 'email'): Letter {
  const { language, codeMinutes } = facts
  const { security } = mailWords[language]
  return letterFrom({ wording: security.codes[kind], about: undefined, language }, [
    { kind: 'code', code: told(facts, 'code') },
    { kind: 'note', text: security.codeNote(codeMinutes) },
  ])
}

function noCodeLetter({ language, publicUrl }: AccountLetterFacts, kind: 'registered' | 'nobody'): Letter {
  const { security } = mailWords[language]
  const action: LetterPart =
    kind === 'registered'
      ? { kind: 'action', label: security.login, to: `${publicUrl}/login` }
      : { kind: 'action', label: security.register, to: `${publicUrl}/register` }
  return letterFrom({ wording: security[kind], about: undefined, language }, [
    action,
    { kind: 'note', text: security.notYouNote },
  ])
}

function invitationLetter(facts: AccountLetterFacts): Letter {
  const { language, publicUrl, invitationDays } = facts
  const { security } = mailWords[language]
  const role = roles.find((each) => each === told(facts, 'role'))
  if (role === undefined) throw new Error('an invitation names a role there is not')
  const about = { venue: shortened(oneLine(told(facts, 'venue')), 40), role: security.roles[role] }
  return letterFrom({ wording: security.invitation, about, language }, [
    { kind: 'action', label: security.accept, to: `${publicUrl}${told(facts, 'link')}` },
    { kind: 'note', text: security.invitationNote(invitationDays) },
  ])
}

function webhookOffLetter(facts: AccountLetterFacts): Letter {
  const { language } = facts
  const { security } = mailWords[language]
  const wording = security.webhookOff[told(facts, 'reason') === 'gone' ? 'gone' : 'failing']
  const about = { venue: shortened(oneLine(told(facts, 'venue')), 40), host: shortened(told(facts, 'host'), 80) }
  return letterFrom({ wording, about, language }, [{ kind: 'note', text: security.webhookOffNote }])
}

type ToldName = 'code' | 'link' | 'venue' | 'role' | 'host' | 'reason'

function told({ kind, content }: AccountLetterFacts, name: ToldName): string {
  const value = content[name]
  if (value === undefined) throw new Error(`a letter of kind ${kind} has no ${name}`)
  return value
}
