import { z } from 'zod'
import { leastKeepMonths, mostKeepMonths } from '../domain/concierge/keeping.ts'
import { tiers } from '../domain/concierge/tiers.ts'
import { date, language, venueId } from './schemas.ts'

export const tier = z.enum(tiers)

/** On the desk's own clock. */
const clockTime = z.string().regex(/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/)

/** `to` not after `from` is the next day. */
const spans = z.array(z.strictObject({ from: clockTime, to: clockTime })).max(6)

/** When a desk answers. */
export const deskHours = z.strictObject({
  zone: z.string().max(64),
  /** By weekday, Monday first; an empty one is closed. */
  weekly: z.array(spans).length(7),
  /** What holds on one date instead of what its weekday says; nothing: closed. */
  exceptions: z.array(z.strictObject({ date, spans })).max(200),
})

const seconds = z.number().int().min(10).max(86_400)
const target = z.strictObject({ firstSeconds: seconds, nextSeconds: seconds })

/** Within how many seconds of its hours a desk answers whom. */
export const deskTargets = z.strictObject({ standard: target, regular: target, vip: target, vvip: target })

/** Guests who may wait for one concierge at a time before nobody new is given to them. */
export const mostOwed = z.number().int().min(1).max(10)

/** Months that what was said is kept after the last word of a conversation. */
export const keepMonths = z.number().int().min(leastKeepMonths).max(mostKeepMonths)

/** A skill as a desk names it. */
const skill = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/)

/** What somebody at a desk can answer. */
export const deskMember = {
  languages: z.array(language).min(1).max(3),
  skills: z.array(skill).max(20),
  /** Conversations at a time that are not resolved. */
  capacity: z.number().int().min(1).max(50),
  /** Null: every restaurant of the desk. */
  venueIds: z.array(venueId).max(200).nullable(),
} as const
