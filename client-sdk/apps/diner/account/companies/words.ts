import type { Language } from '../../../common/language.ts'

interface CompanyWords {
  readonly title: string
  readonly lead: string
  readonly name: string
  readonly create: string
  readonly members: string
  readonly roles: Readonly<Record<'admin' | 'member', string>>
  readonly invite: string
  readonly inviteHint: string
  readonly link: string
  readonly makeAdmin: (name: string) => string
  readonly remove: (name: string) => string
  readonly leave: string
  readonly bookings: string
  readonly noBookings: string
  readonly join: string
  readonly joinHint: string
  readonly wrongLink: string
  readonly full: string
}

/** They come with this part, not with the page. */
export const companyWords: Readonly<Record<Language, CompanyWords>> = {
  en: {
    title: 'Companies',
    lead: 'Colleagues who book for each other: what is booked for the company all of you can see, change and cancel.',
    name: 'Name of the company',
    create: 'Begin a company',
    members: 'People',
    roles: { admin: 'runs it', member: 'member' },
    invite: 'Invite a colleague',
    inviteHint: 'One link for one person. It works for a week.',
    link: 'Link to pass on',
    makeAdmin: (name) => `Let ${name} run it too`,
    remove: (name) => `Take ${name} out`,
    leave: 'Leave',
    bookings: 'Booked for the company',
    noBookings: 'Nothing is booked for it.',
    join: 'Join the company',
    joinHint: 'You were invited to a company. What you book for it your colleagues will see.',
    wrongLink: 'This invitation has been used, or is older than a week. Ask for another one.',
    full: 'There is no room for more.',
  },
  ko: {
    title: '회사',
    lead: '동료끼리 서로 예약해 드릴 수 있습니다. 회사 이름으로 한 예약은 모두가 보고 변경하고 취소할 수 있습니다.',
    name: '회사 이름',
    create: '회사 만들기',
    members: '구성원',
    roles: { admin: '관리자', member: '구성원' },
    invite: '동료 초대',
    inviteHint: '링크 하나로 한 분만 참여하실 수 있으며, 일주일 동안 유효합니다.',
    link: '전달할 링크',
    makeAdmin: (name) => `${name} 님을 관리자로 지정`,
    remove: (name) => `${name} 님 내보내기`,
    leave: '나가기',
    bookings: '회사 예약',
    noBookings: '회사 예약이 없습니다.',
    join: '회사에 참여하기',
    joinHint: '회사에 초대받으셨습니다. 회사 이름으로 하신 예약은 동료들이 볼 수 있습니다.',
    wrongLink: '이미 사용되었거나 일주일이 지난 초대입니다. 새 초대를 요청해 주세요.',
    full: '더 이상 추가할 수 없습니다.',
  },
  ja: {
    title: '会社',
    lead: '同僚同士で代わりに予約できます。会社としての予約は、全員が確認、変更、キャンセルできます。',
    name: '会社名',
    create: '会社を作成',
    members: 'メンバー',
    roles: { admin: '管理者', member: 'メンバー' },
    invite: '同僚を招待',
    inviteHint: 'リンク1つにつき1名様まで、1週間有効です。',
    link: 'お渡しするリンク',
    makeAdmin: (name) => `${name}様を管理者にする`,
    remove: (name) => `${name}様を外す`,
    leave: '退会する',
    bookings: '会社の予約',
    noBookings: '会社の予約はありません。',
    join: '会社に参加',
    joinHint: '会社に招待されています。会社としての予約は同僚にも表示されます。',
    wrongLink: 'この招待は使用済みか、1週間の期限が過ぎています。新しい招待をご依頼ください。',
    full: 'これ以上追加できません。',
  },
}
