import { z } from 'zod'
import { operations } from '../../shared/contract/index.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { AppError } from '../core/appError.ts'
import { callOperation } from '../core/callOperation.ts'
import type { Core } from '../core/createCore.ts'
import { whoIs } from '../core/identity/whoIs.ts'
import { invalidInput } from '../core/invalidInput.ts'
import { toAppError } from '../core/toAppError.ts'
import { endAt } from './authenticate.ts'
import type { Drain } from './drain.ts'
import { closeAllFeeds, closeFeed, openFeed } from './openFeed.ts'
import type { SlowReaders } from './slowReaders.ts'
import type { HubSocket } from './types.ts'

/** Operations of one socket that may wait at once. */
const maxOpen = 64
/** What any operation may have; the same as over HTTP. */
const maxPayloadBytes = 32 * 1024

export interface SocketDeps {
  readonly core: Core
  readonly drain: Drain
  readonly slow: SlowReaders
}

const envelopeSchema = z.strictObject({
  input: z.unknown().optional(),
  requestId: z.unknown().optional(),
  retry: z.boolean().optional(),
})

/**
 * One catch-all instead of a handler per event: an event that is neither an operation nor one of the feeds' own is
 * answered like any other bad input, and nothing a client sends can meet an unguarded listener.
 */
export function serveSocket(socket: HubSocket, deps: SocketDeps): void {
  const { core, drain } = deps
  socket.onAny((event: string, ...args: unknown[]) => {
    const reply = args.at(-1)
    const acknowledge =
      typeof reply === 'function'
        ? (answer: Answer<unknown>) => void Reflect.apply(reply, undefined, [answer])
        : () => undefined
    const work = answerTo(socket, deps, event, args[0]).then((answer) => acknowledge(answer()))
    drain.track(work)
  })
  socket.on('disconnect', () => {
    if (socket.data.expiry !== null) clearTimeout(socket.data.expiry)
    closeAllFeeds(socket, core)
  })
}

/** The answer is made when it leaves; see `openFeed`. */
async function answerTo(
  socket: HubSocket,
  deps: SocketDeps,
  event: string,
  payload: unknown,
): Promise<() => Answer<unknown>> {
  const { log } = deps.core.deps
  const failed = (error: unknown): Answer<never> => {
    // The name is a client's word until it is found in the table.
    return { ok: false, error: toAppError(error, log, Object.hasOwn(operations, event) ? event : 'feed').toBody() }
  }
  if (socket.data.open >= maxOpen) return () => failed(new AppError('busy', { retryAfterMs: 1000 }))
  socket.data.open++
  try {
    mustBeSmall(payload)
    if (event === 'feed.open') {
      const opened = await openFeed(socket, deps.core, payload)
      return () => attempt(opened, failed)
    }
    const data = await dispatch(socket, deps, event, payload)
    return () => ({ ok: true, data })
  } catch (error) {
    return () => failed(error)
  } finally {
    socket.data.open--
  }
}

/** @throws AppError `payload_too_large`, also for what is nested too deeply to be written down again */
function mustBeSmall(payload: unknown): void {
  let bytes = Number.POSITIVE_INFINITY
  try {
    bytes = Buffer.byteLength(JSON.stringify(payload) ?? '')
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  if (bytes > maxPayloadBytes) throw new AppError('payload_too_large')
}

function attempt<T>(make: () => T, failed: (error: unknown) => Answer<never>): Answer<T> {
  try {
    return { ok: true, data: make() }
  } catch (error) {
    return failed(error)
  }
}

async function dispatch(socket: HubSocket, { core }: SocketDeps, event: string, payload: unknown): Promise<unknown> {
  if (event === 'feed.close') return closeFeed(socket, core, payload)
  if (!Object.hasOwn(operations, event)) throw new AppError('unknown_operation')
  const envelope = envelopeSchema.safeParse(typeof payload === 'function' ? {} : (payload ?? {}))
  if (!envelope.success) throw invalidInput(envelope.error)
  const { actor, address, device } = socket.data
  const data = await callOperation(core.deps, {
    name: event,
    input: envelope.data.input,
    requestId: envelope.data.requestId,
    retry: envelope.data.retry === true,
    actor,
    address,
    device,
  })
  if (event === 'session.renew') renewed(socket, core, data)
  return data
}

/** The fresh token takes over on the live socket, unless that has spoken for somebody else. */
function renewed(socket: HubSocket, core: Core, data: unknown): void {
  const { token } = z.object({ token: z.string() }).parse(data)
  const { actor, issuedAt, expiresAt } = whoIs(core.deps, token)
  const { key, sessionId } = socket.data.actor
  if (sessionId !== null && key !== actor.key) return
  socket.data.actor = actor
  socket.data.issuedAt = issuedAt
  endAt(socket, expiresAt, core.deps)
}
