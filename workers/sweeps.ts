import { sweepAttachments } from '../server/core/attachments/remove.ts'
import { sweepBundles } from '../server/core/bundle/finish.ts'
import { adoptSettings } from '../server/core/commands/changeSettings.ts'
import { booksWithDueHolds, dueHolds, expireHolds } from '../server/core/commands/expireHolds.ts'
import { desksWaiting, divide, isWaiting } from '../server/core/talk/divide.ts'
import { leftAt, sweepConversations, wakingAt } from '../server/core/talk/folds.ts'
import { removeStrayFiles } from '../server/core/talk/guestFiles.ts'
import { planUnread, unlookedAt } from '../server/core/talk/notices/planUnread.ts'
import { removeSilent } from '../server/core/talk/retention.ts'
import { indexMessages, unindexed } from '../server/core/talk/wordIndex.ts'
import type { Instant } from '../shared/domain/book/types.ts'
import type { NoticeChannel } from '../shared/domain/notices/kinds.ts'
import type { WorkerContext } from './context.ts'
import type { Place, Sweep } from './lookout.ts'

/** Settings that changed this long ago are adopted by every book that could have been made under the old ones. */
const adoptionMs = 3_600_000
const talkPlaces: readonly Place[] = [
  { of: 'messages', filter: leftAt },
  { of: 'conversations', filter: wakingAt },
]

/** What makes up for anything that was lost on the way: a job, a notice, a process in the middle of something. */
export const sweeps: readonly Sweep[] = [
  { name: 'holds', everyMs: 1500, places: [{ of: 'books', filter: dueHolds }], run: sweepHolds },
  { name: 'ledger', everyMs: 5000, run: async ({ deps }) => (await deps.ledger.sweep(), 0) },
  { name: 'bundles', everyMs: 5000, run: async ({ deps }) => (await sweepBundles(deps), 0) },
  { name: 'mails', everyMs: 1000, places: [due('deliveries', 'email')], run: (ctx) => sweepNotices(ctx, 'email') },
  { name: 'pushes', everyMs: 1000, places: [due('deliveries', 'push')], run: (ctx) => sweepNotices(ctx, 'push') },
  { name: 'app', everyMs: 1000, places: [due('deliveries', 'app')], run: (ctx) => sweepNotices(ctx, 'app') },
  {
    name: 'letters',
    everyMs: 500,
    places: [due('letters')],
    run: async ({ letters }) => (await letters?.sweep()) ?? 0,
  },
  { name: 'alerts by mail', everyMs: 1000, places: [due('alerts', 'email')], run: (ctx) => sweepAlerts(ctx, 'email') },
  { name: 'alerts by push', everyMs: 1000, places: [due('alerts', 'push')], run: (ctx) => sweepAlerts(ctx, 'push') },
  { name: 'alerts in the app', everyMs: 1000, places: [due('alerts', 'app')], run: (ctx) => sweepAlerts(ctx, 'app') },
  { name: 'webhooks', everyMs: 500, places: [due('webhookDeliveries')], run: ({ webhooks }) => webhooks.sweep() },
  { name: 'conversations', everyMs: 2000, places: talkPlaces, run: ({ deps }) => sweepConversations(deps) },
  { name: 'attachments', everyMs: 5000, run: ({ deps }) => sweepAttachments(deps) },
  {
    name: 'words',
    everyMs: 500,
    places: [{ of: 'messages', filter: () => unindexed }],
    run: ({ deps }) => indexMessages(deps),
  },
  { name: 'silent', everyMs: 900_000, run: ({ deps }) => removeSilent(deps) },
  { name: 'stray guest files', everyMs: 900_000, run: ({ deps }) => removeStrayFiles(deps) },
  {
    name: 'unread',
    everyMs: 1000,
    places: [{ of: 'conversations', filter: unlookedAt }],
    run: ({ deps }) => planUnread(deps),
  },
  {
    name: 'conversations by mail',
    everyMs: 1000,
    places: [due('talkNotices', 'email')],
    run: (ctx) => sweepTalk(ctx, 'email'),
  },
  {
    name: 'conversations by push',
    everyMs: 1000,
    places: [due('talkNotices', 'push')],
    run: (ctx) => sweepTalk(ctx, 'push'),
  },
  {
    name: 'conversations in the app',
    everyMs: 1000,
    places: [due('talkNotices', 'app')],
    run: (ctx) => sweepTalk(ctx, 'app'),
  },
  { name: 'desks', everyMs: 1000, places: [{ of: 'conversations', filter: () => isWaiting }], run: sweepDesks },
  { name: 'settings', everyMs: 10_000, run: sweepSettings },
]

/** What is on its way, by one channel where there are several. */
function due(of: Place['of'], channel?: NoticeChannel): Place {
  const filter = (now: Instant) => ({ ...(channel && { channel }), dueAt: { $lte: new Date(now), $type: 'date' } })
  return { of, filter }
}

async function sweepHolds({ deps }: WorkerContext): Promise<number> {
  const books = await booksWithDueHolds(deps, 100)
  for (const bookId of books) await expireHolds(deps, bookId)
  return books.length
}

/** By itself for each channel: one that is slow holds up no other. */
async function sweepNotices({ notifiers }: WorkerContext, channel: NoticeChannel): Promise<number> {
  return (await notifiers.find((notifier) => notifier.channel === channel)?.sweep()) ?? 0
}

async function sweepAlerts({ alerts }: WorkerContext, channel: NoticeChannel): Promise<number> {
  return (await alerts.find((post) => post.channel === channel)?.sweep()) ?? 0
}

async function sweepTalk({ talk }: WorkerContext, channel: NoticeChannel): Promise<number> {
  return (await talk.find((post) => post.channel === channel)?.sweep()) ?? 0
}

/** What no process gave out, was asked to be looked at again by now, or is to come back. */
async function sweepDesks({ deps }: WorkerContext): Promise<number> {
  let changed = 0
  for (const deskId of await desksWaiting(deps)) changed += await divide(deps, deskId)
  return changed
}

async function sweepSettings({ deps }: WorkerContext): Promise<number> {
  const since = new Date(deps.clock.now() - adoptionMs)
  const changed = await deps.collections.venues
    .find({ settingsChangedAt: { $gte: since } }, { projection: { _id: 1 }, maxTimeMS: 5000 })
    .toArray()
  for (const { _id } of changed) await adoptSettings(deps, _id)
  return 0
}
