import type { ErrorCode } from '../../shared/contract/errors.ts'
import { type OperationName, operations } from '../../shared/contract/index.ts'
import type { Operation } from '../../shared/contract/operation.ts'
import type { Transport } from './callers.ts'
import { sampleOf, type World } from './samples.ts'

/** What the corpus speaks about: a world, and what in it belongs to somebody else. */
export interface BadWorld extends World {
  /** A hold of another guest, on the same date. */
  readonly foreignId: string
  /** A well-formed reservation id of a restaurant that there is, under which nothing lies. */
  readonly absentId: string
  readonly absentVenueId: string
  /** A well-formed reservation id of a restaurant that there is not. */
  readonly nowhereId: string
}

/** One bad request, who sends it, and what must come back. */
export interface BadCall {
  readonly name: string
  readonly as: 'guest' | 'diner' | 'manager' | 'admin'
  readonly call: OperationName
  readonly input: (world: BadWorld) => unknown
  /** Null sends none. */
  readonly requestId?: unknown
  readonly code: ErrorCode
  /** Of the first issue; only `invalid_input` has any. */
  readonly path?: string
  /** Where only one transport can say it. */
  readonly over?: Transport
}

export type Change = Readonly<Record<string, unknown>>

/** The operation's sample with some fields changed; those set to undefined are left out. */
export const changed =
  (call: OperationName, change: (world: BadWorld) => Change) =>
  (world: BadWorld): Change => {
    const fields = Object.entries({ ...sampleOf(call, world), ...change(world) })
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined))
  }

export const invalid = (
  call: OperationName,
  path: string,
  values: Readonly<Record<string, unknown>>,
  over?: Transport,
): readonly BadCall[] =>
  Object.entries(values).map(([what, value]) => ({
    name: `${call}: ${path.split('.')[0]} is ${what}`,
    as: askerOf(call),
    call,
    input: changed(call, () => ({ [path.split('.')[0] ?? '']: value })),
    code: 'invalid_input',
    path,
    ...(over && { over }),
  }))

/** Whose policy lets them through to where the input is looked at. */
function askerOf(call: OperationName): BadCall['as'] {
  const { policy } = operations[call] as Operation
  if (policy.manager !== undefined && !hasGuests.has(call)) return 'manager'
  if (policy.diner === undefined) return 'admin'
  return policy.guest === undefined ? 'diner' : 'guest'
}

/** Staff may, too; what is tried here is what guests send. */
const hasGuests: ReadonlySet<OperationName> = new Set(['hold.create', 'hold.release', 'reservation.confirm'])
