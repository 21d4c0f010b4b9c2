import type { Language } from '../identity/documents.ts'

interface TranscriptWords {
  readonly title: (desk: string) => string
  readonly made: (moment: string, zone: string) => string
  /** Older ones are left out. */
  readonly newest: (most: number) => string
  readonly nothing: string
  readonly you: string
  readonly guest: string
  readonly desk: string
  readonly note: string
  readonly withdrawn: string
  readonly changed: (moment: string) => string
  readonly before: (text: string) => string
  readonly file: (name: string, size: string) => string
}

export const transcriptWords: Readonly<Record<Language, TranscriptWords>> = {
  en: {
    title: (desk) => `Conversation with ${desk}`,
    made: (moment, zone) => `As of ${moment}. Times are those of ${zone}.`,
    newest: (most) => `The newest ${most} messages; what is older is left out.`,
    nothing: 'Nothing has been said yet.',
    you: 'You',
    guest: 'Guest',
    desk: 'Desk',
    note: 'Note among staff',
    withdrawn: '(withdrawn)',
    changed: (moment) => `(changed ${moment})`,
    before: (text) => `(before: ${text})`,
    file: (name, size) => `[${name}, ${size}]`,
  },
  ko: {
    title: (desk) => `${desk}와(과) 나눈 대화`,
    made: (moment, zone) => `${moment} 기준입니다. 시각은 ${zone} 기준입니다.`,
    newest: (most) => `최근 메시지 ${most}개이며, 이전 메시지는 포함되지 않았습니다.`,
    nothing: '아직 주고받은 메시지가 없습니다.',
    you: '나',
    guest: '손님',
    desk: '데스크',
    note: '직원 메모',
    withdrawn: '(삭제한 메시지)',
    changed: (moment) => `(${moment} 수정됨)`,
    before: (text) => `(이전: ${text})`,
    file: (name, size) => `[${name}, ${size}]`,
  },
  ja: {
    title: (desk) => `${desk}との会話`,
    made: (moment, zone) => `${moment}現在。時刻は${zone}のものです。`,
    newest: (most) => `最新の${most}件です。それより前のメッセージは含まれていません。`,
    nothing: 'まだメッセージはありません。',
    you: '自分',
    guest: 'お客様',
    desk: 'デスク',
    note: 'スタッフのメモ',
    withdrawn: '（取り消されたメッセージ）',
    changed: (moment) => `（${moment}に変更）`,
    before: (text) => `（変更前：${text}）`,
    file: (name, size) => `［${name}、${size}］`,
  },
}
