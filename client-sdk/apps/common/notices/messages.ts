import type { FeedEntry } from '../../../src/index.ts'
import type { Language } from '../language.ts'

type Kind = FeedEntry<'notices'>['kind']

/** What every app says of notices. */
export interface ToldWords {
  readonly heading: string
  readonly none: string
  readonly readAll: string
  readonly unread: string
  /** What happened, by the guest or at a desk; by the restaurant where that is another thing to say. */
  readonly kinds: Readonly<Record<Kind, string>>
  readonly byRestaurant: Readonly<Partial<Record<Kind, string>>>
}

export const toldWords: Readonly<Record<Language, ToldWords>> = {
  en: {
    heading: 'Notices',
    none: 'Nothing to tell you yet',
    readAll: 'Mark all as read',
    unread: 'unread',
    kinds: {
      'reservation.confirmed': 'Your table is booked',
      'reservation.changed': 'Your booking was changed',
      'reservation.cancelled': 'Your booking was cancelled',
      'payment.expired': 'The time to pay is over, and the table is free again',
      'reminder.dayBefore': 'Your table is tomorrow',
      'reminder.sameDay': 'Your table is today',
      'reminder.late': 'Your table is waiting for you',
      'alert.made': 'A guest has booked',
      'alert.changed': 'A guest changed a booking',
      'alert.cancelled': 'A guest cancelled a booking',
      'wait.overdue': 'A guest has waited too long for an answer',
      'wait.unattended': 'A guest waited while nobody was at the desk',
    },
    byRestaurant: {
      'reservation.confirmed': 'The restaurant booked a table for you',
      'reservation.changed': 'The restaurant changed your booking',
      'reservation.cancelled': 'The restaurant cancelled your booking',
    },
  },
  ko: {
    heading: '알림',
    none: '아직 알림이 없습니다',
    readAll: '모두 읽음으로 표시',
    unread: '읽지 않음',
    kinds: {
      'reservation.confirmed': '예약이 확정되었습니다',
      'reservation.changed': '예약이 변경되었습니다',
      'reservation.cancelled': '예약이 취소되었습니다',
      'payment.expired': '결제 시간이 지나 자리가 다시 열렸습니다',
      'reminder.dayBefore': '내일 예약이 있습니다',
      'reminder.sameDay': '오늘 예약이 있습니다',
      'reminder.late': '예약 시간이 지났습니다',
      'alert.made': '손님이 예약했습니다',
      'alert.changed': '손님이 예약을 변경했습니다',
      'alert.cancelled': '손님이 예약을 취소했습니다',
      'wait.overdue': '고객이 목표 시간이 지나도록 답변을 기다렸습니다',
      'wait.unattended': '데스크에 아무도 없어 고객이 기다렸습니다',
    },
    byRestaurant: {
      'reservation.confirmed': '레스토랑에서 예약을 잡아 드렸습니다',
      'reservation.changed': '레스토랑에서 예약을 변경했습니다',
      'reservation.cancelled': '레스토랑에서 예약을 취소했습니다',
    },
  },
  ja: {
    heading: 'お知らせ',
    none: 'お知らせはまだありません',
    readAll: 'すべて既読にする',
    unread: '未読',
    kinds: {
      'reservation.confirmed': 'ご予約が確定しました',
      'reservation.changed': 'ご予約が変更されました',
      'reservation.cancelled': 'ご予約がキャンセルされました',
      'payment.expired': 'お支払いの期限が過ぎ、お席は再び空席になりました',
      'reminder.dayBefore': '明日ご予約があります',
      'reminder.sameDay': '本日ご予約があります',
      'reminder.late': 'ご予約の時刻を過ぎました',
      'alert.made': 'お客様が予約しました',
      'alert.changed': 'お客様が予約を変更しました',
      'alert.cancelled': 'お客様が予約をキャンセルしました',
      'wait.overdue': 'お客様が目標時間を過ぎても返信をお待ちでした',
      'wait.unattended': 'デスクに誰もおらず、お客様がお待ちでした',
    },
    byRestaurant: {
      'reservation.confirmed': 'お店がご予約をお取りしました',
      'reservation.changed': 'お店がご予約を変更しました',
      'reservation.cancelled': 'お店がご予約をキャンセルしました',
    },
  },
}
