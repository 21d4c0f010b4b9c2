import type { CannedReplyDocument } from '../talk/documents.ts'

/** What the desk of every demo restaurant says often. */
export const demoReplies: readonly Pick<CannedReplyDocument, 'shortcut' | 'title' | 'texts'>[] = [
  {
    shortcut: 'welcome',
    title: 'Welcome · 인사 · ご挨拶',
    texts: {
      ko: '{guest}님, 안녕하세요. {restaurant}의 {me}입니다. 무엇을 도와드릴까요?',
      en: 'Good day {guest}, this is {me} of {restaurant}. What may I do for you?',
      ja: '{guest}様、{restaurant}の{me}でございます。ご用件をお聞かせください。',
    },
  },
  {
    shortcut: 'moment',
    title: 'One moment · 잠시만요 · 少々お待ちください',
    texts: {
      ko: '확인해 보겠습니다. 잠시만 기다려 주세요.',
      en: 'Let me look. One moment, please.',
      ja: '確認いたします。少々お待ちください。',
    },
  },
  {
    shortcut: 'allergies',
    title: 'Allergies · 알레르기 · アレルギー',
    texts: {
      ko: '알레르기가 있거나 드시지 않는 음식이 있으면 알려 주세요. 주방에 미리 전하겠습니다.',
      en: 'Is there anything you are allergic to or do not eat? I will tell the kitchen beforehand.',
      ja: 'アレルギーや苦手な食材がございましたらお知らせください。前もって厨房に申し伝えます。',
    },
  },
  {
    shortcut: 'full',
    title: 'Full tonight · 오늘 만석 · 本日満席',
    texts: {
      ko: '{date}에는 {restaurant}의 자리가 모두 찼습니다. 다른 날짜를 찾아봐 드릴까요?',
      en: '{restaurant} is full on {date}. Shall I look for another day?',
      ja: '{date}、{restaurant}は満席でございます。別のお日にちをお探しいたしましょうか。',
    },
  },
]
