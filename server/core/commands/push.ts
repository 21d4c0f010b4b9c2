import type { Input, Output } from '../../../shared/contract/index.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import { deviceIdOf, deviceOf, removeDevice, saveDevice } from '../identity/devices.ts'

export function getPushSource({ deps }: Context): Promise<Output<'push.source'>> {
  return Promise.resolve({ source: deps.config.webPush })
}

/** On record where it is new; apps say it at every start. @throws AppError `session_ended` where it ended meanwhile */
export async function registerDevice(
  { deps, actor }: Context,
  { token, platform, language }: Input<'push.register'>,
): Promise<Output<'push.register'>> {
  const { key, sessionId } = actor
  if (sessionId === null) throw new AppError('unauthenticated')
  if ((await deviceOf(deps, key, token)) === null) {
    await deps.audit.record({ action: 'device.added', by: key, to: `device:${deviceIdOf(deps, token)}` })
  }
  const device = { token, platform, language: language ?? null }
  if (!(await saveDevice(deps, { actor: key, sessionId }, device))) throw new AppError('session_ended')
  return {}
}

/** The same answer whether or not it was theirs: a token tells nothing of others. */
export async function forgetDevice(
  { deps, actor }: Context,
  { token }: Input<'push.remove'>,
): Promise<Output<'push.remove'>> {
  const deviceId = await deviceOf(deps, actor.key, token)
  if (deviceId === null) return {}
  await deps.audit.record({ action: 'device.removed', by: actor.key, to: `device:${deviceId}` })
  await removeDevice(deps, actor.key, token)
  return {}
}
