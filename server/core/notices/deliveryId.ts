import type { NoticeChannel } from '../../../shared/domain/notices/kinds.ts'

/** Of a fact and a channel. */
export function deliveryIdOf(fact: readonly (string | number)[], channel: NoticeChannel): string {
  return `${fact.join(':')}:${channel}`
}

export function channelOf(deliveryId: string): string {
  return deliveryId.slice(deliveryId.lastIndexOf(':') + 1)
}
