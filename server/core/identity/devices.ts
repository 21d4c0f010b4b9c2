import type { Deps } from '../deps.ts'
import type { Language, Platform } from './documents.ts'

/** A token that its app did not show for so long is worth nothing to the provider either. */
const keptMs = 270 * 86_400_000
/** Of one person; the one that was not seen for longest goes. */
const mostOfOne = 20

type Needs = Pick<Deps, 'collections' | 'crypt' | 'clock'>

/** Who is told, and in which session they said so. */
export interface Whose {
  readonly actor: string
  readonly sessionId: string
}

/** A device as it is told. */
export interface Device {
  readonly id: string
  /** What the provider knows it by. */
  readonly token: string
  readonly language: Language | null
}

interface DeviceToSave {
  readonly token: string
  readonly platform: Platform
  readonly language: Language | null
}

/**
 * One row for each token, whoever says it: somebody who lends their device is told nothing on it any more.
 *
 * @returns whether the session stands; where it has ended meanwhile, the device is not kept
 */
export async function saveDevice(needs: Needs, whose: Whose, device: DeviceToSave): Promise<boolean> {
  const { collections, crypt, clock } = needs
  const { actor, sessionId } = whose
  const { token, platform, language } = device
  const _id = deviceIdOf(needs, token)
  const now = new Date(clock.now())
  await collections.devices.updateOne(
    { _id },
    [
      {
        $set: {
          since: { $cond: [{ $eq: ['$actor', actor] }, '$since', now] },
          actor,
          sessionId,
          platform,
          language,
          token: crypt.seal(token, tokenField(_id)),
          seenAt: now,
          expireAt: new Date(now.getTime() + keptMs),
        },
      },
    ],
    { upsert: true, maxTimeMS: 5000 },
  )
  // After the write, as a session that ends looks for its devices after its own: one of both sees the other.
  if (!(await sessionStands(needs, whose))) {
    await removeDevice(needs, actor, token)
    return false
  }
  await removeTooMany(needs, actor)
  return true
}

/** The id of what this token names, where this person is told on it; else null. */
export async function deviceOf(needs: Needs, actor: string, token: string): Promise<string | null> {
  const _id = deviceIdOf(needs, token)
  const found = await needs.collections.devices.findOne({ _id, actor }, { projection: { _id: 1 }, maxTimeMS: 3000 })
  return found?._id ?? null
}

/** Only from this person: another's stays. */
export async function removeDevice(needs: Needs, actor: string, token: string): Promise<void> {
  await needs.collections.devices.deleteOne({ _id: deviceIdOf(needs, token), actor })
}

/** Those the provider no longer knows, unless they came back under somebody else meanwhile. */
export async function forgetDevices(
  { collections }: Pick<Needs, 'collections'>,
  actor: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length > 0) await collections.devices.deleteMany({ _id: { $in: [...ids] }, actor })
}

/** With the session that they were registered in. */
export async function removeDevicesOf({ collections }: Pick<Needs, 'collections'>, sessionId: string): Promise<void> {
  await collections.devices.deleteMany({ sessionId })
}

/** A guest who becomes an account is told as that. */
export async function adoptDevices(needs: Needs, guest: string, whose: Whose): Promise<void> {
  const { modifiedCount } = await needs.collections.devices.updateMany({ actor: guest }, { $set: { ...whose } })
  if (modifiedCount > 0) await removeTooMany(needs, whose.actor)
}

/** Where somebody is told. */
export async function devicesOf({ collections, crypt }: Needs, actor: string): Promise<readonly Device[]> {
  const found = await collections.devices
    .find({ actor }, { maxTimeMS: 3000 })
    .sort({ seenAt: -1 })
    .limit(mostOfOne)
    .toArray()
  return found.map(({ _id, token, language }) => ({ id: _id, token: crypt.open(token, tokenField(_id)), language }))
}

/** The same token has the same one, and tells nothing of it. */
export function deviceIdOf({ crypt }: Pick<Needs, 'crypt'>, token: string): string {
  return crypt.blindIndex('device', token)
}

function tokenField(deviceId: string): string {
  return `devices.token:${deviceId}`
}

/** A guest's session may not have been written yet. */
async function sessionStands({ collections }: Needs, { actor, sessionId }: Whose): Promise<boolean> {
  const found = await collections.sessions.findOne(
    { _id: sessionId, actor },
    { projection: { endedAt: 1 }, maxTimeMS: 3000 },
  )
  return found === null ? actor.startsWith('guest:') : found.endedAt === undefined
}

async function removeTooMany({ collections }: Needs, actor: string): Promise<void> {
  const tooMany = await collections.devices
    .find({ actor }, { projection: { _id: 1 }, maxTimeMS: 3000 })
    .sort({ seenAt: -1, _id: 1 })
    .skip(mostOfOne)
    .toArray()
  if (tooMany.length > 0) await collections.devices.deleteMany({ _id: { $in: tooMany.map(({ _id }) => _id) }, actor })
}
