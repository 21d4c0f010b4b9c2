import type { Language } from '../../client-sdk/apps/common/language.ts'
import { messages as deskWords } from '../../client-sdk/apps/concierge/messages.ts'
import { replyWords } from '../../client-sdk/apps/concierge/replies/messages.ts'
import { alertWords } from '../../client-sdk/apps/diner/account/alerts/words.ts'
import { en } from '../../client-sdk/apps/diner/account/messages/en.ts'
import { ja } from '../../client-sdk/apps/diner/account/messages/ja.ts'
import { ko } from '../../client-sdk/apps/diner/account/messages/ko.ts'
import { webhookWords } from '../../client-sdk/apps/diner/account/webhooks/messages.ts'
import { messages } from '../../client-sdk/apps/diner/messages.ts'
import { noticeWords } from '../../client-sdk/apps/diner/notices/messages.ts'
import { preferenceWords } from '../../client-sdk/apps/diner/notices/preferences/messages.ts'
import { pushWords } from '../../client-sdk/apps/diner/push/messages.ts'
import { staffWords } from '../../client-sdk/apps/diner/staff/messages.ts'
import { workWords } from '../../client-sdk/apps/diner/work/messages.ts'
import { cardWords } from '../../client-sdk/apps/talk/cards/messages.ts'
import { talkWords } from '../../client-sdk/apps/talk/messages.ts'
import { searchWords } from '../../client-sdk/apps/talk/search/messages.ts'

export const sizes = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1440, height: 900 },
} as const

export const schemes = ['light', 'dark'] as const

export const languages: readonly Language[] = ['ko', 'en', 'ja']

const account = { ko, en, ja }

/** What is written on the screens, to find one's way by. */
export function wordsIn(language: Language) {
  return {
    t: messages[language],
    w: account[language],
    n: preferenceWords[language],
    h: webhookWords[language],
    s: talkWords[language],
  }
}

/** Every letter that a language may put on a screen, also those that only a function puts there. */
export function lettersOf(language: Language): string {
  const others = [
    ...[alertWords, cardWords, deskWords, noticeWords, pushWords],
    ...[replyWords, searchWords, staffWords, workWords],
  ].map((words) => words[language])
  return JSON.stringify([wordsIn(language), others], (_key, value: unknown) =>
    typeof value === 'function' ? String(value) : value,
  )
}
