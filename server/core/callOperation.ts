import { type OperationName, operations } from '../../shared/contract/index.ts'
import { type Operation, perVenue } from '../../shared/contract/operation.ts'
import { mayTry, type Policy } from '../../shared/contract/policy.ts'
import { requestId as requestIdSchema } from '../../shared/contract/schemas.ts'
import { AppError } from './appError.ts'
import { commands } from './commands/index.ts'
import type { Deps } from './deps.ts'
import { canonical, sha256 } from './infra/ids.ts'
import type { Left } from './infra/limits.ts'
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
  /** What the device says it is; null where it says nothing. */
  readonly device: string | null
  /** Told once the call has been counted: what is left of its limit. */
  readonly onCounted?: (left: Left) => void
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
  { actor: asking, address, device, input: raw, requestId: given, retry, onCounted }: Call,
): Promise<unknown> {
  const actor = deps.served.widen(asking)
  const operation: Operation = operations[name]
  const { policy, limit, write } = operation
  if (!mayTry(policy, actor.grants)) throw new AppError(actor.sessionId === null ? 'unauthenticated' : 'forbidden')
  if (write) mustBeInScope(actor)
  const left = await deps.limits.take(name, limit, limit.byAddress || actor.sessionId === null ? address : actor.key)
  onCounted?.(left)
  const input = parse(operation, raw)
  mustBeWithin(actor, policy, input)
  if (write) mustBeAtHome(actor, input)
  await mustHaveRoom(deps, actor, input)
  const requestId = write ? parseRequestId(given) : ''
  const bodyHash = write ? sha256(canonical([name, input])) : ''
  await deps.probe?.at('K1.validated')
  // The table's type ties each name to a command over its own input; here the name is only known as data.
  const command = commands[name] as (ctx: object, input: unknown) => Promise<unknown>
  return command({ deps, actor, address, device, policy, requestId, bodyHash, retry }, input)
}

/** A partner's key that only reads changes nothing. @throws AppError `forbidden` */
function mustBeInScope({ scopes }: Actor): void {
  if (scopes?.includes('book') === false) throw new AppError('forbidden')
}

/** A partner's key books at the restaurant that gave it; what is public it may read of all. @throws AppError `not_found` */
function mustBeAtHome({ scopes, grants }: Actor, input: unknown): void {
  const { venueId } = input as { readonly venueId?: unknown }
  if (scopes === undefined || venueId === undefined) return
  if (!grants.some((grant) => grant.venueId === venueId)) throw new AppError('not_found')
}

/** @throws AppError `rate_limited` */
async function mustHaveRoom({ limits }: Deps, { grants }: Actor, input: unknown): Promise<void> {
  const { venueId } = input as { readonly venueId?: unknown }
  if (typeof venueId !== 'string' || grants.some((grant) => grant.venueId === venueId)) return
  await limits.take('venue', perVenue, venueId)
}

/** A signed link reaches its one reservation, and what everybody may: another link too. @throws AppError `not_found` */
function mustBeWithin({ only }: Actor, policy: Policy, input: unknown): void {
  if (only === undefined || policy.anonymous !== undefined) return
  const { reservationId, holdId } = input as { readonly reservationId?: unknown; readonly holdId?: unknown }
  if (![reservationId, holdId].every((id) => id === undefined || id === only)) throw new AppError('not_found')
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
