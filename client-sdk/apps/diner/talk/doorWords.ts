import type { Language } from '../../common/language.ts'

interface DoorWords {
  readonly within: (minutes: number) => string
  /** To whoever has an account, and to whoever has none. */
  readonly nobody: string
  readonly nobodyHere: string
  readonly opens: (when: string) => string
  readonly closed: string
}

/** Whether and when a desk answers. */
export const doorWords: Readonly<Record<Language, DoorWords>> = {
  en: {
    within: (minutes) => (minutes === 1 ? 'We answer within a minute.' : `We answer within ${minutes} minutes.`),
    nobody:
      'Nobody is at the desk just now. You can write: we tell you of the answer by mail, and by push where you have switched it on.',
    nobodyHere: 'Nobody is at the desk just now. You can write: the answer will be found here.',
    opens: (when) => `The desk opens at ${when}, the restaurant’s time. You can write already.`,
    closed: 'The desk is closed. You can write: the answer will be found here.',
  },
  ko: {
    within: (minutes) => `${minutes}분 이내에 답변해 드립니다.`,
    nobody:
      '지금은 데스크에 담당자가 없습니다. 메시지를 남겨 주시면 답변이 도착했을 때 메일로 알려 드리고, 푸시를 켜 두셨다면 푸시로도 알려 드립니다.',
    nobodyHere: '지금은 데스크에 담당자가 없습니다. 메시지를 남겨 주시면 이곳에서 답변을 확인하실 수 있습니다.',
    opens: (when) => `데스크는 현지 시간 ${when}에 열립니다. 메시지는 지금 남기실 수 있습니다.`,
    closed: '데스크가 닫혀 있습니다. 메시지를 남겨 주시면 이곳에서 답변을 확인하실 수 있습니다.',
  },
  ja: {
    within: (minutes) => `${minutes}分以内にお返事いたします。`,
    nobody:
      'ただいまデスクに担当者がおりません。メッセージをお送りいただければ、返信をメールで、プッシュ通知をご利用の場合はプッシュでもお知らせします。',
    nobodyHere: 'ただいまデスクに担当者がおりません。メッセージをお送りいただければ、返信はこちらに届きます。',
    opens: (when) => `デスクは現地時間${when}に開きます。メッセージは今からお送りいただけます。`,
    closed: 'デスクは受付時間外です。メッセージをお送りいただければ、返信はこちらに届きます。',
  },
}
