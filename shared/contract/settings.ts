import { z } from 'zod'
import { date } from './schemas.ts'

const id = z.string().regex(/^[A-Za-z0-9-]{1,32}$/)
/** Wall clock of the service date, `00:00` to `29:59`; 24:00 and later are the small hours of the next morning. */
const wallTime = z.string().regex(/^(?:[01][0-9]|2[0-9]):[0-5][0-9]$/)
const limit = z.number().int().min(0).max(10_000).nullable()
const seats = z.number().int().min(1).max(100)

const service = z.strictObject({
  id,
  name: z.string().min(1).max(60),
  opens: wallTime,
  lastSeating: wallTime,
  slotMinutes: z.number().int().min(5).max(240),
  pacing: z.strictObject({
    intervalMinutes: z.number().int().min(5).max(240),
    maxParties: limit,
    maxCovers: limit,
    maxOnlineParties: limit,
    maxOnlineCovers: limit,
    maxPresentCovers: limit,
  }),
})

/** The settings of a restaurant, as `shared/domain/tables` decides under them. */
export const tableSettings = z.strictObject({
  version: z.number().int().min(1),
  zone: z.string().max(60),
  dayBoundary: wallTime,
  tables: z
    .array(
      z.strictObject({
        id,
        minParty: seats,
        maxParty: seats,
        area: z.string().max(40),
        channel: z.enum(['online', 'in_house', 'concierge', 'walk_in']),
      }),
    )
    .max(150),
  combinations: z
    .array(z.strictObject({ id, tableIds: z.array(id).min(2).max(8), minParty: seats, maxParty: seats }))
    .max(150),
  weekly: z.array(z.array(service).max(6)).length(7),
  exceptions: z.array(z.strictObject({ date, services: z.array(service).max(6) })).max(150),
  turnTimes: z
    .array(z.strictObject({ upTo: z.number().int().min(1).max(100), minutes: z.number().int().min(15).max(720) }))
    .min(1)
    .max(20),
  minParty: seats,
  maxParty: seats,
  oversizeCap: z.number().int().min(0).max(100).nullable(),
  bookingWindowDays: z.number().int().min(0).max(730).nullable(),
  leadMinutes: z.number().int().min(0).max(43_200),
  holdMs: z.number().int().min(500).max(1_800_000),
  repacking: z.boolean(),
})

export type TableSettingsWire = z.infer<typeof tableSettings>
