import type { Letter, Mail } from '../message.ts'
import { renderHtml, renderText } from './render.ts'

type Around = Pick<Mail, 'to' | 'messageId'> & Partial<Pick<Mail, 'unsubscribe' | 'calendar'>>

/** A letter, ready to go. Without a way out it is of what cannot be switched off. */
export function asMail(letter: Letter, { unsubscribe = null, calendar = null, ...rest }: Around): Mail {
  const { subject, language } = letter
  return { ...rest, subject, html: renderHtml(letter), text: renderText(letter), language, unsubscribe, calendar }
}
