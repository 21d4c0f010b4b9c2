import type { Message } from '../../src/conversation.ts'
import type { TalkWords } from './messages.ts'

/** A message in one line of words: what came with it, where it says nothing itself. */
export function saidWords({ text, attachments }: Pick<Message, 'text' | 'attachments'>, w: TalkWords): string {
  if (text === null) return w.withdrawn
  return text === '' ? attachments.map(({ name }) => name).join(', ') : text
}
