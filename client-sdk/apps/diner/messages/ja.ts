import { ja as common } from '../../common/messages/ja.ts'
import { booking, mine, own, ticket } from './ja/booking.ts'
import { picker, search, venue } from './ja/finding.ts'
import type { Messages } from './vocabulary.ts'

export const ja: Messages = {
  ...common,
  nav: {
    label: 'Couvert',
    home: 'Couvert、お席を探す',
    reservations: 'ご予約一覧',
    account: 'アカウント',
    login: 'ログイン',
  },
  sessionLost: '前回のご利用が終了したため、新しく始めました。以前に確保されたお席は、この端末には表示されません。',
  unknownPage: {
    title: 'ページが見つかりません',
    text: 'アドレスが正しくないか、すでになくなったページです。',
    home: 'お席を探す',
  },
  states: {
    held: '確保中',
    requested: '申請中',
    awaiting_payment: 'お支払い待ち',
    confirmed: '確定',
    arrived: 'ご到着',
    seated: 'ご着席',
    completed: 'ご来店済み',
    released: '解除',
    expired: '時間切れ',
    declined: 'お断り',
    cancelled: 'キャンセル済み',
    no_show: 'ご来店なし',
  },
  search,
  venue,
  picker,
  booking,
  ticket,
  mine,
  own,
}
