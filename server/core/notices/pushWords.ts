import type { AlertKind } from '../../../shared/domain/notices/alerts.ts'
import type { CallKind, KindName, TalkKindName } from '../../../shared/domain/notices/kinds.ts'
import type { Language } from '../identity/documents.ts'

interface PushWords {
  readonly titles: Readonly<Record<KindName, string>>
  readonly cancelledByRestaurant: string
  /** To those who work there. */
  readonly alerts: Readonly<Record<AlertKind, string>>
  /** Of conversations: to their guests, and to those who work at the desk. */
  readonly talk: Readonly<Record<TalkKindName | CallKind, string>>
}

/** Beside the letters, which say the rest. A reminder names no day: one that was held up must still be true. */
export const pushWords: Readonly<Record<Language, PushWords>> = {
  ko: {
    titles: {
      'reservation.confirmed': '예약이 확정되었습니다',
      'reservation.changed': '예약이 변경되었습니다',
      'reservation.cancelled': '예약이 취소되었습니다',
      'payment.expired': '결제 기한이 지나 예약이 해제되었습니다',
      'reminder.dayBefore': '예약을 잊지 마세요',
      'reminder.sameDay': '곧 뵙겠습니다',
      'reminder.late': '오고 계신가요?',
    },
    cancelledByRestaurant: '레스토랑 사정으로 예약이 취소되었습니다',
    alerts: {
      'alert.made': '새 예약이 들어왔습니다',
      'alert.changed': '손님이 예약을 변경했습니다',
      'alert.cancelled': '손님이 예약을 취소했습니다',
    },
    talk: {
      'message.unread': '답변이 도착했습니다',
      'wait.overdue': '답변을 기다리는 손님이 있습니다. 목표 시간이 지났습니다',
      'wait.unattended': '답변을 기다리는 손님이 있습니다. 데스크에 아무도 없습니다',
    },
  },
  en: {
    titles: {
      'reservation.confirmed': 'Your table is booked',
      'reservation.changed': 'Your table was changed',
      'reservation.cancelled': 'Your reservation is cancelled',
      'payment.expired': 'The time to pay is over, the table is free again',
      'reminder.dayBefore': 'Your table is coming up',
      'reminder.sameDay': 'See you soon',
      'reminder.late': 'Are you on your way?',
    },
    cancelledByRestaurant: 'The restaurant had to cancel',
    alerts: {
      'alert.made': 'New booking',
      'alert.changed': 'A guest changed a booking',
      'alert.cancelled': 'A guest cancelled a booking',
    },
    talk: {
      'message.unread': 'You have an answer',
      'wait.overdue': 'A guest has waited too long for an answer',
      'wait.unattended': 'A guest waits and nobody is at the desk',
    },
  },
  ja: {
    titles: {
      'reservation.confirmed': 'ご予約が確定しました',
      'reservation.changed': 'ご予約が変更されました',
      'reservation.cancelled': 'ご予約が取り消されました',
      'payment.expired': 'お支払い期限が過ぎ、お席の確保は解除されました',
      'reminder.dayBefore': 'ご予約が近づいています',
      'reminder.sameDay': 'まもなくご来店のお時間です',
      'reminder.late': 'お越しの途中でしょうか',
    },
    cancelledByRestaurant: 'お店の都合によりご予約が取り消されました',
    alerts: {
      'alert.made': '新しい予約が入りました',
      'alert.changed': 'お客様が予約を変更しました',
      'alert.cancelled': 'お客様が予約をキャンセルしました',
    },
    talk: {
      'message.unread': '返信が届いています',
      'wait.overdue': 'お客様が返信をお待ちです。目標時間を過ぎました',
      'wait.unattended': 'お客様がお待ちですが、デスクに誰もいません',
    },
  },
}
