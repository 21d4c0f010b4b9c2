import { describe, expect, it } from 'vitest'
import { linkHolder, linkSecretOf } from '../../../../../server/core/identity/manageLink.ts'
import { newId } from '../../../../../server/core/infra/ids.ts'
import { createMacs } from '../../../../../server/core/infra/macs.ts'
import type { ReservationDocument } from '../../../../../server/core/models/documents.ts'
import { reservationIdOf } from '../../../../../server/core/reservationId.ts'
import { secret as secretSchema } from '../../../../../shared/contract/schemas.ts'
import { makeSecrets } from '../../../../support/secrets.ts'

const end = Date.parse('2027-03-14T12:00:00Z')
const day = 86_400_000

describe('the link to a reservation', () => {
  const macs = createMacs(makeSecrets())
  const venueId = newId()
  const claimId = newId()
  const reservationId = reservationIdOf(venueId, '2027-03-14', claimId)
  const row: ReservationDocument = {
    _id: reservationId,
    owner: `guest:${newId()}`,
    venueId,
    date: '2027-03-14',
    claimId,
    start: end - 7_200_000,
    end,
    party: 2,
    state: 'confirmed',
    expiresAt: null,
    generation: 0,
    bookVersion: 1,
    n: 0,
  }

  /** A hub at an instant whose book has forgotten the reservation and whose projection says this of it. */
  function world(change: Partial<ReservationDocument> = {}, now = end - day) {
    const found = { ...row, ...change }
    return {
      macs,
      clock: { now: () => now },
      collections: {
        reservations: { findOne: ({ _id }: { _id: string }) => Promise.resolve(_id === found._id ? found : null) },
        events: { findOne: () => Promise.resolve(null) },
      },
      store: { read: () => Promise.resolve(null) },
      bundles: { newestOf: () => Promise.resolve(null) },
    } as unknown as Parameters<typeof linkSecretOf>[0]
  }

  it('has one secret, however often it is asked for, and leads to whose reservation it is', async () => {
    const secret = await linkSecretOf(world(), reservationId)
    expect(secretSchema.safeParse(secret).success).toBe(true)
    expect(await linkSecretOf(world(), reservationId)).toBe(secret)
    expect(await linkHolder(world(), { reservationId, secret })).toBe(row.owner)
  })

  it('does not open with another secret, nor another reservation with this one', async () => {
    const secret = await linkSecretOf(world(), reservationId)
    const refused = { code: 'not_found' }
    await expect(linkHolder(world(), { reservationId, secret: newId() })).rejects.toMatchObject(refused)
    const other = reservationIdOf(venueId, '2027-03-14', newId())
    await expect(linkHolder(world({ _id: other }), { reservationId: other, secret })).rejects.toMatchObject(refused)
    await expect(linkHolder(world(), { reservationId: other, secret })).rejects.toMatchObject(refused)
  })

  it('dies when the reservation gets another holder', async () => {
    const secret = await linkSecretOf(world(), reservationId)
    const adopted = world({ owner: `account:${newId()}` })
    await expect(linkHolder(adopted, { reservationId, secret })).rejects.toMatchObject({ code: 'not_found' })
  })

  it.each(['held', 'released', 'expired', 'declined', 'cancelled'] as const)(
    'is dead while it is %s',
    async (state) => {
      const secret = await linkSecretOf(world(), reservationId)
      await expect(linkHolder(world({ state }), { reservationId, secret })).rejects.toMatchObject({ code: 'not_found' })
      await expect(linkSecretOf(world({ state }), reservationId)).rejects.toMatchObject({ code: 'not_allowed_now' })
    },
  )

  it.each(['requested', 'awaiting_payment', 'confirmed', 'arrived', 'seated', 'completed', 'no_show'] as const)(
    'is alive while it is %s, until a day after the visit',
    async (state) => {
      const secret = await linkSecretOf(world({ state }), reservationId)
      expect(await linkHolder(world({ state }, end + day - 1), { reservationId, secret })).toBe(row.owner)
      const late = linkHolder(world({ state }, end + day), { reservationId, secret })
      await expect(late).rejects.toMatchObject({ code: 'not_found' })
    },
  )
})
