import type { Language } from '../../../common/language.ts'
import type { Switch } from './types.ts'

/** One sort of mail that one may unsubscribe from. */
interface MailWords {
  readonly title: string
  readonly on: string
  readonly off: string
  readonly offHint: string
  readonly switchOff: string
  readonly switchOn: string
}

export interface PreferenceWords {
  readonly title: string
  readonly lead: string
  readonly what: string
  readonly channels: Readonly<Record<Switch['channel'], string>>
  readonly kinds: Readonly<Record<Switch['kind'], string>>
  readonly alwaysTold: string
  readonly always: string
  readonly quiet: string
  readonly quietLead: string
  readonly everyNight: string
  readonly from: string
  readonly to: string
  readonly byDay: string
  readonly sameDaily: string
  readonly badSpan: string
  readonly zoneOfVenue: string
  readonly zoneIs: (zone: string) => string
  readonly zoneHere: (zone: string) => string
  readonly save: string
  readonly saved: string
  readonly unsubscribe: {
    readonly reminders: MailWords
    readonly answers: MailWords
    readonly gone: string
    readonly goneHint: string
    readonly more: string
    readonly moreHint: string
    readonly toAccount: string
  }
}

export const preferenceWords: Readonly<Record<Language, PreferenceWords>> = {
  en: {
    title: 'Notices',
    lead: 'Choose how we remind you. What happens with a booking itself we always tell you.',
    what: 'What we tell you, and how',
    channels: { email: 'E-mail', push: 'Push', app: 'In the app' },
    kinds: {
      'reminder.dayBefore': 'Reminder the day before',
      'reminder.sameDay': 'Reminder on the day',
      'reminder.late': 'Question where you are, once you are late',
      'reservation.confirmed': 'Table booked',
      'reservation.changed': 'Booking changed',
      'reservation.cancelled': 'Booking cancelled',
      'payment.expired': 'Time to pay is over',
      'message.unread': 'Answers you have not read',
    },
    alwaysTold: 'Always told',
    always: 'always',
    quiet: 'Quiet hours',
    quietLead: 'Reminders by e-mail and push wait until they are over.',
    everyNight: 'Every night',
    from: 'From',
    to: 'To',
    byDay: 'Different on some days',
    sameDaily: 'The same every day',
    badSpan: 'Enter two different times.',
    zoneOfVenue: 'By the clock of each restaurant.',
    zoneIs: (zone) => `By the clock of ${zone}.`,
    zoneHere: (zone) => `Use the clock of ${zone}`,
    save: 'Save quiet hours',
    saved: 'Saved',
    unsubscribe: {
      reminders: {
        title: 'Reminders by e-mail',
        on: 'You get an e-mail before a visit, so that you do not forget it.',
        off: 'You get no more reminders by e-mail.',
        offHint: 'If a booking is made, changed or cancelled, we still write to you.',
        switchOff: 'Stop reminders by e-mail',
        switchOn: 'Get reminders again',
      },
      answers: {
        title: 'Answers by e-mail',
        on: 'You get an e-mail when you have not read what a restaurant answered you.',
        off: 'You get no more answers by e-mail.',
        offHint: 'The answers are still in your messages.',
        switchOff: 'Stop answers by e-mail',
        switchOn: 'Get answers by e-mail again',
      },
      gone: 'This link does not work any more',
      goneHint: 'A newer e-mail has a link that does. With an account, you can choose on its page.',
      more: 'All other notices',
      moreHint: 'Whoever has this link sees nothing else of your account. Log in to choose the rest.',
      toAccount: 'To my account',
    },
  },
  ko: {
    title: '알림',
    lead: '방문 전 알림을 받을 방법을 선택하세요. 예약 자체에 관한 소식은 항상 알려 드립니다.',
    what: '알림 종류와 받는 방법',
    channels: { email: '이메일', push: '푸시', app: '앱' },
    kinds: {
      'reminder.dayBefore': '방문 전날 알림',
      'reminder.sameDay': '방문 당일 알림',
      'reminder.late': '늦으실 때 확인 연락',
      'reservation.confirmed': '예약 확정',
      'reservation.changed': '예약 변경',
      'reservation.cancelled': '예약 취소',
      'payment.expired': '결제 시간 만료',
      'message.unread': '읽지 않은 답변',
    },
    alwaysTold: '항상 알려 드리는 소식',
    always: '항상',
    quiet: '방해 금지 시간',
    quietLead: '이 시간에는 이메일과 푸시 알림을 보내지 않고 끝난 뒤에 보내 드립니다.',
    everyNight: '매일 밤',
    from: '시작',
    to: '종료',
    byDay: '요일마다 다르게 설정',
    sameDaily: '매일 같게 설정',
    badSpan: '서로 다른 두 시각을 입력해 주세요.',
    zoneOfVenue: '각 레스토랑의 현지 시간을 따릅니다.',
    zoneIs: (zone) => `${zone} 시간을 따릅니다.`,
    zoneHere: (zone) => `${zone} 시간 사용`,
    save: '방해 금지 시간 저장',
    saved: '저장했습니다',
    unsubscribe: {
      reminders: {
        title: '이메일 알림',
        on: '방문을 잊지 않으시도록 방문 전에 이메일을 보내 드립니다.',
        off: '방문 전 알림 메일을 더 이상 보내지 않습니다.',
        offHint: '예약이 확정, 변경 또는 취소되면 이메일로 계속 알려 드립니다.',
        switchOff: '알림 메일 그만 받기',
        switchOn: '알림 메일 다시 받기',
      },
      answers: {
        title: '답변 메일',
        on: '레스토랑의 답변을 읽지 않으신 경우 이메일로 알려 드립니다.',
        off: '답변 메일을 더 이상 보내지 않습니다.',
        offHint: '답변은 메시지에서 계속 확인하실 수 있습니다.',
        switchOff: '답변 메일 그만 받기',
        switchOn: '답변 메일 다시 받기',
      },
      gone: '더 이상 사용할 수 없는 링크입니다',
      goneHint: '최근에 받으신 메일의 링크를 이용해 주세요. 계정이 있으면 계정 페이지에서 선택하실 수 있습니다.',
      more: '그 밖의 알림',
      moreHint: '이 링크로는 계정의 다른 내용이 보이지 않습니다. 나머지는 로그인 후 선택해 주세요.',
      toAccount: '내 계정으로',
    },
  },
  ja: {
    title: 'お知らせ',
    lead: 'ご来店前のリマインダーの受け取り方を選べます。ご予約そのものに関するお知らせは必ずお届けします。',
    what: 'お知らせの種類と受け取り方',
    channels: { email: 'メール', push: 'プッシュ', app: 'アプリ' },
    kinds: {
      'reminder.dayBefore': '前日のリマインダー',
      'reminder.sameDay': '当日のリマインダー',
      'reminder.late': 'お時間を過ぎたときの確認',
      'reservation.confirmed': 'ご予約の確定',
      'reservation.changed': 'ご予約の変更',
      'reservation.cancelled': 'ご予約のキャンセル',
      'payment.expired': 'お支払い期限切れ',
      'message.unread': '未読の返信',
    },
    alwaysTold: '必ずお届けするお知らせ',
    always: '必ず',
    quiet: 'おやすみ時間',
    quietLead: 'この時間帯はメールとプッシュのリマインダーを控え、終わってからお届けします。',
    everyNight: '毎晩',
    from: '開始',
    to: '終了',
    byDay: '曜日ごとに設定する',
    sameDaily: '毎日同じにする',
    badSpan: '異なる2つの時刻を入力してください。',
    zoneOfVenue: '各レストランの現地時間に従います。',
    zoneIs: (zone) => `${zone} の時間に従います。`,
    zoneHere: (zone) => `${zone} の時間を使う`,
    save: 'おやすみ時間を保存',
    saved: '保存しました',
    unsubscribe: {
      reminders: {
        title: 'リマインダーメール',
        on: 'ご来店をお忘れにならないよう、事前にメールをお送りしています。',
        off: 'リマインダーメールの配信を停止しています。',
        offHint: 'ご予約の確定、変更、キャンセルは引き続きメールでお知らせします。',
        switchOff: 'リマインダーメールを停止する',
        switchOn: '配信を再開する',
      },
      answers: {
        title: '返信のメール',
        on: 'お店からの返信が未読の場合、メールでお知らせしています。',
        off: '返信のメールの配信を停止しています。',
        offHint: '返信は引き続きメッセージでご覧いただけます。',
        switchOff: '返信のメールを停止する',
        switchOn: '配信を再開する',
      },
      gone: 'このリンクは使えなくなりました',
      goneHint: '新しいメールのリンクをお使いください。アカウントをお持ちの方はアカウントのページで選べます。',
      more: 'その他のお知らせ',
      moreHint: 'このリンクではアカウントのほかの内容は表示されません。残りはログインしてお選びください。',
      toAccount: 'アカウントへ',
    },
  },
}
