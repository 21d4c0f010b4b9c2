import { type OperationName, operations } from '../../shared/contract/index.ts'
import type { Operation } from '../../shared/contract/operation.ts'
import { mayTry } from '../../shared/contract/policy.ts'
import { requestId as requestIdSchema } from '../../shared/contract/schemas.ts'
import { AppError } from './appError.ts'
import { commands } from './commands/index.ts'
import type { Deps } from './deps.ts'
import { canonical, sha256 } from './infra/ids.ts'
import type { Actor } from './infra/tokens.ts'
import { invalidInput } from './invalidInput.ts'
import { toAppError } from './toAppError.ts'

/** An operation as an edge received it: nothing of it has been looked at. */
export interface Call {
  readonly name: string
  readonly input: unknown
  readonly requestId: unknown
  /** The client says that it has sent this before. */
  readonly retry: boolean
  readonly actor: Actor
  /** Network address, for the limits of who has no session. */
  readonly address: string
}

/**
 * The one way in, for both transports: known, allowed, within its limit, well-formed; then the command.
 *
 * @throws AppError
 */
export async function callOperation(deps: Deps, call: Call): Promise<unknown> {
  if (!Object.hasOwn(operations, call.name)) throw new AppError('unknown_operation')
  const name = call.name as OperationName
  const startedAt = performance.now()
  let code = 'none'
  try {
    return await answer(deps, name, call)
  } catch (error) {
    const failure = toAppError(error, deps.log, name)
    code = failure.code
    throw failure
  } finally {
    deps.metrics.operation(name, code, (performance.now() - startedAt) / 1000)
  }
}

async function answer(
  deps: Deps,
  name: OperationName,
  { actor, address, input: raw, requestId: given, retry }: Call,
): Promise<unknown> {
  const operation: Operation = operations[name]
  const { policy, limit, write } = operation
  if (!mayTry(policy, actor.grants)) throw new AppError(actor.sessionId === null ? 'unauthenticated' : 'forbidden')
  await deps.limits.take(name, limit, limit.byAddress || actor.sessionId === null ? address : actor.key)
  const input = parse(operation, raw)
  const requestId = write ? parseRequestId(given) : ''
  const bodyHash = write ? sha256(canonical([name, input])) : ''
  await deps.probe?.at('K1.validated')
  // The table's type ties each name to a command over its own input; here the name is only known as data.
  const command = commands[name] as (ctx: object, input: unknown) => Promise<unknown>
  return command({ deps, actor, policy, requestId, bodyHash, retry }, input)
}

function parse(operation: Operation, input: unknown): unknown {
  const parsed = operation.input.safeParse(input ?? {})
  if (!parsed.success) throw invalidInput(parsed.error)
  return parsed.data
}

function parseRequestId(value: unknown): string {
  const parsed = requestIdSchema.safeParse(value)
  if (!parsed.success) throw invalidInput(parsed.error, 'requestId')
  return parsed.data
}
