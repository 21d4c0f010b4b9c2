import { useWords } from '../../words.ts'
import { type WebhookWords, webhookWords } from './messages.ts'

/** They come with this screen, which only those have who run a restaurant. */
export function useWebhookWords(): WebhookWords {
  return webhookWords[useWords().language]
}
