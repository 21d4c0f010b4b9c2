import type { Redis } from 'ioredis'
import type { Connection } from 'mongoose'
import type { Audit } from './audit/audit.ts'
import type { BundleStore } from './bundle/ports.ts'
import type { Config } from './config.ts'
import type { Revocations } from './identity/revocations.ts'
import type { Blobs } from './infra/blobs.ts'
import type { FieldCrypt } from './infra/fieldCrypt.ts'
import type { Limits } from './infra/limits.ts'
import type { Log } from './infra/log.ts'
import type { Macs } from './infra/macs.ts'
import type { Metrics } from './infra/metrics.ts'
import type { Signal } from './infra/signal.ts'
import type { Tokens } from './infra/tokens.ts'
import type { Lanes } from './lane/lanes.ts'
import type { BookStore, PrimaryClock, Probe } from './lane/ports.ts'
import type { Doors } from './ledger/doors.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { Collections } from './models/collections.ts'
import type { Directory } from './queries/search/directory.ts'
import type { Nights } from './queries/search/nights.ts'
import type { SettingsSource } from './queries/settingsSource.ts'
import type { Presence } from './talk/presence.ts'
import type { Served } from './talk/served.ts'
import type { StreamLanes } from './talk/streamLanes.ts'
import type { Counting, Talked, Typing } from './talk/told.ts'

/** What a process is made of, built once by `createCore` and handed down; nothing is reached for from elsewhere. */
export interface Deps {
  readonly config: Config
  readonly log: Log
  readonly metrics: Metrics
  readonly newId: () => string
  readonly connection: Connection
  readonly collections: Collections
  /** Ephemeral Redis, for limits and health. */
  readonly redis: Redis
  readonly clock: PrimaryClock
  /** Asks the primary for its time. @throws when there is none */
  readonly hello: () => Promise<number>
  readonly crypt: FieldCrypt
  readonly audit: Audit
  readonly macs: Macs
  readonly tokens: Tokens
  readonly revocations: Revocations
  readonly limits: Limits
  /** Somebody was told something in the app here, or read it: their actor key. */
  readonly noticed: Signal<string>
  /** Something about a conversation has changed here. */
  readonly talked: Signal<Talked>
  /** Who is at a desk, what waits there or who has it has changed here: the desk's id. */
  readonly stirred: Signal<string>
  /** Who is at which desk. */
  readonly presence: Presence
  /** Which restaurants desks of the house serve. */
  readonly served: Served
  /** Somebody is writing, here. */
  readonly typing: Signal<Typing>
  /** What is said at this node. */
  readonly streams: StreamLanes
  /** Counts in what was said. */
  readonly counting: Counting
  readonly settings: SettingsSource
  /** All restaurants, for search. */
  readonly directory: Directory
  /** What is free at many of them, for search. */
  readonly nights: Nights
  /** Pictures. */
  readonly blobs: Blobs
  readonly store: BookStore
  readonly lanes: Lanes
  readonly ledger: Ledger
  /** In front of ledger and lane, one for each book. */
  readonly doors: Doors
  readonly bundles: BundleStore
  /** Test builds only. */
  readonly probe?: Probe
}
