import type { Core } from '../server/core/createCore.ts'
import type { AlertPost } from './alerts/alertPost.ts'
import type { LetterPost } from './notices/letterPost.ts'
import type { Notifier } from './notices/notifier.ts'
import type { TalkPost } from './talk/talkPost.ts'
import type { WebhookPost } from './webhooks/webhookPost.ts'

/** What jobs and sweeps work with. */
export interface WorkerContext extends Core {
  /** One for each channel there is. */
  readonly notifiers: readonly Notifier[]
  /** One for each channel there is. */
  readonly alerts: readonly AlertPost[]
  readonly webhooks: WebhookPost
  /** One for each channel there is. */
  readonly talk: readonly TalkPost[]
  /** Null: no mail server is named, and letters are read on the development page. */
  readonly letters: LetterPost | null
}
