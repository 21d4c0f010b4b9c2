import type { Language } from '../../../common/language.ts'
import type { Delivery, Webhook } from './managed.ts'

export interface WebhookWords {
  readonly title: string
  readonly lead: string
  readonly open: string
  readonly toAccount: string
  readonly noRestaurant: string
  readonly noRestaurantHint: string
  readonly none: string
  readonly noneHint: string
  readonly kinds: Readonly<Record<Webhook['kinds'][number], string>>
  readonly toldOf: string
  readonly toldOfAll: string
  readonly on: string
  readonly failing: (failures: number, since: string) => string
  readonly off: Readonly<Record<NonNullable<Webhook['offReason']>, string>>
  readonly offHint: string
  readonly switchOn: string
  readonly switchOff: string
  readonly switchedOn: string
  readonly switchedOff: string
  readonly remove: string
  readonly removeSure: string
  readonly removed: string
  readonly add: string
  readonly url: string
  readonly urlHint: string
  readonly badUrl: string
  readonly noKinds: string
  readonly tooMany: string
  readonly addIt: string
  readonly added: string
  readonly secretTitle: string
  readonly secretLead: string
  readonly kept: string
  readonly showLog: string
  readonly hideLog: string
  readonly noLog: string
  readonly states: Readonly<Record<Delivery['state'], string>>
  readonly status: (status: number) => string
  readonly tries: (count: number) => string
  readonly next: (at: string) => string
  readonly resend: string
  readonly resendNamed: (kind: string, at: string) => string
  readonly resent: string
}

