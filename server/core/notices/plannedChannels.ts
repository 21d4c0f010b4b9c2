import { type NoticeChannel, noticeChannels } from '../../../shared/domain/notices/kinds.ts'
import type { Config } from '../config.ts'

/**
 * Ways to reach people that notices are planned for here. Mails wait for a mail server; a push nobody is there to hand
 * over would only lie about. Where pushes are switched on later, those who booked before are still reminded by mail and
 * in the app, and no device of theirs can have been registered until then.
 */
export function plannedChannels({ fcm }: Pick<Config, 'fcm'>): ReadonlySet<NoticeChannel> {
  return new Set(noticeChannels.filter((channel) => channel !== 'push' || fcm !== null))
}
