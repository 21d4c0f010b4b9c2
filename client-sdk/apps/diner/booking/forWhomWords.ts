import type { Language } from '../../common/language.ts'

interface ForWhomWords {
  readonly company: string
  readonly noCompany: string
  readonly whoComes: string
  readonly myself: string
  readonly somebody: string
  readonly hostName: string
  readonly hostNameWrong: string
  readonly hint: string
  /** On a booking. */
  readonly host: (name: string) => string
}

/** For whom one books. */
export const forWhomWords: Readonly<Record<Language, ForWhomWords>> = {
  en: {
    company: 'Booked for',
    noCompany: 'privately',
    whoComes: 'Who comes?',
    myself: 'I do',
    somebody: 'Somebody else',
    hostName: 'Name of whoever comes',
    hostNameWrong: 'Please write the name of whoever comes.',
    hint: 'The table is under this name, and wishes and allergies are theirs. Everything we have to tell comes to you.',
    host: (name) => `Host: ${name}`,
  },
  ko: {
    company: '예약 구분',
    noCompany: '개인 예약',
    whoComes: '어느 분이 방문하시나요?',
    myself: '본인',
    somebody: '다른 분',
    hostName: '방문하시는 분의 성함',
    hostNameWrong: '방문하시는 분의 성함을 입력해 주세요.',
    hint: '이 성함으로 예약되며, 요청 사항과 알레르기도 이분의 것으로 전달됩니다. 안내는 모두 예약하신 분께 드립니다.',
    host: (name) => `방문하시는 분: ${name}`,
  },
  ja: {
    company: 'ご予約の区分',
    noCompany: '個人の予約',
    whoComes: 'ご来店になる方',
    myself: '自分',
    somebody: 'ほかの方',
    hostName: 'ご来店になる方のお名前',
    hostNameWrong: 'ご来店になる方のお名前をご入力ください。',
    hint: 'このお名前でお席をご用意し、ご要望とアレルギーもこの方のものとして承ります。ご連絡はすべて予約された方にお送りします。',
    host: (name) => `ご来店の方：${name}`,
  },
}
