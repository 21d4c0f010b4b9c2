import type { Language } from '../../common/language.ts'

export interface StaffWords {
  readonly booking: string
  readonly toNotices: string
  readonly toAlerts: string
  readonly notHere: string
  readonly notHereHint: string
}

export const staffWords: Readonly<Record<Language, StaffWords>> = {
  en: {
    booking: 'A guest’s booking',
    toNotices: 'All notices',
    toAlerts: 'How I am told of bookings',
    notHere: 'This booking cannot be shown here',
    notHereHint: 'Only those who work at its restaurant see it: log in with that account, second step included.',
  },
  ko: {
    booking: '손님의 예약',
    toNotices: '알림 목록',
    toAlerts: '예약 알림 설정',
    notHere: '이 예약은 여기에서 볼 수 없습니다',
    notHereHint: '해당 레스토랑의 직원만 볼 수 있습니다. 2단계 인증을 포함해 직원 계정으로 로그인해 주세요.',
  },
  ja: {
    booking: 'お客様のご予約',
    toNotices: 'お知らせ一覧',
    toAlerts: '予約のお知らせの設定',
    notHere: 'このご予約はここでは表示できません',
    notHereHint:
      'このレストランのスタッフだけがご覧になれます。スタッフのアカウントで、2段階認証を含めてログインしてください。',
  },
}
