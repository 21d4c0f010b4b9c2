import { z } from 'zod'
import { attachmentKinds } from '../domain/concierge/attachment.ts'
import { cardKindNames, mostCards, standings } from '../domain/concierge/card.ts'
import { conversationStates, sides } from '../domain/concierge/conversation.ts'
import { longestText, reactions } from '../domain/concierge/message.ts'
import { tier } from './desk.ts'
import type { Policy } from './policy.ts'
import {
  accountId,
  attachmentId,
  conversationId,
  deskId,
  instant,
  language,
  reservation,
  reservationId,
  shownNames,
} from './schemas.ts'

/** Whoever takes part: the guest whose it is, and those who work at the desk. */
export const talkers = {
  guest: 'own',
  diner: 'own',
  host: 'venue',
  manager: 'venue',
  concierge: 'venue',
} as const satisfies Policy

export const talkReaders = { ...talkers, support: 'any' } as const satisfies Policy

/** Those who work at the desk. */
export const deskStaff = { host: 'venue', manager: 'venue', concierge: 'venue' } as const satisfies Policy

/** Those who answer for the desk, and leave each other notes. */
export const deskKeepers = { manager: 'venue', concierge: 'venue' } as const satisfies Policy

/** Whoever may take what was said along, as a file or by mail: the guest, and those who answer for the desk. */
export const transcriptReaders = { guest: 'own', diner: 'own', ...deskKeepers } as const satisfies Policy

/** Several lines without control or bidirectional formatting characters; counted in code points. */
export const saidText = lines(1)

/** The same, or nothing: what comes with it says enough. */
export const saidWithMore = lines(0)

function lines(least: 0 | 1) {
  const one = '[^\\p{Cc}\\p{Cs}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]|\\n'
  return z
    .string()
    .max(longestText * 2)
    .trim()
    .regex(new RegExp(`^(?:${one}){${least},${longestText}}$`, 'u'))
}

/** The number of a message within its conversation: 1, 2, 3, without a hole. */
export const seq = z.number().int().min(1).max(2_000_000_000)

export const side = z.enum(sides)
export const conversationState = z.enum(conversationStates)
export const reaction = z.enum(reactions)

const cardKind = z.enum(cardKindNames)

/** What a message carries besides words; its truth is in the feed `cards`. */
const messageCard = z.strictObject({ kind: cardKind, reservationId })

/** A file that came with a message; its bytes are read by themselves. */
export const attachment = z.strictObject({
  attachmentId,
  kind: z.enum(attachmentKinds),
  name: z.string(),
  /** Of the file as it is read. */
  bytes: z.number().int(),
  /** Of a picture, in pixels, as it is read; null for anything else. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
})

export type Attachment = z.infer<typeof attachment>

export const message = z.strictObject({
  type: z.literal('message'),
  seq,
  messageId: z.string(),
  side,
  /** Whose words of the desk’s; told to the desk only. */
  by: accountId.nullable(),
  /** Null: withdrawn. Empty only where it carries something. */
  text: z.string().nullable(),
  /** What it answers. */
  replyTo: seq.nullable(),
  /** Of a withdrawn one only the desk is told what came with it; it cannot be read any more. */
  attachments: z.array(attachment),
  at: instant,
  editedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
  /** What it said before, the oldest first; told to the desk only. */
  was: z.array(z.string()),
  /** One for each person. */
  reactions: z.array(z.strictObject({ side, reaction })),
  cards: z.array(messageCard).max(mostCards),
})

/** A reservation that messages carry, as it is now. */
export const card = z.strictObject({
  reservation,
  venue: z.strictObject({
    name: z.string(),
    localNames: shownNames,
    zone: z.string(),
  }),
  /** On which messages, the newest first. */
  on: z.array(z.strictObject({ seq, kind: cardKind, standing: z.enum(standings) })),
})

const seen = z.strictObject({
  readUpTo: z.number().int(),
  deliveredUpTo: z.number().int(),
})

/** What is to be known of a conversation besides what is said. */
export const about = z.strictObject({
  type: z.literal('about'),
  conversationId,
  deskId,
  state: conversationState,
  language,
  /** Whether the desk answers now, by its hours. */
  open: z.boolean(),
  /** While it does not: when it will. Null while it does, and where it does not within 400 days. */
  opensAt: instant.nullable(),
  /** Whether somebody is at the desk; `unknown` where that cannot be told. */
  attended: z.enum(['yes', 'no', 'unknown']),
  /** Within how many seconds of its hours the desk means to answer this guest. */
  answerSeconds: z.number().int(),
  /** Who of the desk has it; told to the desk only. */
  assignee: accountId.nullable(),
  /** How far each side has come: the desk as far as any of its people. */
  guest: seen,
  desk: seen,
})

/** One of a person’s own conversations. */
export const ownConversation = z.strictObject({
  deskId,
  state: conversationState,
  lastAt: instant,
  /** What the desk said and was not read, counted up to 99. */
  unread: z.number().int(),
})

/** Somebody who is at a desk. */
export const teammate = z.strictObject({
  state: z.enum(['here', 'leaving']),
  since: instant,
  /** Conversations of theirs in which a guest waits, and in which it is the guest’s turn. */
  owed: z.number().int(),
  quiet: z.number().int(),
  capacity: z.number().int(),
  languages: z.array(language),
})

/** A conversation that somebody at the desk has to look after. */
export const queued = z.strictObject({
  /** Null for a visitor without an account. */
  name: z.string().nullable(),
  state: conversationState,
  language,
  /** Since when the guest waits; null where nobody does. */
  waitingSince: instant.nullable(),
  awaits: z.enum(['first', 'next']).nullable(),
  /** By when an answer is due; the clock stands still while the desk is closed. */
  dueAt: instant.nullable(),
  tier,
  /** Who has it; null: nobody, and whoever answers takes it. */
  assignee: accountId.nullable(),
  /** By what rule they were given it; null: by hand. */
  why: z.enum(['own', 'thread', 'soonest', 'relief']).nullable(),
  /** Who was told that the target has run out. */
  told: z.enum(['everybody', 'supervisor']).nullable(),
  wakesAt: instant.nullable(),
  lastAt: instant,
  lastSide: side.nullable(),
  /** What the guest said and nobody at the desk has read, counted up to 99. */
  unread: z.number().int(),
})
