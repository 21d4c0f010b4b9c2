import type { Context } from '../../server/core/context.ts'
import { type Core, createCore } from '../../server/core/createCore.ts'
import type { Deps } from '../../server/core/deps.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { type OperationName, operations } from '../../shared/contract/index.ts'
import type { Grant } from '../../shared/contract/policy.ts'
import { configOf, type TestHub } from './hub.ts'

/** The heart alone, on the database of a hub: for what a test runs itself, with parts of its own. To be closed. */
export function coreOf({ mongoUri, redisUrl, secrets }: TestHub): Promise<Core> {
  return createCore({ ...configOf({ mongoUri, redisUrl }), secrets })
}

/** Somebody with an account and this right, who asks for an operation once. */
export function askedBy(deps: Deps, name: OperationName, grant: Grant): Context {
  return {
    deps,
    actor: { key: `account:${newId()}`, sessionId: null, grants: [grant] },
    policy: operations[name].policy,
    ...{ address: '127.0.0.1', device: null, requestId: newId(), bodyHash: 'body', retry: false },
  }
}
