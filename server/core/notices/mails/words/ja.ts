import { security } from './ja/security.ts'
import type { MailWords } from './vocabulary.ts'

export const ja: MailWords = {
  person: (name) => `${name} 様`,
  guests: (n) => `${n}名様`,
  comma: '、',
  span: (from, to, city) => `${from}（${to} 頃まで）${city}現地時間`,
  labels: {
    venue: 'レストラン',
    date: '日付',
    time: '時間',
    party: '人数',
    guest: 'お名前',
    bookedBy: '代理予約',
    address: '住所',
    phone: '電話',
    before: '変更前',
    when: '日時',
    device: '端末',
    newAddress: '新しいアドレス',
  },
  reservation: {
    confirmed: {
      subject: ({ venue, day, time }) => `ご予約確定：${venue}、${day} ${time}`,
      preview: ({ party }) => `${party}のお席をご用意いたします。変更やキャンセルもこのメールからできます。`,
      heading: ({ guest }) => `${guest}、ご予約を承りました`,
      text: () => 'ご来店を心よりお待ちしております。ご来店時刻まで、無料でキャンセルいただけます。',
    },
    changed: {
      subject: ({ venue, day, time }) => `ご予約変更：${venue}、${day} ${time}`,
      preview: ({ party }) => `${party}のお席に変更しました。以前のご予約は無効です。`,
      heading: ({ guest }) => `${guest}、ご予約を変更しました`,
      text: () => '以前のご予約に代わり、下記の日時でお待ちしております。',
    },
    cancelledBy: {
      guest: {
        subject: ({ venue, day, time }) => `ご予約キャンセル：${venue}、${day} ${time}`,
        preview: () => 'キャンセル料はかかりません。お席は再び空席になりました。',
        heading: ({ guest }) => `${guest}、ご予約をキャンセルしました`,
        text: () => 'キャンセル料はかかりません。お席は再び空席になりました。またのご利用を心よりお待ちしております。',
      },
      restaurant: {
        subject: ({ venue, day, time }) => `お店の都合によるキャンセル：${venue}、${day} ${time}`,
        preview: () => '申し訳ございません。ご予約のお席をご用意できなくなりました。',
        heading: ({ guest }) => `${guest}、お店がご予約をキャンセルしました`,
        text: () =>
          '申し訳ございません。お店の都合により、下記のご予約はキャンセルとなりました。キャンセル料はかかりません。ほかの時間の空席をご確認いただけます。',
      },
    },
    dayBefore: {
      subject: ({ venue, day, time }) => `明日のご予約：${venue}、${day} ${time}`,
      preview: ({ party }) => `${party}のお席をご用意いたします。ご予定が変わられた場合は、お早めにお知らせください。`,
      heading: ({ guest }) => `${guest}、明日お待ちしております`,
      text: ({ day, time, party }) =>
        `${day} ${time} に、${party}のお席をご用意いたします。ご予定が変わられた場合は、お早めに変更またはキャンセルをお願いいたします。ご来店時刻まで、無料でキャンセルいただけます。`,
    },
    sameDay: {
      subject: ({ venue, day, time }) => `本日のご予約：${venue}、${day} ${time}`,
      preview: ({ party }) => `${party}のお席をご用意いたします。遅れそうな場合は、お電話ください。`,
      heading: ({ guest }) => `${guest}、本日お待ちしております`,
      text: ({ time, party }) =>
        `本日 ${time} に、${party}のお席をご用意いたします。遅れそうな場合は、お店にお電話ください。お席をお取りしておきます。`,
    },
    ranOut: {
      subject: ({ venue, day, time }) => `ご予約は成立していません：${venue}、${day} ${time}`,
      preview: () => 'お支払いを時間内に確認できなかったため、確保を解除しました。',
      heading: ({ guest }) => `${guest}、確保の時間が終了しました`,
      text: () =>
        'お支払いを時間内に確認できなかったため、お席の確保を解除しました。ご予約は成立していません。空席があれば、もう一度確保いただけます。',
    },
    late: {
      subject: ({ venue, time }) => `お越しの途中でしょうか：${venue}、${time}`,
      preview: ({ time }) => `ご予約の時刻（${time}）を過ぎました。`,
      heading: ({ guest }) => `${guest}、お待ちしております`,
      text: ({ time, phone }) =>
        `ご予約の時刻（${time}）を過ぎました。遅れそうな場合は、お席をお取りしておけるよう、お店に${phone === null ? 'お知らせください' : `お電話ください（${phone}）`}。お越しになれない場合は、キャンセルをお願いいたします。`,
    },
    manage: '予約の変更・キャンセル',
    bookAgain: 'ほかの時間を見る',
    note: (venue) =>
      `${venue}のご予約にこのアドレスが記入されたため、お送りしています。お心当たりがない場合は、このメールを破棄してください。`,
    linkNote:
      'リンクをお持ちの方はどなたでも変更やキャンセルができますので、このメールを転送される際はご注意ください。',
    unsubscribe: 'リマインダーメールの配信を停止する',
  },
  staff: {
    made: {
      subject: ({ venue, day, time }) => `新しいご予約：${venue}、${day} ${time}`,
      preview: ({ party }) => `${party}のご予約が入りました。`,
      heading: () => '新しいご予約が入りました',
      text: ({ guest, party }) => `${guest}、${party}のご予約です。`,
    },
    changed: {
      subject: ({ venue, day, time }) => `ご予約の変更：${venue}、${day} ${time}`,
      preview: ({ party }) => `${party}のご予約になりました。`,
      heading: () => 'ご予約が変更されました',
      text: ({ guest }) => `${guest}のご予約が、下記のとおり変更されました。`,
    },
    cancelledBy: {
      guest: {
        subject: ({ venue, day, time }) => `ご予約のキャンセル：${venue}、${day} ${time}`,
        preview: ({ party }) => `${party}のお席が空きました。`,
        heading: () => 'ご予約がキャンセルされました',
        text: ({ guest }) => `${guest}がご予約をキャンセルされました。お席は再び空席です。`,
      },
      restaurant: {
        subject: ({ venue, day, time }) => `ご予約のキャンセル：${venue}、${day} ${time}`,
        preview: ({ party }) => `${party}のお席が空きました。`,
        heading: () => 'ご予約がキャンセルされました',
        text: ({ guest }) => `お店から${guest}のご予約をキャンセルしました。お席は再び空席です。`,
      },
    },
    digest: {
      subject: ({ venue, total }) => `ご予約のお知らせ ${total}件：${venue}`,
      preview: () => '新しいご予約と変更をまとめました。',
      heading: ({ total }) => `ご予約のお知らせ ${total}件`,
      text: ({ venue }) => `${venue}の新しいご予約と変更です。時刻はすべてレストランの現地時間です。`,
    },
    groups: {
      made: (count) => `新しいご予約 ${count}件`,
      changed: (count) => `変更 ${count}件`,
      cancelled: (count) => `キャンセル ${count}件`,
    },
    before: (what) => `変更前：${what}`,
    more: (count) => `ほかに${count}件あります。`,
    choose: 'お知らせの受け取り方を設定する',
    note: (venue) => `${venue}でのご担当に応じてお送りしています。`,
  },
  talk: {
    unread: {
      subject: ({ desk, count }) =>
        count === 1 ? `${desk}から返信が届いています` : `${desk}：新しいメッセージ${count}件`,
      preview: () => '内容をご確認のうえ、アプリからご返信いただけます。',
      heading: ({ desk }) => `${desk}からメッセージが届いています`,
      text: () => 'ご不在の間に届いたメッセージです。',
    },
    more: (count) => `これより前のメッセージ${count}件`,
    open: '会話を開く',
    note: (desk) =>
      `${desk}へのお問い合わせに対する返信が未読のため、お送りしています。このメールへの返信は届きませんので、アプリからご返信ください。`,
    choose: '通知の設定',
    unsubscribe: '返信のメールを停止する',
    transcript: {
      subject: ({ desk }) => `${desk}との会話`,
      preview: () => '保存用に会話の内容をお送りします。',
      heading: ({ desk }) => `${desk}との会話`,
      text: () => 'これまでのやり取りを古い順にまとめました。ファイルは名前のみ記載しています。会話からご覧ください。',
    },
    transcriptNote: (desk) =>
      `お客様または${desk}のご依頼によりお送りしています。このメールへの返信は届きませんので、アプリからご返信ください。`,
  },
  security,
}
