import { z } from 'zod'
import { alertPaces } from '../domain/notices/alerts.ts'
import { type KindName, kinds, noticeChannels, type ToldKindName, toldKinds } from '../domain/notices/kinds.ts'

/** 128 random bits, Crockford base 32. */
const random = '[0-9a-hjkmnp-tv-z]{26}'

export const venueId = z
  .string()
  .regex(new RegExp(`^${random}$`))
  .describe('A restaurant.')
/** Names the book it was made in: venue, service date, random part. */
export const reservationId = z
  .string()
  .regex(new RegExp(`^${random}_[0-9]{8}_${random}$`))
  .describe('A reservation; a hold is the beginning of one.')

export const noticeId = z
  .string()
  .regex(new RegExp(`^${random}$`))
  .describe('Something that somebody was told.')
/** What somebody is told about a booking. */
export const noticeKind = z.enum(Object.keys(kinds) as [KindName, ...KindName[]])
/** What somebody may have wishes about. */
export const toldKind = z.enum(Object.keys(toldKinds) as [ToldKindName, ...ToldKindName[]])
/** By which way. */
export const noticeChannel = z.enum(noticeChannels)

/** Of what guests do with bookings. `email`: a mail for each, one an hour or one in the morning for all of it, or none. */
export const alertChoice = { email: z.enum(alertPaces), push: z.boolean(), app: z.boolean() } as const

/** Named by the restaurant in its settings. */
export const tableId = z.string().regex(/^[A-Za-z0-9-]{1,32}$/)
export const blockId = z.string().regex(new RegExp(`^${random}$`))

/** A day that exists. */
export const date = z.iso.date().describe('A day that exists: the service date, in the restaurant’s zone.')
/** An instant in UTC, to the millisecond. */
export const instant = z.iso.datetime({ precision: 3 }).describe('An instant in UTC, to the millisecond.')
export const party = z.number().int().min(1).max(100).describe('People.')
/** Made by the client before sending, kept until a definite answer. */
export const requestId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/)
  .describe('Made by the client, kept until a definite answer: the same id is never done twice.')

/** One line of text: trimmed, without control or bidirectional formatting characters. */
export function line(max: number) {
  return z
    .string()
    .max(max)
    .trim()
    .min(1)
    .regex(/^[^\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]*$/u)
}

/** What a name is in languages of its own, as somebody gives it; null: there is none. */
export const localNames = z.strictObject({ ko: line(80).nullable(), ja: line(80).nullable() })

/** The same as it is shown. */
export const shownNames = z.strictObject({ ko: z.string().nullable(), ja: z.string().nullable() })

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Several lines of text. */
function text(max: number) {
  return z
    .string()
    .max(max)
    .trim()
    .regex(/^(?:[^\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|\n)*$/u)
}

/** A number that may also arrive as text, as it does in a query string. Nothing else becomes a number. */
export function fromQuery(schema: z.ZodType<number>) {
  return z.preprocess(
    (sent: number | string) => (typeof sent === 'string' && /^-?[0-9]{1,9}$/.test(sent) ? Number(sent) : sent),
    schema,
  )
}

export const phone = z.string().regex(/^\+[1-9][0-9]{6,14}$/)
/** ASCII on purpose: an address that only looks like another is no address. */
export const email = z.email().max(254)
/** To be set; what is entered to log in is taken as it is. */
export const password = z.string().min(8).max(200)
export const language = z.enum(['ko', 'en', 'ja'])
/** Of the IANA list, as this process knows it. */
export const zone = z.string().max(64).refine(isZone, 'No such zone')
export const platform = z.enum(['web', 'android', 'ios'])
/** As Firebase Cloud Messaging gives it to an app or a browser. */
export const deviceToken = z.string().regex(/^[A-Za-z0-9_:.-]{20,2000}$/)
/** Typed in by hand: six digits, or a recovery code. */
export const code = z.string().regex(/^(?:[0-9]{6}|[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5})$/)
/** 128 random bits that only one place was told. */
export const secret = z.string().regex(new RegExp(`^${random}$`))
export const sessionId = z
  .string()
  .regex(new RegExp(`^${random}$`))
  .describe('A session of an account.')
export const accountId = z
  .string()
  .regex(new RegExp(`^${random}$`))
  .describe('An account.')
export const keyId = z
  .string()
  .regex(new RegExp(`^${random}$`))
  .describe('A partner’s key.')
export const webhookId = z
  .string()
  .regex(new RegExp(`^${random}$`))
  .describe('A webhook.')
export const deliveryId = z
  .string()
  .regex(new RegExp(`^${random}$`))
  .describe('What a webhook is told; the `webhook-id` of each try.')
export const deskId = z
  .string()
  .regex(new RegExp(`^${random}$`))
  .describe('A concierge desk: a restaurant’s own has its id.')
export const conversationId = z
  .string()
  .regex(new RegExp(`^${random}$`))
  .describe('The conversation of one guest with one desk.')
export const attachmentId = z
  .string()
  .regex(new RegExp(`^${random}$`))
  .describe('A file that comes with a message.')
/** Made of ids and names of ours. */
export const deadLetterId = z
  .string()
  .regex(/^[A-Za-z0-9_:.-]{1,250}$/)
  .describe('Something that could not be told.')
export const knownDevice = z.string().min(1).max(200)

export const reservationState = z.enum([
  'held',
  'requested',
  'awaiting_payment',
  'confirmed',
  'arrived',
  'seated',
  'completed',
  'released',
  'expired',
  'declined',
  'cancelled',
  'no_show',
])

/** A reservation as its owner and the venue see it. No table: which one it gets may still change. */
export const reservation = z.strictObject({
  reservationId,
  venueId,
  date,
  startsAt: instant,
  endsAt: instant,
  party: z.number().int(),
  state: reservationState,
  /** While held: when the hold runs out. */
  expiresAt: instant.nullable(),
  /** The book's version that made it so; orders what is heard of one reservation within one date. */
  version: z.number().int(),
})

export type Reservation = z.infer<typeof reservation>

export const companyId = z
  .string()
  .regex(new RegExp(`^${random}$`))
  .describe('A company whose people book on each other’s behalf.')

/** Whoever comes, where that is somebody else than whoever books: theirs is the name on the book. */
const host = z.strictObject({ name: line(100), phone: phone.optional(), email: email.optional() })

/** The guest's own words at confirming: encrypted at rest, shown to the venue only. */
export const guestDetails = z.strictObject({
  name: line(100),
  phone,
  email: email.optional(),
  wishes: text(1000).optional(),
  allergies: text(1000).optional(),
  /** Of what they are told. By default that of where their phone is from. */
  language: language.optional(),
  /** Wishes and allergies are then the host's; whoever books is told of everything. */
  host: host.optional(),
  /** Booked for this company of theirs: its people may see, change and cancel it. */
  companyId: companyId.optional(),
  /** Somebody of the company who comes, instead of `host`. */
  hostAccountId: accountId.optional(),
})

export type GuestDetails = z.infer<typeof guestDetails>

/** The same as they are kept, for whose they are. */
export const toldWords = z.strictObject({
  name: z.string(),
  phone: z.string(),
  email: z.string().nullable(),
  wishes: z.string().nullable(),
  allergies: z.string().nullable(),
  /** Absent: whoever booked comes. */
  host: z.strictObject({ name: z.string(), phone: z.string().nullable(), email: z.string().nullable() }).optional(),
  companyId: companyId.optional(),
})

export type ToldWords = z.infer<typeof toldWords>
