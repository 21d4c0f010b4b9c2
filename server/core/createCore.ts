import { setTimeout as sleep } from 'node:timers/promises'
import type { Book } from '../../shared/domain/book/types.ts'
import { createAudit } from './audit/audit.ts'
import { mongoBundleStore } from './bundle/mongoBundleStore.ts'
import { createSettler } from './bundle/settle.ts'
import type { Config } from './config.ts'
import type { Deps } from './deps.ts'
import { createAvailabilitySource } from './feeds/availabilitySource.ts'
import { createCardsSource } from './feeds/cardsSource.ts'
import { createConversationSource, createNotesSource } from './feeds/conversationSource.ts'
import { createConversationsSource, createQueueSource } from './feeds/conversationsSource.ts'
import { createFeeds, type Feeds } from './feeds/feeds.ts'
import { createNoticesSource } from './feeds/noticesSource.ts'
import { createOwnReservationsSource, createReservationSource } from './feeds/reservationSources.ts'
import { createTeamSource } from './feeds/teamSource.ts'
import { createRevocations } from './identity/revocations.ts'
import { diskBlobs } from './infra/blobs.ts'
import { createFieldCrypt } from './infra/fieldCrypt.ts'
import { newId } from './infra/ids.ts'
import { createLimits } from './infra/limits.ts'
import { createLog } from './infra/log.ts'
import { createMacs } from './infra/macs.ts'
import { createMetrics } from './infra/metrics.ts'
import { connectMongo, helloPrimary, openShare } from './infra/mongo.ts'
import { createPrimaryClock } from './infra/primaryClock.ts'
import { connected, connectRedis } from './infra/redis.ts'
import { s3Blobs } from './infra/s3Blobs.ts'
import { createSignal, type Signal } from './infra/signal.ts'
import { createTokens } from './infra/tokens.ts'
import { createLanes } from './lane/lanes.ts'
import { mongoBookStore } from './lane/mongoBookStore.ts'
import type { CommitNotice, Probe } from './lane/ports.ts'
import { createDoors } from './ledger/doors.ts'
import { createLedger } from './ledger/ledger.ts'
import { mongoLedgerStore } from './ledger/mongoLedgerStore.ts'
import { collectionsOf } from './models/collections.ts'
import { readEpoch } from './models/lineage.ts'
import { migrate } from './models/migrate.ts'
import { createDirectory } from './queries/search/directory.ts'
import { createNights } from './queries/search/nights.ts'
import { createSettingsSource } from './queries/settingsSource.ts'
import { createCounting } from './talk/counting.ts'
import { divide } from './talk/divide.ts'
import { createFolder, type Folder } from './talk/folder.ts'
import { mongoMessageStore } from './talk/mongoMessageStore.ts'
import { createPresence } from './talk/presence.ts'
import { createServed } from './talk/served.ts'
import { createStreamLanes } from './talk/streamLanes.ts'
import type { Talked, Typing } from './talk/told.ts'

/** The heart of a process, hub or worker. */
export interface Core {
  readonly deps: Deps
  readonly feeds: Feeds
  /** Each commit of this process, at once. */
  readonly commits: Signal<{ notice: CommitNotice; after: Book }>
  /** Gives out what waits at a desk. */
  readonly divider: Folder
  /** Subjects of the feed `cards` that show a reservation here. */
  readonly showing: (reservationId: string) => readonly string[]
  /** Open commands are answered first. */
  close(): Promise<void>
}

const monotonic = () => performance.now()

/**
 * Connects, migrates, and builds everything once.
 *
 * @throws ConfigError when MongoDB or Redis refuses our user or its password
 * @throws when MongoDB has no primary or an index is missing
 */
