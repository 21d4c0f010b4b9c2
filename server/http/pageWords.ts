/** What the head of a page says, in each language. */
interface Words {
  readonly title: (name: string, city: string) => string
  /** Where the restaurant says nothing about itself. */
  readonly description: (name: string, city: string, cuisine: string) => string
  readonly notFound: string
}

export const pageWords = {
  en: {
    title: (name, city) => `${name}, ${city}: reserve a table`,
    description: (name, city, cuisine) =>
      `${name} in ${city} (${cuisine}). See which tables are free at this moment and reserve one.`,
    notFound: 'There is no such restaurant',
  },
  ko: {
    title: (name, city) => `${name}, ${city}: 테이블 예약`,
    description: (name, city, cuisine) =>
      `${city}의 ${name} (${cuisine}). 지금 비어 있는 테이블을 보고 바로 예약하세요.`,
    notFound: '찾으시는 레스토랑이 없습니다',
  },
  ja: {
    title: (name, city) => `${name}（${city}）: 席を予約`,
    description: (name, city, cuisine) =>
      `${city}の${name}（${cuisine}）。今空いている席を見て、そのまま予約できます。`,
    notFound: 'このレストランは見つかりません',
  },
} as const satisfies Record<string, Words>

export type PageLanguage = keyof typeof pageWords

export const pageLanguages = Object.keys(pageWords) as PageLanguage[]
