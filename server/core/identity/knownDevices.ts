import type { Deps } from '../deps.ts'
import type { AccountDocument } from './documents.ts'

const kind = 'known-device'

/** Proof that a device has logged in before. Derived from the password too: with another one it is worth nothing. */
export function knownDeviceOf({ macs }: Pick<Deps, 'macs'>, account: AccountDocument): string {
  return macs.make(kind, textOf(account))
}

export function isKnownDevice({ macs }: Pick<Deps, 'macs'>, account: AccountDocument, sent: string): boolean {
  return macs.isOf(sent, kind, textOf(account))
}

function textOf({ _id, passwordHash }: AccountDocument): string {
  return `${_id} ${passwordHash ?? ''}`
}
