import type { Language } from '../../common/language.ts'
import type { Look } from './lookOf.ts'

export interface CardWords {
  /** Read out before the cards of a message. */
  readonly offered: (n: number) => string
  readonly booking: string
  readonly looks: Readonly<Record<Look, string>>
  readonly party: (n: number) => string
  readonly take: string
  /** The same, so that each button of a choice has a name of its own. */
  readonly takeThis: (what: string) => string
  readonly none: string
  readonly takeBack: string
  readonly timeLeft: string
  readonly minutesLeft: (n: number) => string
  readonly hurry: string
  readonly askAgain: string
  readonly again: (what: string) => string
  readonly name: string
  readonly phone: string
  readonly phoneHint: string
  readonly confirm: string
  readonly notYet: string
  readonly wrongName: string
  readonly wrongPhone: string
  readonly page: string
  readonly calendar: string
  readonly changed: string
  readonly stale: string
  readonly loading: string
  readonly refused: {
    readonly chosen: string
    readonly declined: string
    readonly withdrawn: string
    readonly hold_expired: string
    readonly overlapping_booking: string
    readonly slot_unavailable: string
    readonly other: string
  }
}

export const cardWords: Readonly<Record<Language, CardWords>> = {
  en: {
    offered: (n) => (n === 1 ? 'A table held for you' : `${n} tables held for you: take one`),
    booking: 'About this booking',
    looks: {
      open: 'Held for you',
      choosing: 'Being confirmed',
      chosen: 'Taken',
      passed: 'The other one was taken',
      declined: 'Declined',
      withdrawn: 'Taken back by the concierge',
      over: 'Ran out',
      shown: 'Held',
      held: 'Held, not booked yet',
      requested: 'Requested',
      awaiting_payment: 'Waiting for payment',
      confirmed: 'Confirmed',
      arrived: 'Arrived',
      seated: 'Seated',
      completed: 'Visited',
      released: 'Given back',
      expired: 'Ran out',
      cancelled: 'Cancelled',
      no_show: 'Not visited',
    },
    party: (n) => (n === 1 ? '1 guest' : `${n} guests`),
    take: 'Take this table',
    takeThis: (what) => `Take ${what}`,
    none: 'No, thank you',
    takeBack: 'Take back',
    timeLeft: 'left to decide',
    minutesLeft: (n) => (n <= 1 ? 'Less than a minute left to decide' : `${n} minutes left to decide`),
    hurry: 'less than a minute',
    askAgain: 'Ask again',
    again: (what) => `Could you hold this once more: ${what}?`,
    name: 'Name',
    phone: 'Phone',
    phoneHint: 'With the country code, such as +82 10 1234 5678.',
    confirm: 'Confirm',
    notYet: 'Not yet',
    wrongName: 'Under which name?',
    wrongPhone: 'A phone number with its country code.',
    page: 'Ticket',
    calendar: 'Calendar',
    changed: 'changed',
    stale: 'As it was when last heard',
    loading: 'One moment',
    refused: {
      chosen: 'Another of these was taken already, here or on another device.',
      declined: 'These were declined already.',
      withdrawn: 'The concierge has taken this back.',
      hold_expired: 'The time has run out. Ask, and the concierge looks again.',
      overlapping_booking: 'You have another booking within two hours of this one.',
      slot_unavailable: 'The table cannot be had any more.',
      other: 'That did not work. Try once more.',
    },
  },
  ko: {
    offered: (n) => (n === 1 ? '잡아 둔 자리' : `잡아 둔 자리 ${n}곳 중 하나를 고르세요`),
    booking: '이 예약에 대해',
    looks: {
      open: '자리를 잡아 두었습니다',
      choosing: '확정하는 중',
      chosen: '선택함',
      passed: '다른 자리를 선택했습니다',
      declined: '거절함',
      withdrawn: '컨시어지가 거두었습니다',
      over: '시간이 지났습니다',
      shown: '잡아 둠',
      held: '잡아 둠, 아직 예약 전',
      requested: '요청함',
      awaiting_payment: '결제 대기',
      confirmed: '예약 확정',
      arrived: '도착',
      seated: '착석',
      completed: '방문 완료',
      released: '반환됨',
      expired: '시간이 지났습니다',
      cancelled: '취소됨',
      no_show: '방문하지 않음',
    },
    party: (n) => `${n}명`,
    take: '이 자리로 예약',
    takeThis: (what) => `${what} 예약`,
    none: '괜찮습니다',
    takeBack: '거두기',
    timeLeft: '남은 시간',
    minutesLeft: (n) => (n <= 1 ? '1분도 남지 않았습니다' : `${n}분 남았습니다`),
    hurry: '1분 미만',
    askAgain: '다시 부탁하기',
    again: (what) => `이 자리를 다시 잡아 주실 수 있나요: ${what}`,
    name: '이름',
    phone: '전화번호',
    phoneHint: '국가 번호와 함께 적어 주세요. 예: +82 10 1234 5678',
    confirm: '확정',
    notYet: '나중에',
    wrongName: '어떤 이름으로 예약할까요?',
    wrongPhone: '국가 번호를 포함한 전화번호를 적어 주세요.',
    page: '예약 확인증',
    calendar: '캘린더',
    changed: '변경됨',
    stale: '마지막으로 확인한 상태입니다',
    loading: '잠시만 기다려 주세요',
    refused: {
      chosen: '여기 또는 다른 기기에서 이미 다른 자리를 선택했습니다.',
      declined: '이미 거절한 제안입니다.',
      withdrawn: '컨시어지가 이 제안을 거두었습니다.',
      hold_expired: '시간이 지났습니다. 말씀하시면 컨시어지가 다시 찾아봅니다.',
      overlapping_booking: '두 시간 안에 다른 예약이 있습니다.',
      slot_unavailable: '이 자리는 더 이상 예약할 수 없습니다.',
      other: '처리하지 못했습니다. 다시 시도해 주세요.',
    },
  },
  ja: {
    offered: (n) => (n === 1 ? 'お取り置きしたお席' : `お取り置きした${n}席から1つお選びください`),
    booking: 'このご予約について',
    looks: {
      open: 'お席を確保しました',
      choosing: '確定しています',
      chosen: '選択済み',
      passed: '別のお席が選ばれました',
      declined: 'お断り済み',
      withdrawn: 'コンシェルジュが取り下げました',
      over: '期限が切れました',
      shown: '確保中',
      held: '確定前のお席',
      requested: 'リクエスト中',
      awaiting_payment: 'お支払い待ち',
      confirmed: 'ご予約確定',
      arrived: 'ご到着',
      seated: 'ご着席',
      completed: 'ご来店済み',
      released: '返却済み',
      expired: '期限が切れました',
      cancelled: 'キャンセル済み',
      no_show: 'ご来店なし',
    },
    party: (n) => `${n}名`,
    take: 'このお席を予約',
    takeThis: (what) => `${what}を予約`,
    none: '今回は見送る',
    takeBack: '取り下げる',
    timeLeft: '残り時間',
    minutesLeft: (n) => (n <= 1 ? '残り1分を切りました' : `残り${n}分です`),
    hurry: '残り1分未満',
    askAgain: 'もう一度お願いする',
    again: (what) => `もう一度お取り置きいただけますか：${what}`,
    name: 'お名前',
    phone: '電話番号',
    phoneHint: '国番号からご入力ください。例：+82 10 1234 5678',
    confirm: '確定する',
    notYet: 'あとで',
    wrongName: 'お名前をご入力ください。',
    wrongPhone: '国番号を含む電話番号をご入力ください。',
    page: 'ご予約票',
    calendar: 'カレンダー',
    changed: '変更あり',
    stale: '最後に確認した時点の内容です',
    loading: '少々お待ちください',
    refused: {
      chosen: 'この端末または別の端末で、すでに別のお席が選ばれています。',
      declined: 'すでにお断りいただいたご提案です。',
      withdrawn: 'コンシェルジュがこのご提案を取り下げました。',
      hold_expired: '期限が切れました。お知らせいただければ、もう一度お探しします。',
      overlapping_booking: '前後2時間以内に別のご予約があります。',
      slot_unavailable: 'このお席はご予約いただけなくなりました。',
      other: '処理できませんでした。もう一度お試しください。',
    },
  },
}
