import type { Language } from '../../common/language.ts'

interface SearchWords {
  readonly label: string
  readonly submit: string
  readonly tooShort: string
  readonly found: (n: number) => string
  readonly none: string
  readonly noneHint: string
  /** Not among what was looked through so far. */
  readonly noneYet: string
  readonly further: string
  readonly note: string
  readonly guest: string
  /** Of a message that is not among those that are shown. */
  readonly above: string
}

export const searchWords: Readonly<Record<Language, SearchWords>> = {
  en: {
    label: 'Search what was said',
    submit: 'Search',
    tooShort: 'Two letters of a word at least.',
    found: (n) => `${n} found`,
    none: 'Nothing found',
    noneHint: 'Parts of words are enough. What was said a moment ago may not be found yet.',
    noneYet: 'Nothing among the newest.',
    further: 'Look further back',
    note: 'Note',
    guest: 'Guest',
    above: 'What you looked for stands further up. Earlier messages come as you scroll.',
  },
  ko: {
    label: '대화 내용 검색',
    submit: '검색',
    tooShort: '두 글자 이상 입력해 주세요.',
    found: (n) => `${n}건`,
    none: '검색 결과가 없습니다',
    noneHint: '단어의 일부만으로도 검색됩니다. 방금 나눈 대화는 아직 검색되지 않을 수 있습니다.',
    noneYet: '최근 대화에는 없습니다.',
    further: '이전 대화에서 더 찾기',
    note: '메모',
    guest: '고객',
    above: '찾으시는 메시지는 더 위에 있습니다. 위로 스크롤하시면 이전 메시지가 표시됩니다.',
  },
  ja: {
    label: '会話を検索',
    submit: '検索',
    tooShort: '2文字以上ご入力ください。',
    found: (n) => `${n}件`,
    none: '見つかりませんでした',
    noneHint: '言葉の一部でも検索できます。送信したばかりのメッセージは、まだ見つからない場合があります。',
    noneYet: '最近のメッセージにはありません。',
    further: 'さらに前を探す',
    note: 'メモ',
    guest: 'お客様',
    above: 'お探しのメッセージはさらに上にあります。上にスクロールすると以前のメッセージが表示されます。',
  },
}
