export type { Call, CallLimits } from './calls.ts'
export { ClientError, type ClientErrorCode } from './clientError.ts'
export { type Client, type ClientOptions, createClient } from './createClient.ts'
export type { FeedSnapshot } from './feedLine.ts'
export type { FeedStatus } from './feedState.ts'
export type { FollowedFeed, OpenFeed } from './feeds.ts'
export type {
  ErrorCode,
  FeedEntry,
  FeedName,
  FeedParams,
  GuestDetails,
  Issue,
  OpenedSession,
  OperationName,
  Output,
  Profile,
  ReadName,
  Reservation,
  Sent,
  TableSettings,
  Venue,
} from './generated/types.ts'
export { type Clock, deviceClock, deviceStore, memoryStore, randomId, type Store } from './ports.ts'
export { createPushDevice, type PushDevice } from './pushDevice.ts'
export type { Opening, Session, SessionSnapshot } from './session.ts'