export async function createCore(config: Config, probe?: Probe): Promise<Core> {
  const log = createLog(config)
  const metrics = createMetrics()
  const connection = await connectMongo(config)
  await openShare(connection)
  await migrate(connection)
  const collections = collectionsOf(connection)
  const redis = connectRedis(config.redisUrl, 'limit', { log, metrics })
  const hello = () => helloPrimary(connection)
  const clock = createPrimaryClock({ hello, monotonic })
  await clock.start()
  // Limits are counted over all nodes from the first call on, where there is a Redis.
  await connected(redis, 'REDIS_URL', 2000)
  const revocations = createRevocations({
    revocations: collections.revocations,
    now: clock.now,
    log,
    ...(probe !== undefined && { probe }),
  })
  await revocations.start()
  const served = createServed({ desks: collections.desks, monotonic, log })
  await served.start()
  const settings = createSettingsSource(collections, monotonic)
  const mongoStore = mongoBookStore({
    books: collections.books,
    events: collections.events,
    client: connection.getClient(),
  })
  const store = probe?.wrap?.(mongoStore) ?? mongoStore
  const bundles = mongoBundleStore(collections.bundles)
  const commits = createSignal<{ notice: CommitNotice; after: Book }>()
  const yieldTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
  const lanes = createLanes({
    store,
    rules: settings,
    bundles: createSettler(bundles),
    clock,
    nodeId: newId(),
    newId,
    random: Math.random,
    monotonic,
    sleep,
    yieldTurn,
    onCommit: (notice, after) => {
      metrics.committed(Object.keys(after.claims).length)
      commits.tell({ notice, after })
    },
    ...(probe !== undefined && { probe }),
  })
  const ledger = createLedger({
    store: mongoLedgerStore(collections.ledgers),
    books: store,
    clock,
    newId,
    sleep,
    yieldTurn,
    ...(probe !== undefined && { probe }),
  })
  const messageStore = mongoMessageStore(collections.messages)
  const streams = createStreamLanes({
    store: probe?.wrapMessages?.(messageStore) ?? messageStore,
    now: clock.now,
    monotonic,
    sleep,
    yieldTurn,
    random: Math.random,
    ...(probe !== undefined && { appended: () => probe.at('K3.committed') }),
  })
  const talked = createSignal<Talked>()
  const stirred = createSignal<string>()
  const folding = { collections, talked, stirred, ...(probe !== undefined && { probe }) }
  const counting = createCounting(folding, (err) => log.warn({ err }, 'messages could not be counted in'))
  const deps: Deps = {
    config,
    log,
    metrics,
    newId,
    connection,
    collections,
    redis,
    clock,
    hello,
    crypt: createFieldCrypt(config.secrets),
    audit: createAudit({ audit: collections.audit, now: clock.now, newId }),
    macs: createMacs(config.secrets),
    tokens: createTokens(config.secrets),
    revocations,
    noticed: createSignal<string>(),
    talked,
    stirred,
    presence: createPresence({ redis, now: clock.now }),
    served,
    typing: createSignal<Typing>(),
    streams,
    counting,
    limits: createLimits(redis, config.secrets.blindIndexKey),
    settings,
    directory: createDirectory({ collections, now: clock.now, monotonic }),
    nights: createNights({ books: collections.books, settings, now: clock.now }),
    blobs: config.blobS3 === null ? diskBlobs(config.blobFolder) : s3Blobs(config.blobS3),
    store,
    lanes,
    ledger,
    doors: createDoors({ monotonic }),
    bundles,
    ...(probe !== undefined && { probe }),
  }
  const cards = createCardsSource(deps)
  const feeds = createFeeds({
    widen: served.widen,
    sources: [
      createAvailabilitySource(deps),
      createOwnReservationsSource(deps),
      createReservationSource(deps),
      createNoticesSource(deps),
      createConversationSource(deps),
      createNotesSource(deps),
      cards.source,
      createConversationsSource(deps),
      createQueueSource(deps),
      createTeamSource(deps),
    ],
    epoch: await readEpoch(collections.meta, newId),
    now: clock.now,
    monotonic,
    log,
    metrics,
    ...(probe !== undefined && { probe }),
  })
  metrics.gauge('couvert_feed_watched', feeds.count)
  const divider = createFolder(
    (deskId) => divide(deps, deskId),
    (err) => log.warn({ err }, 'what waits could not be given out'),
  )

  return {
    deps,
    feeds,
    commits,
    divider,
    showing: cards.showing,
    async close() {
      await lanes.close()
      await ledger.close()
      await streams.close()
      await counting.close()
      await divider.close()
      feeds.close()
      revocations.stop()
      served.stop()
      clock.stop()
      redis.disconnect()
      await connection.close()
    },
  }
}
