import type { Output } from '../../../src/index.ts'
import type { Language } from '../../common/language.ts'

export type Work = Output<'work.state'>['works'][number]
export type DeadLetter = Output<'deadLetter.list'>['deadLetters'][number]

export interface WorkWords {
  readonly heading: string
  readonly lead: (at: string) => string
  readonly columns: { readonly work: string; readonly due: string; readonly since: string }
  readonly works: Readonly<Record<Work['name'], string>>
  readonly nothingDue: string
  readonly dead: string
  readonly noneDead: string
  readonly noneDeadHint: string
  readonly channels: Readonly<Record<DeadLetter['channel'], string>>
  readonly states: Readonly<Record<DeadLetter['state'], string>>
  readonly tries: (count: number) => string
  readonly retry: string
  readonly drop: string
  readonly dropSure: string
  readonly retried: string
  readonly dropped: string
  readonly forAdmins: string
}

export const workWords: Readonly<Record<Language, WorkWords>> = {
  en: {
    heading: 'Work in the background',
    lead: (at) => `What should have been done by now, as of ${at}. Asked again every five seconds.`,
    columns: { work: 'Work', due: 'Due', since: 'Oldest' },
    works: {
      copying: 'Facts out of the books',
      publishing: 'Facts to tell on',
      holds: 'Holds that ran out',
      email: 'Notices by e-mail',
      push: 'Notices by push',
      app: 'Notices in the app',
      letters: 'Letters about accounts',
      alerts: 'Alerts of staff',
      messages: 'Notices of messages, and calls to desks',
      webhooks: 'Webhooks',
    },
    nothingDue: 'nothing',
    dead: 'Could not be told',
    noneDead: 'Everything could be told',
    noneDeadHint: 'What no try got through would be listed here.',
    channels: { email: 'e-mail', push: 'push', app: 'app', webhook: 'webhook' },
    states: { dead: 'given up', ambiguous: 'nobody knows whether it arrived' },
    tries: (count) => (count === 1 ? '1 try' : `${count} tries`),
    retry: 'Try again',
    drop: 'Leave untold',
    dropSure: 'Leave untold for good',
    retried: 'It is being tried again.',
    dropped: 'It stays untold.',
    forAdmins: 'This page is for those who run the hub. Log in with an account of theirs, second step included.',
  },
  ko: {
    heading: '백그라운드 작업',
    lead: (at) => `${at} 기준으로 처리됐어야 할 작업입니다. 5초마다 다시 확인합니다.`,
    columns: { work: '작업', due: '대기', since: '가장 오래된 것' },
    works: {
      copying: '예약 장부에서 옮길 기록',
      publishing: '전달할 기록',
      holds: '시간이 지난 임시 예약',
      email: '이메일 알림',
      push: '푸시 알림',
      app: '앱 알림',
      letters: '계정 관련 메일',
      alerts: '직원 알림',
      messages: '메시지 알림 및 데스크 호출',
      webhooks: '웹훅',
    },
    nothingDue: '없음',
    dead: '전달하지 못한 알림',
    noneDead: '모두 전달되었습니다',
    noneDeadHint: '끝내 전달하지 못한 것이 있으면 이곳에 표시됩니다.',
    channels: { email: '이메일', push: '푸시', app: '앱', webhook: '웹훅' },
    states: { dead: '포기함', ambiguous: '도착 여부를 알 수 없음' },
    tries: (count) => `${count}회 시도`,
    retry: '다시 시도',
    drop: '전달하지 않기',
    dropSure: '영구히 전달하지 않기',
    retried: '다시 시도하고 있습니다.',
    dropped: '전달하지 않기로 했습니다.',
    forAdmins: '허브 운영자를 위한 페이지입니다. 2단계 인증을 포함해 운영자 계정으로 로그인해 주세요.',
  },
  ja: {
    heading: 'バックグラウンド処理',
    lead: (at) => `${at} の時点で済んでいるはずの処理です。5秒ごとに確認します。`,
    columns: { work: '処理', due: '待ち', since: '最も古いもの' },
    works: {
      copying: '台帳から写す記録',
      publishing: '伝える記録',
      holds: '期限の切れた仮予約',
      email: 'メールのお知らせ',
      push: 'プッシュ通知',
      app: 'アプリのお知らせ',
      letters: 'アカウントのメール',
      alerts: 'スタッフへのお知らせ',
      messages: 'メッセージのお知らせとデスクの呼び出し',
      webhooks: 'Webhook',
    },
    nothingDue: 'なし',
    dead: '届けられなかったもの',
    noneDead: 'すべて届いています',
    noneDeadHint: 'どうしても届けられなかったものがあれば、ここに表示されます。',
    channels: { email: 'メール', push: 'プッシュ', app: 'アプリ', webhook: 'Webhook' },
    states: { dead: '断念', ambiguous: '届いたかどうか不明' },
    tries: (count) => `${count}回試行`,
    retry: 'もう一度送る',
    drop: '送らない',
    dropSure: '今後も送らない',
    retried: 'もう一度送っています。',
    dropped: '送らないことにしました。',
    forAdmins: 'ハブの運営者のためのページです。運営者のアカウントで、2段階認証を含めてログインしてください。',
  },
}
