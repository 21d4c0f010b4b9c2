import type { Input, Output } from '../../../shared/contract/index.ts'
import type { Instant } from '../../../shared/domain/book/types.ts'
import type { Facts } from '../../../shared/domain/notices/decideNotice.ts'
import {
  type KindName,
  kinds,
  type NoticeChannel,
  type TalkKindName,
  toldKinds,
} from '../../../shared/domain/notices/kinds.ts'
import {
  allSwitches,
  disturbs,
  heldUntil,
  isOn,
  type Preferences,
  type Switch,
  unsaid,
} from '../../../shared/domain/notices/preferences.ts'
import type { Deps } from '../deps.ts'
import { findAccount } from '../identity/accounts.ts'
import type { ReservationDocument } from '../models/documents.ts'
import type { PreferencesDocument } from './documents.ts'
import { looksAtApp } from './inApp.ts'

type Needs = Pick<Deps, 'collections' | 'clock'>

/** After it was last said, of whoever has no account: longer than anybody books ahead. */
const keptMs = 730 * 86_400_000

/**
 * Whose wishes count for a reservation: its owner's. Of those that a restaurant or a partner booked for somebody it is
 * known by the reservation alone who that is, and one guest's wish must not speak for all others of the restaurant.
 */
export function personOf({ _id, owner }: Pick<ReservationDocument, '_id' | 'owner'>): string {
  return looksAtApp(owner) ? owner : `reservation:${_id}`
}

/** @param person as `personOf` says, or an actor key */
export async function preferencesOf({ collections }: Pick<Needs, 'collections'>, person: string): Promise<Preferences> {
  const found = await collections.noticePreferences.findOne({ _id: person }, { maxTimeMS: 3000 })
  return preferencesIn(found)
}

export type Changes = Input<'notice.preferences.change'>

/**
 * Changes what is named and leaves the rest, so that two devices of somebody do not undo each other.
 *
 * @returns null where the account was erased meanwhile: then nothing is kept
 */
export async function changePreferences(deps: Needs, person: string, changes: Changes): Promise<Preferences | null> {
  const { collections, clock } = deps
  const now = clock.now()
  const switches = changes.switches ?? []
  const touched = switches.map(switchOf)
  const off = switches.filter((one) => !lastOf(switches, one).on).map(switchOf)
  const hasAccount = person.startsWith('account:')
  const { quiet, zone } = changes
  const changed = await collections.noticePreferences.findOneAndUpdate(
    { _id: person },
    [
      {
        $set: {
          off: {
            $setUnion: [{ $setDifference: [{ $ifNull: ['$off', []] }, { $literal: touched }] }, { $literal: off }],
          },
          ...(quiet !== undefined && { quiet: { $literal: quiet } }),
          ...(zone !== undefined && { zone: { $literal: zone } }),
          ...(!hasAccount && { expireAt: new Date(now + keptMs) }),
        },
      },
    ],
    { upsert: true, returnDocument: 'after', maxTimeMS: 5000 },
  )
  // After the write, as an account that is erased takes its preferences along only once it is gone.
  if (hasAccount && (await findAccount(deps, person)) === null) {
    await erasePreferences(deps, person)
    return null
  }
  return preferencesIn(changed)
}

export async function erasePreferences({ collections }: Pick<Needs, 'collections'>, person: string): Promise<void> {
  await collections.noticePreferences.deleteOne({ _id: person })
}

/** What a guest wished goes on for their account, unless that has wishes of its own. */
export async function adoptPreferences(
  { collections }: Pick<Needs, 'collections'>,
  { guest, account }: { readonly guest: string; readonly account: string },
): Promise<void> {
  const found = await collections.noticePreferences.findOne({ _id: guest }, { maxTimeMS: 3000 })
  if (found === null) return
  const { _id, expireAt: _until, ...said } = found
  await collections.noticePreferences.updateOne({ _id: account }, { $setOnInsert: said }, { upsert: true })
  await collections.noticePreferences.deleteOne({ _id })
}

interface About {
  readonly kind: KindName
  readonly channel: NoticeChannel
}

/** What whoever has the reservation wishes about such a notice now. About what is critical nobody is asked. */
export async function preferencesAbout(
  deps: Pick<Needs, 'collections'>,
  { kind, channel }: About,
  reservation: Pick<ReservationDocument, '_id' | 'owner' | 'venueId'>,
  now: Instant,
): Promise<Pick<Facts, 'switchedOff' | 'quietUntil'>> {
  if (kinds[kind].critical) return { switchedOff: false, quietUntil: null }
  const preferences = await preferencesOf(deps, personOf(reservation))
  const switchedOff = !isOn(preferences, { kind, channel })
  if (switchedOff || !disturbs(channel)) return { switchedOff, quietUntil: null }
  const venueZone = preferences.zone ?? (await zoneOf(deps, reservation.venueId))
  return { switchedOff, quietUntil: heldUntil(preferences, kinds[kind], channel, { venueZone, now }) }
}

/** The same of what somebody is told of a conversation. @param zone IANA, where they named none themselves */
export async function preferencesAboutTalk(
  deps: Pick<Needs, 'collections'>,
  { kind, channel }: { readonly kind: TalkKindName; readonly channel: NoticeChannel },
  { owner, zone }: { readonly owner: string; readonly zone: string },
  now: Instant,
): Promise<Pick<Facts, 'switchedOff' | 'quietUntil'>> {
  const preferences = await preferencesOf(deps, owner)
  const quietUntil = heldUntil(preferences, toldKinds[kind], channel, { venueZone: zone, now })
  return { switchedOff: !isOn(preferences, { kind, channel }), quietUntil }
}

export function presentPreferences(preferences: Preferences): Output<'notice.preferences.get'> {
  return {
    switches: allSwitches.map((one) => ({
      ...one,
      on: isOn(preferences, one),
      critical: toldKinds[one.kind].critical,
    })),
    quiet: preferences.quiet.map((span) => span && { ...span }),
    zone: preferences.zone,
  }
}

function preferencesIn(found: PreferencesDocument | null): Preferences {
  if (found === null) return unsaid
  const { off, quiet, zone } = found
  return { off, quiet: quiet ?? unsaid.quiet, zone: zone ?? null }
}

async function zoneOf({ collections }: Pick<Needs, 'collections'>, venueId: string): Promise<string> {
  const venue = await collections.venues.findOne({ _id: venueId }, { projection: { zone: 1 }, maxTimeMS: 3000 })
  return venue?.zone ?? 'UTC'
}

/** As it is kept, its fields in this order: that is how two of them are the same to the database. */
function switchOf({ kind, channel }: Switch): Switch {
  return { kind, channel }
}

/** Of one that is named twice the last counts. */
function lastOf<S extends Switch>(switches: readonly S[], one: S): S {
  return switches.findLast((other) => isSame(one, other)) ?? one
}

function isSame(a: Switch, b: Switch): boolean {
  return a.kind === b.kind && a.channel === b.channel
}
