import { type Core, createCore } from '../../server/core/createCore.ts'
import { configOf, type TestHub } from './hub.ts'

/** The heart alone, on the database of a hub: for what a test runs itself, with parts of its own. To be closed. */
export function coreOf({ mongoUri, redisUrl, secrets }: TestHub): Promise<Core> {
  return createCore({ ...configOf({ mongoUri, redisUrl }), secrets })
}
