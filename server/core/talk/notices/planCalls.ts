import type { Instant } from '../../../../shared/domain/book/types.ts'
import type { Awaiting } from '../../../../shared/domain/concierge/escalate.ts'
import { type CallKind, callKinds } from '../../../../shared/domain/notices/kinds.ts'
import type { Deps } from '../../deps.ts'
import { idOf } from '../../infra/ids.ts'
import { plannedChannels } from '../../notices/plannedChannels.ts'
import type { ConversationDocument } from '../documents.ts'
import { type Attendance, isThere } from '../presence.ts'
import type { CallDocument } from './documents.ts'
import { callable } from './whoIsCalled.ts'

type Needs = Pick<Deps, 'collections' | 'config'>

const keptMs = 30 * 86_400_000

interface Call {
  readonly kind: CallKind
  /** Of the step: under it, each is called once. */
  readonly key: string
  readonly awaiting: Awaiting
  readonly attendance: Attendance
  readonly now: Instant
}

/** Writes down that those who are to know of a wait are told: in the app all of them, on their phones whoever is not there to see it. */
export async function planCalls(
  { collections, config }: Needs,
  { _id: conversationId, deskId }: Pick<ConversationDocument, '_id' | 'deskId'>,
  { kind, key, awaiting, attendance, now }: Call,
): Promise<void> {
  const planned = plannedChannels(config)
  const channels = callKinds[kind].channels.filter((channel) => planned.has(channel))
  const people = await callable({ collections }, deskId, kind)
  const sees = (accountId: string) => {
    const heard = attendance.people.get(accountId)
    return heard !== undefined && isThere(heard, now)
  }
  const tellings = channels.flatMap((channel) =>
    people.filter((accountId) => channel === 'app' || !sees(accountId)).map((accountId) => ({ channel, accountId })),
  )
  const rows = tellings.map(
    ({ channel, accountId }): CallDocument => ({
      _id: idOf(`call ${key} ${accountId} ${channel}`),
      kind,
      conversationId,
      channel,
      accountId,
      from: awaiting.awaited,
      since: new Date(awaiting.waitingSince),
      state: 'pending',
      dueAt: new Date(now),
      attempts: 0,
      expireAt: new Date(now + keptMs),
    }),
  )
  if (rows.length === 0) return
  const writes = rows.map(({ _id, ...row }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true },
  }))
  await collections.talkNotices.bulkWrite(writes, { ordered: false })
}
