import type { FeedEntry } from '../../src/index.ts'
import type { Language } from '../common/language.ts'

export type Reaction = Extract<FeedEntry<'conversation'>, { type: 'message' }>['reactions'][number]['reaction']

export interface TalkWords {
  readonly heading: string
  /** With how much of it is unread. */
  readonly unread: (n: number) => string
  readonly none: string
  readonly noneHint: string
  readonly all: string
  readonly gone: string
  readonly goneHint: string
  /** At a restaurant’s page. */
  readonly write: string
  readonly writeHint: string
  /** Whoever answers at a desk whose name is not known yet. */
  readonly desk: string
  readonly resolved: string
  readonly beginning: string
  readonly beginningHint: string
  readonly earlier: string
  readonly earlierFailed: string
  readonly newest: string
  /** Read out before what was said. */
  readonly you: string
  readonly said: (who: string, text: string) => string
  readonly withdrawn: string
  readonly edited: string
  readonly writing: (who: string) => string
  readonly marks: Readonly<Record<'sent' | 'delivered' | 'read' | 'waiting' | 'sending' | 'refused', string>>
  readonly drop: string
  readonly compose: string
  readonly send: string
  readonly left: (n: number) => string
  readonly over: (n: number) => string
  readonly offline: string
  /** All that was said, as a file. */
  readonly saveAll: string
  /** The same by mail to the guest, and where it went: the desk is not told the address. */
  readonly mailAll: string
  readonly mailed: string
  readonly mailedTo: (address: string) => string
  readonly actions: string
  readonly reply: string
  readonly edit: string
  readonly editLabel: string
  readonly saveEdit: string
  readonly withdraw: string
  readonly withdrawSure: string
  /** Leaves what was said as it is. */
  readonly keep: string
  readonly replyTo: string
  readonly noReply: string
  readonly notHeld: string
  readonly react: (what: string) => string
  readonly reactions: Readonly<Record<Reaction, string>>
  readonly today: string
  readonly yesterday: string
  readonly files: {
    readonly attach: string
    /** Of those that come with the message that is being written. */
    readonly attached: string
    readonly remove: (name: string) => string
    readonly tooMany: string
    readonly tooLarge: string
    readonly notTaken: string
    readonly noConnection: string
    readonly enlarge: (name: string) => string
    readonly save: (name: string) => string
    readonly gone: (name: string) => string
  }
}

