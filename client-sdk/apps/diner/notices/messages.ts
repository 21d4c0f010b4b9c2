import type { Language } from '../../common/language.ts'
import { type ToldWords, toldWords } from '../../common/notices/messages.ts'

export interface NoticeWords extends ToldWords {
  readonly noneHint: string
  readonly preferences: string
}

export const noticeWords: Readonly<Record<Language, NoticeWords>> = {
  en: {
    ...toldWords.en,
    noneHint: 'What happens with your bookings is told here.',
    preferences: 'Notice settings',
  },
  ko: {
    ...toldWords.ko,
    noneHint: '예약에 관한 소식을 이곳에서 알려 드립니다.',
    preferences: '알림 설정',
  },
  ja: {
    ...toldWords.ja,
    noneHint: 'ご予約に関するお知らせをこちらに表示します。',
    preferences: 'お知らせの設定',
  },
}
