import type { Output } from '../../../../src/index.ts'
import type { Language } from '../../../common/language.ts'

type Pace = Output<'staff.alerts'>['restaurants'][number]['email']

interface AlertWords {
  readonly title: string
  readonly lead: string
  readonly email: string
  readonly paces: Readonly<Record<Pace, string>>
  readonly push: string
  readonly pushHint: string
  readonly app: string
}

/** They come with this part, which only those have who work somewhere. */
export const alertWords: Readonly<Record<Language, AlertWords>> = {
  en: {
    title: 'Bookings where you work',
    lead: 'What guests book, change and cancel; not what is done at the restaurant itself.',
    email: 'By e-mail',
    paces: {
      each: 'At once, a mail for each',
      hourly: 'Once an hour',
      daily: 'Once a day, at nine in the morning',
      never: 'Never',
    },
    push: 'By push',
    pushHint: 'On a locked screen no guest is named.',
    app: 'In the app, among your notices',
  },
  ko: {
    title: '근무하는 레스토랑의 예약',
    lead: '손님이 예약하거나 변경하거나 취소하면 알려 드립니다. 레스토랑에서 직접 한 일은 알리지 않습니다.',
    email: '이메일',
    paces: {
      each: '건마다 바로 받기',
      hourly: '한 시간에 한 번',
      daily: '하루에 한 번, 오전 9시',
      never: '받지 않음',
    },
    push: '푸시 알림',
    pushHint: '잠금 화면에는 손님의 이름이 나오지 않습니다.',
    app: '앱의 알림 목록',
  },
  ja: {
    title: '勤務先のご予約',
    lead: 'お客様による予約・変更・キャンセルをお知らせします。お店側の操作は含みません。',
    email: 'メール',
    paces: {
      each: '1件ごとにすぐ受け取る',
      hourly: '1時間に1回',
      daily: '1日1回、朝9時',
      never: '受け取らない',
    },
    push: 'プッシュ通知',
    pushHint: 'ロック画面にお客様のお名前は表示されません。',
    app: 'アプリのお知らせ一覧',
  },
}
