import { errors, reasons } from './ja/refusals.ts'
import type { CommonMessages } from './vocabulary.ts'

export const ja: CommonMessages = {
  skip: '本文へ移動',
  language: '言語',
  theme: '明るさ',
  themes: { auto: '端末の設定', light: 'ライト', dark: 'ダーク' },
  loading: '読み込み中',
  slow: 'ただいま確認しています。二重に処理されることはありません。',
  retry: 'もう一度試す',
  retryIn: (clock) => `あと ${clock} でお試しいただけます`,
  close: '閉じる',
  back: '戻る',
  optional: '任意',
  guests: (n) => `${n}名様`,
  bell: (unread) => (unread === 0 ? 'お知らせ' : `お知らせ、未読 ${unread}件`),
  freshness: {
    live: 'リアルタイム',
    'catching-up': '更新中',
    stale: (at) => (at === null ? '最新ではありません' : `${at} から更新なし`),
  },
  offline: '接続が切れています。最後に確認した内容を表示しています。',
  crashed: {
    title: '画面に問題が発生しました',
    text: 'ご予約の内容に影響はありません。再読み込みで多くの場合直ります。',
    reload: '再読み込み',
  },
  elsewhere: (zone) => `時刻はすべてレストランの現地時間(${zone})です。`,
  here: (when) => `お客様の現在地では ${when}`,
  errors,
  reasons,
}
