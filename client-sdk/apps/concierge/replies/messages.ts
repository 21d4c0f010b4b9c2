import type { Language } from '../../common/language.ts'
import type { Fault } from './draft.ts'
import type { Variable } from './filledIn.ts'

export interface ReplyWords {
  readonly heading: string
  readonly hint: string
  readonly none: string
  readonly noneHint: string
  readonly add: string
  readonly change: (title: string) => string
  readonly shortcut: string
  readonly shortcutHint: string
  readonly title: string
  readonly titleHint: string
  readonly variablesHint: string
  readonly variables: Readonly<Record<Variable, string>>
  readonly preview: string
  readonly nothingYet: string
  readonly save: string
  readonly cancel: string
  readonly remove: string
  readonly removeQuestion: (title: string) => string
  readonly removeHint: string
  readonly keep: string
  readonly tooMany: string
  readonly faults: Readonly<Record<Fault, string>>
}

export const replyWords: Readonly<Record<Language, ReplyWords>> = {
  en: {
    heading: 'Canned replies',
    hint: 'Whoever answers at this desk types / and the shortcut.',
    none: 'No canned replies yet',
    noneHint: 'Write down once what the desk says every day.',
    add: 'New canned reply',
    change: (title) => `Change “${title}”`,
    shortcut: 'Shortcut',
    shortcutHint: 'Typed after the slash: small letters, digits and hyphens.',
    title: 'Title',
    titleHint: 'What it is found by; guests never see it.',
    variablesHint: 'In the text, these are filled in for the guest one writes to:',
    variables: {
      guest: 'the guest’s name',
      restaurant: 'the restaurant',
      me: 'whoever answers',
      date: 'the date of the day',
    },
    preview: 'As a guest reads it',
    nothingYet: 'Nothing in this language. Another one is sent then.',
    save: 'Save',
    cancel: 'Cancel',
    remove: 'Remove',
    removeQuestion: (title) => `Remove “${title}”?`,
    removeHint: 'What was said with it stays where it was said.',
    keep: 'Keep it',
    tooMany: 'A desk has two hundred canned replies at most. Remove one first.',
    faults: {
      shape: 'Small letters, digits and hyphens only, thirty at most.',
      taken: 'Another reply has this shortcut.',
      untitled: 'Give it a title.',
      nothing: 'Write it in one language at least.',
      unfit: 'This cannot be said as it stands. In braces, only the names above are filled in.',
    },
  },
  ko: {
    heading: '자주 쓰는 답변',
    hint: '답변할 때 / 와 단축어를 입력하면 불러옵니다.',
    none: '자주 쓰는 답변이 아직 없습니다',
    noneHint: '매일 하는 말을 한 번만 적어 두세요.',
    add: '새 답변',
    change: (title) => `‘${title}’ 수정`,
    shortcut: '단축어',
    shortcutHint: '/ 뒤에 입력합니다. 영문 소문자, 숫자, 하이픈을 쓸 수 있습니다.',
    title: '제목',
    titleHint: '찾을 때 쓰는 이름입니다. 고객에게는 보이지 않습니다.',
    variablesHint: '본문에 쓰면 받는 고객에 맞게 바뀝니다.',
    variables: {
      guest: '고객 이름',
      restaurant: '레스토랑',
      me: '답변하는 사람',
      date: '오늘 날짜',
    },
    preview: '고객에게 보이는 모습',
    nothingYet: '이 언어로는 아직 없습니다. 다른 언어의 답변이 쓰입니다.',
    save: '저장',
    cancel: '취소',
    remove: '삭제',
    removeQuestion: (title) => `‘${title}’ 답변을 삭제하시겠습니까?`,
    removeHint: '이미 보낸 메시지는 그대로 남습니다.',
    keep: '그대로 두기',
    tooMany: '답변은 데스크마다 200개까지입니다. 먼저 하나를 삭제해 주세요.',
    faults: {
      shape: '영문 소문자, 숫자, 하이픈만 30자까지 쓸 수 있습니다.',
      taken: '다른 답변이 이미 쓰고 있는 단축어입니다.',
      untitled: '제목을 입력해 주세요.',
      nothing: '한 가지 언어로는 작성해 주세요.',
      unfit: '이대로는 보낼 수 없습니다. 중괄호 안에는 위의 이름만 쓸 수 있습니다.',
    },
  },
  ja: {
    heading: '定型文',
    hint: '返信欄で / とショートカットを入力すると呼び出せます。',
    none: '定型文はまだありません',
    noneHint: '毎日お伝えする文を、一度だけ書いておけます。',
    add: '新しい定型文',
    change: (title) => `「${title}」を変更`,
    shortcut: 'ショートカット',
    shortcutHint: '/ の後に入力します。英小文字、数字、ハイフンが使えます。',
    title: '題名',
    titleHint: '探すときの名前です。お客様には表示されません。',
    variablesHint: '本文に書くと、お相手に合わせて差し込まれます。',
    variables: {
      guest: 'お客様のお名前',
      restaurant: 'お店',
      me: '返信する担当者',
      date: '本日の日付',
    },
    preview: 'お客様への表示',
    nothingYet: 'この言語ではまだありません。別の言語の文が使われます。',
    save: '保存',
    cancel: 'やめる',
    remove: '削除',
    removeQuestion: (title) => `「${title}」を削除しますか。`,
    removeHint: 'すでに送ったメッセージはそのまま残ります。',
    keep: '残す',
    tooMany: '定型文はデスクごとに200件までです。先に一件削除してください。',
    faults: {
      shape: '英小文字、数字、ハイフンのみ、30文字までです。',
      taken: '別の定型文が使っているショートカットです。',
      untitled: '題名を入力してください。',
      nothing: '少なくとも一つの言語で書いてください。',
      unfit: 'このままでは送れません。波かっこの中は上の名前だけが差し込まれます。',
    },
  },
}