export const webhookWords: Readonly<Record<Language, WebhookWords>> = {
  en: {
    title: 'Webhooks',
    lead: 'Your own systems are told what becomes of bookings, without names or wishes.',
    open: 'Manage webhooks',
    toAccount: 'Back to the account',
    noRestaurant: 'You manage no restaurant',
    noRestaurantHint: 'Webhooks are for managers. If you are one, switch on the second step of your account first.',
    none: 'No webhook yet',
    noneHint: 'Add the address of a system that is to hear of bookings.',
    kinds: {
      'reservation.confirmed': 'New booking',
      'reservation.changed': 'Booking changed',
      'reservation.cancelled': 'Booking cancelled',
      'reservation.arrived': 'Guests arrived',
      'reservation.seated': 'Guests seated',
      'reservation.completed': 'Visit over',
      'reservation.noShow': 'Guests did not come',
    },
    toldOf: 'What it is told of',
    toldOfAll: 'Told of everything',
    on: 'On',
    failing: (failures, since) =>
      `On, but the last ${failures === 1 ? 'try' : `${failures} tries`} failed, since ${since}`,
    off: {
      by_hand: 'Off',
      gone: 'Off: the address said that it is gone for good (410)',
      failing: 'Off: nothing arrived there for three days',
    },
    offHint: 'While it is off it is told nothing, and nothing is kept for it.',
    switchOn: 'Switch on',
    switchOff: 'Switch off',
    switchedOn: 'It is on.',
    switchedOff: 'It is off.',
    remove: 'Remove',
    removeSure: 'Remove for good, with its log',
    removed: 'It is removed.',
    add: 'Add a webhook',
    url: 'Address',
    urlHint: 'https:// on port 443 or 8443, without user, password or #.',
    badUrl: 'Enter an address that begins with https:// and leads to a public host.',
    noKinds: 'Choose at least one.',
    tooMany: 'A restaurant has ten webhooks at most. Remove one first.',
    addIt: 'Add',
    added: 'It is on. The next booking is told to it.',
    secretTitle: 'Keep this secret now',
    secretLead: 'By it your system knows that a message is from us. It is not shown again.',
    kept: 'I have kept it',
    showLog: 'Show log',
    hideLog: 'Hide log',
    noLog: 'It was told nothing yet.',
    states: {
      pending: 'waiting',
      sending: 'being sent',
      sent: 'told',
      dead: 'given up',
      skipped: 'not told',
    },
    status: (status) => `answer ${status}`,
    tries: (count) => (count === 1 ? '1 try' : `${count} tries`),
    next: (at) => `again ${at}`,
    resend: 'Send again',
    resendNamed: (kind, at) => `Send again: ${kind}, ${at}`,
    resent: 'It is being sent again.',
  },
  ko: {
    title: '웹훅',
    lead: '예약에 생긴 변화를 레스토랑의 시스템에 전달합니다. 손님의 이름이나 요청 사항은 보내지 않습니다.',
    open: '웹훅 관리',
    toAccount: '계정으로 돌아가기',
    noRestaurant: '관리하시는 레스토랑이 없습니다',
    noRestaurantHint: '웹훅은 매니저만 관리할 수 있습니다. 매니저이시면 먼저 계정에서 2단계 인증을 켜 주세요.',
    none: '등록된 웹훅이 없습니다',
    noneHint: '예약 소식을 받을 시스템의 주소를 등록해 주세요.',
    kinds: {
      'reservation.confirmed': '새 예약',
      'reservation.changed': '예약 변경',
      'reservation.cancelled': '예약 취소',
      'reservation.arrived': '손님 도착',
      'reservation.seated': '착석',
      'reservation.completed': '방문 종료',
      'reservation.noShow': '노쇼',
    },
    toldOf: '전달할 소식',
    toldOfAll: '모든 소식 전달',
    on: '켜짐',
    failing: (failures, since) => `켜짐 · ${since}부터 ${failures}회 연속 실패`,
    off: {
      by_hand: '꺼짐',
      gone: '꺼짐 · 더 이상 없는 주소라는 응답을 받았습니다(410)',
      failing: '꺼짐 · 3일 동안 전달되지 않았습니다',
    },
    offHint: '꺼져 있는 동안의 소식은 전달되지 않으며 보관되지도 않습니다.',
    switchOn: '켜기',
    switchOff: '끄기',
    switchedOn: '웹훅을 켰습니다.',
    switchedOff: '웹훅을 껐습니다.',
    remove: '삭제',
    removeSure: '기록까지 모두 삭제',
    removed: '웹훅을 삭제했습니다.',
    add: '웹훅 추가',
    url: '주소',
    urlHint: '443 또는 8443 포트의 https:// 주소. 사용자, 비밀번호, #은 넣을 수 없습니다.',
    badUrl: 'https://로 시작하고 인터넷에서 접속할 수 있는 주소를 입력해 주세요.',
    noKinds: '하나 이상 선택해 주세요.',
    tooMany: '레스토랑마다 웹훅은 10개까지 등록할 수 있습니다. 먼저 하나를 삭제해 주세요.',
    addIt: '추가',
    added: '웹훅을 켰습니다. 다음 예약부터 전달합니다.',
    secretTitle: '지금 비밀 키를 보관해 주세요',
    secretLead: '이 키로 Couvert에서 보낸 메시지인지 확인합니다. 다시 표시되지 않습니다.',
    kept: '보관했습니다',
    showLog: '기록 보기',
    hideLog: '기록 숨기기',
    noLog: '아직 전달한 소식이 없습니다.',
    states: {
      pending: '대기 중',
      sending: '전송 중',
      sent: '전달됨',
      dead: '포기함',
      skipped: '전달하지 않음',
    },
    status: (status) => `응답 ${status}`,
    tries: (count) => `${count}회 시도`,
    next: (at) => `다음 시도 ${at}`,
    resend: '다시 보내기',
    resendNamed: (kind, at) => `다시 보내기: ${kind}, ${at}`,
    resent: '다시 보내고 있습니다.',
  },
  ja: {
    title: 'Webhook',
    lead: 'ご予約の変化をお店のシステムに送ります。お客様のお名前やご要望は送りません。',
    open: 'Webhookを管理する',
    toAccount: 'アカウントに戻る',
    noRestaurant: '管理しているレストランがありません',
    noRestaurantHint:
      'Webhookはマネージャーのための機能です。マネージャーの方は、先にアカウントで2段階認証をオンにしてください。',
    none: 'Webhookはまだありません',
    noneHint: 'ご予約の情報を受け取るシステムのアドレスを追加してください。',
    kinds: {
      'reservation.confirmed': '新しい予約',
      'reservation.changed': '予約の変更',
      'reservation.cancelled': '予約のキャンセル',
      'reservation.arrived': 'ご到着',
      'reservation.seated': 'ご着席',
      'reservation.completed': 'ご来店の終了',
      'reservation.noShow': '無断キャンセル',
    },
    toldOf: '送る内容',
    toldOfAll: 'すべて送信',
    on: 'オン',
    failing: (failures, since) => `オン・${since}から${failures}回連続で失敗`,
    off: {
      by_hand: 'オフ',
      gone: 'オフ・アドレスが廃止されたとの応答がありました(410)',
      failing: 'オフ・3日間届きませんでした',
    },
    offHint: 'オフの間の内容は送信も保存もされません。',
    switchOn: 'オンにする',
    switchOff: 'オフにする',
    switchedOn: 'オンにしました。',
    switchedOff: 'オフにしました。',
    remove: '削除',
    removeSure: '記録ごと完全に削除',
    removed: '削除しました。',
    add: 'Webhookを追加',
    url: 'アドレス',
    urlHint: 'ポート443または8443のhttps://。ユーザー名、パスワード、#は使えません。',
    badUrl: 'https://で始まり、インターネットから接続できるアドレスを入力してください。',
    noKinds: '1つ以上選んでください。',
    tooMany: 'Webhookはレストランごとに10個までです。先に1つ削除してください。',
    addIt: '追加',
    added: 'オンにしました。次のご予約から送信します。',
    secretTitle: 'この秘密鍵を今すぐ保管してください',
    secretLead: 'Couvertからのメッセージであることを確かめる鍵です。再び表示されることはありません。',
    kept: '保管しました',
    showLog: '記録を表示',
    hideLog: '記録を閉じる',
    noLog: 'まだ何も送信していません。',
    states: {
      pending: '待機中',
      sending: '送信中',
      sent: '送信済み',
      dead: '断念',
      skipped: '送信せず',
    },
    status: (status) => `応答 ${status}`,
    tries: (count) => `${count}回試行`,
    next: (at) => `次回 ${at}`,
    resend: 'もう一度送る',
    resendNamed: (kind, at) => `もう一度送る：${kind}、${at}`,
    resent: 'もう一度送っています。',
  },
}
