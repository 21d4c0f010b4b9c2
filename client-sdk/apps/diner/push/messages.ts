import type { Language } from '../../common/language.ts'

export interface PushWords {
  readonly heading: string
  readonly offer: string
  readonly hint: string
  readonly on: string
  readonly stop: string
  readonly blocked: string
  readonly unblock: string
  readonly unsupported: string
  readonly homeScreen: string
  readonly failed: string
  readonly dismissed: string
}

export const pushWords: Readonly<Record<Language, PushWords>> = {
  en: {
    heading: 'Notices on this device',
    offer: 'Tell me on this device',
    hint: 'When something changes, and before you come. A locked screen shows the restaurant and the time, nothing of you.',
    on: 'You are told on this device.',
    stop: 'Stop telling me here',
    blocked: 'This browser blocks notices from Couvert.',
    unblock:
      'To allow them, open the settings of this site beside the address, set notifications to “Allow”, and come back.',
    unsupported: 'This browser cannot show notices.',
    homeScreen: 'On an iPhone or iPad, add Couvert to the home screen and open it from there.',
    failed: 'That did not work just now. Nothing has changed; please try again.',
    dismissed: 'The browser’s question was not answered, so nothing was switched on.',
  },
  ko: {
    heading: '이 기기의 알림',
    offer: '이 기기로 알림 받기',
    hint: '예약이 변경될 때와 방문 전에 알려 드립니다. 잠금 화면에는 레스토랑과 시간만 표시되고 개인 정보는 표시되지 않습니다.',
    on: '이 기기로 알림을 보내 드립니다.',
    stop: '알림 그만 받기',
    blocked: '브라우저에서 Couvert의 알림이 차단되어 있습니다.',
    unblock: '주소창 옆의 사이트 설정에서 알림을 ‘허용’으로 바꾸신 뒤 이 화면으로 돌아와 주세요.',
    unsupported: '이 브라우저에서는 알림을 표시할 수 없습니다.',
    homeScreen: 'iPhone이나 iPad에서는 Couvert를 홈 화면에 추가하신 뒤 그곳에서 열어 주세요.',
    failed: '지금은 처리하지 못했습니다. 바뀐 것은 없으니 다시 시도해 주세요.',
    dismissed: '브라우저의 질문에 답하지 않으셔서 알림을 켜지 않았습니다.',
  },
  ja: {
    heading: 'この端末へのお知らせ',
    offer: 'この端末で知らせる',
    hint: 'ご予約に変更があったときと、ご来店前にお知らせします。ロック画面に表示されるのは店名と日時だけで、お客様の情報は表示されません。',
    on: 'この端末にお知らせします。',
    stop: 'この端末への通知を止める',
    blocked: 'ブラウザでCouvertの通知がブロックされています。',
    unblock: 'アドレスの横にあるサイトの設定で通知を「許可」に変え、この画面にお戻りください。',
    unsupported: 'このブラウザでは通知を表示できません。',
    homeScreen: 'iPhoneやiPadでは、Couvertをホーム画面に追加し、そこから開いてください。',
    failed: '設定できませんでした。変更されたものはありません。もう一度お試しください。',
    dismissed: 'ブラウザの確認に回答がなかったため、通知はオンになっていません。',
  },
}
