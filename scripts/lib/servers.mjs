/** What tests and tools need to run real servers of their own. */
export { findServer } from './binaries.mjs'
export { ensureReplicaSet, mongoUri, socketUri, startMongod } from './mongo.mjs'
export { onFreePort } from './ports.mjs'
export { startRedisServer } from './redis.mjs'
export { ensureSecrets } from './secrets.mjs'
