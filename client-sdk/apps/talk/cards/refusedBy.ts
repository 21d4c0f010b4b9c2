import type { ClientError } from '../../../src/index.ts'
import type { CardWords } from './messages.ts'

/** Why a tap did not have it, in the card's words. */
export function refusedBy({ code, reason }: ClientError, { refused }: CardWords): string {
  const key = code === 'not_allowed_now' ? reason : code
  return key !== undefined && key !== null && Object.hasOwn(refused, key)
    ? refused[key as keyof CardWords['refused']]
    : refused.other
}