export const talkWords: Readonly<Record<Language, TalkWords>> = {
  en: {
    heading: 'Messages',
    unread: (n) => `${n > 98 ? '99 or more' : n} unread`,
    none: 'No messages yet',
    noneHint: 'Restaurants with a concierge can be written to from their page. The answers are found here.',
    all: 'All messages',
    gone: 'This conversation is not here',
    goneHint: 'It belongs to somebody else, or to another visit.',
    write: 'Write to the concierge',
    writeHint: 'Wishes, questions, larger parties: somebody answers you here.',
    desk: 'Concierge',
    resolved: 'Settled. Writing opens it again.',
    beginning: 'Nothing has been said yet',
    beginningHint: 'Write below; the answer comes here.',
    earlier: 'Earlier messages',
    earlierFailed: 'The earlier messages did not come.',
    newest: 'To the newest',
    you: 'You',
    said: (who, text) => `${who}: ${text}`,
    withdrawn: 'This message was withdrawn',
    edited: 'edited',
    writing: (who) => `${who} is writing`,
    marks: {
      sent: 'sent',
      delivered: 'delivered',
      read: 'read',
      waiting: 'waiting to be sent',
      sending: 'sending',
      refused: 'not sent',
    },
    drop: 'Remove',
    compose: 'Message',
    send: 'Send',
    left: (n) => `${n} characters left`,
    over: (n) => `${n} characters too many`,
    offline: 'No connection. What you write is sent by itself, in order, once it is back.',
    saveAll: 'Save as a file',
    mailAll: 'Send by e-mail',
    mailed: 'On its way to the guest’s e-mail address.',
    mailedTo: (address) => `On its way to ${address}.`,
    actions: 'Reply, react or change',
    reply: 'Reply',
    edit: 'Edit',
    editLabel: 'In other words',
    saveEdit: 'Save',
    withdraw: 'Withdraw',
    withdrawSure: 'Take this back? It cannot be brought back.',
    keep: 'Leave as it is',
    replyTo: 'In reply to',
    noReply: 'Do not reply to this',
    notHeld: 'an earlier message',
    react: (what) => `React: ${what}`,
    reactions: { like: 'like', love: 'love', laugh: 'laugh', wow: 'wow', sad: 'sad', thanks: 'thanks' },
    today: 'Today',
    yesterday: 'Yesterday',
    files: {
      attach: 'Attach pictures or PDFs',
      attached: 'Attached',
      remove: (name) => `Remove ${name}`,
      tooMany: 'At most four files with one message.',
      tooLarge: 'Larger than 10 MB.',
      notTaken: 'Only pictures (JPEG, PNG, WebP, AVIF) and PDFs can be sent.',
      noConnection: 'Not sent: files need a connection. Remove it, or attach it again later.',
      enlarge: (name) => `Enlarge ${name}`,
      save: (name) => `Save ${name}`,
      gone: (name) => `${name} cannot be shown now.`,
    },
  },
  ko: {
    heading: '메시지',
    unread: (n) => `읽지 않음 ${n > 98 ? '99건 이상' : `${n}건`}`,
    none: '아직 메시지가 없습니다',
    noneHint:
      '컨시어지가 있는 레스토랑에는 해당 페이지에서 문의하실 수 있습니다. 답변은 이곳에서 확인하실 수 있습니다.',
    all: '전체 메시지',
    gone: '대화를 찾을 수 없습니다',
    goneHint: '다른 분의 대화이거나 이전 이용 시의 대화입니다.',
    write: '컨시어지에게 문의하기',
    writeHint: '요청 사항, 문의, 단체 예약 등을 남겨 주시면 이곳에서 답변해 드립니다.',
    desk: '컨시어지',
    resolved: '완료된 대화입니다. 메시지를 보내시면 다시 시작됩니다.',
    beginning: '아직 나눈 대화가 없습니다',
    beginningHint: '아래에 메시지를 입력해 주세요. 답변은 이곳에 표시됩니다.',
    earlier: '이전 메시지',
    earlierFailed: '이전 메시지를 불러오지 못했습니다.',
    newest: '최신 메시지로',
    you: '고객님',
    said: (who, text) => `${who}: ${text}`,
    withdrawn: '취소된 메시지입니다',
    edited: '수정됨',
    writing: (who) => `${who}에서 입력 중입니다`,
    marks: {
      sent: '보냄',
      delivered: '전달됨',
      read: '읽음',
      waiting: '전송 대기 중',
      sending: '보내는 중',
      refused: '전송되지 않음',
    },
    drop: '삭제',
    compose: '메시지',
    send: '보내기',
    left: (n) => `${n}자 남음`,
    over: (n) => `${n}자 초과`,
    offline: '연결이 끊겼습니다. 작성하신 메시지는 다시 연결되면 순서대로 자동 전송됩니다.',
    saveAll: '파일로 저장',
    mailAll: '이메일로 보내기',
    mailed: '고객의 이메일로 보내고 있습니다.',
    mailedTo: (address) => `${address} 주소로 보내고 있습니다.`,
    actions: '답장, 반응, 수정',
    reply: '답장',
    edit: '수정',
    editLabel: '내용 수정',
    saveEdit: '저장',
    withdraw: '보내기 취소',
    withdrawSure: '이 내용을 취소할까요? 취소하면 되돌릴 수 없습니다.',
    keep: '그대로 두기',
    replyTo: '답장 대상',
    noReply: '답장 취소',
    notHeld: '이전 메시지',
    react: (what) => `반응: ${what}`,
    reactions: {
      like: '좋아요',
      love: '마음에 들어요',
      laugh: '웃겨요',
      wow: '놀라워요',
      sad: '슬퍼요',
      thanks: '감사합니다',
    },
    today: '오늘',
    yesterday: '어제',
    files: {
      attach: '사진 또는 PDF 첨부',
      attached: '첨부 파일',
      remove: (name) => `${name} 삭제`,
      tooMany: '메시지 하나에 파일은 4개까지 첨부하실 수 있습니다.',
      tooLarge: '10MB를 초과합니다.',
      notTaken: '사진(JPEG, PNG, WebP, AVIF)과 PDF만 보내실 수 있습니다.',
      noConnection:
        '전송되지 않았습니다. 파일은 연결된 상태에서만 보낼 수 있습니다. 삭제하시거나 나중에 다시 첨부해 주세요.',
      enlarge: (name) => `${name} 크게 보기`,
      save: (name) => `${name} 저장`,
      gone: (name) => `${name} 파일을 지금 표시할 수 없습니다.`,
    },
  },
  ja: {
    heading: 'メッセージ',
    unread: (n) => `未読 ${n > 98 ? '99件以上' : `${n}件`}`,
    none: 'メッセージはまだありません',
    noneHint:
      'コンシェルジュのいるお店には、お店のページからお問い合わせいただけます。お返事はこちらでご確認いただけます。',
    all: 'すべてのメッセージ',
    gone: 'この会話は見つかりません',
    goneHint: '別の方の会話か、以前のご利用時の会話です。',
    write: 'コンシェルジュに問い合わせる',
    writeHint: 'ご要望、ご質問、大人数でのご利用など、こちらでお返事いたします。',
    desk: 'コンシェルジュ',
    resolved: '対応が完了しました。メッセージをお送りいただくと再開します。',
    beginning: 'まだメッセージはありません',
    beginningHint: '下の欄にご入力ください。お返事はこちらに表示されます。',
    earlier: '以前のメッセージ',
    earlierFailed: '以前のメッセージを読み込めませんでした。',
    newest: '最新のメッセージへ',
    you: 'お客様',
    said: (who, text) => `${who}：${text}`,
    withdrawn: 'このメッセージは取り消されました',
    edited: '編集済み',
    writing: (who) => `${who}が入力しています`,
    marks: {
      sent: '送信済み',
      delivered: '配信済み',
      read: '既読',
      waiting: '送信待ち',
      sending: '送信中',
      refused: '未送信',
    },
    drop: '削除',
    compose: 'メッセージ',
    send: '送信',
    left: (n) => `残り${n}文字`,
    over: (n) => `${n}文字超過しています`,
    offline: '接続が切れています。ご入力のメッセージは、接続が戻り次第、順番に自動で送信されます。',
    saveAll: 'ファイルに保存',
    mailAll: 'メールで送る',
    mailed: 'お客様のメールアドレス宛に送信しています。',
    mailedTo: (address) => `${address} 宛に送信しています。`,
    actions: '返信・リアクション・変更',
    reply: '返信',
    edit: '編集',
    editLabel: '内容の編集',
    saveEdit: '保存',
    withdraw: '送信を取り消す',
    withdrawSure: '取り消しますか？取り消すと元に戻せません。',
    keep: 'そのままにする',
    replyTo: '返信先',
    noReply: '返信をやめる',
    notHeld: '以前のメッセージ',
    react: (what) => `リアクション：${what}`,
    reactions: {
      like: 'いいね',
      love: 'すてき',
      laugh: '笑い',
      wow: '驚き',
      sad: '悲しい',
      thanks: 'ありがとうございます',
    },
    today: '今日',
    yesterday: '昨日',
    files: {
      attach: '写真またはPDFを添付',
      attached: '添付ファイル',
      remove: (name) => `${name}を削除`,
      tooMany: '1件のメッセージに添付できるファイルは4件までです。',
      tooLarge: '10MBを超えています。',
      notTaken: '写真（JPEG、PNG、WebP、AVIF）とPDFのみお送りいただけます。',
      noConnection: '送信されていません。ファイルの送信には接続が必要です。削除するか、後ほど添付し直してください。',
      enlarge: (name) => `${name}を拡大`,
      save: (name) => `${name}を保存`,
      gone: (name) => `${name}は現在表示できません。`,
    },
  },
}
