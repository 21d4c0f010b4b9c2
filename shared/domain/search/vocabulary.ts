import { foldWords } from './fold.ts'

/** English, and what Koreans and Japanese call it. Addresses and directories have the English only. */
const cities = [
  ['Seoul', '서울', 'ソウル', '首爾'],
  ['Busan', '부산', '釜山', 'プサン'],
  ['Incheon', '인천', '仁川'],
  ['Jeju', '제주', '済州'],
  ['Tokyo', '도쿄', '동경', '東京'],
  ['Kyoto', '교토', '京都'],
  ['Osaka', '오사카', '大阪'],
  ['Nara', '나라', '奈良'],
  ['Fukuoka', '후쿠오카', '福岡'],
  ['Sapporo', '삿포로', '札幌'],
  ['New York', '뉴욕', 'ニューヨーク'],
  ['San Francisco', '샌프란시스코', 'サンフランシスコ'],
  ['Los Angeles', '로스앤젤레스', 'ロサンゼルス'],
  ['Chicago', '시카고', 'シカゴ'],
  ['London', '런던', 'ロンドン'],
  ['Paris', '파리', 'パリ'],
  ['Hong Kong', '홍콩', '香港'],
  ['Macau', '마카오', 'マカオ', '澳門'],
  ['Taipei', '타이베이', '台北'],
  ['Shanghai', '상하이', '上海'],
  ['Singapore', '싱가포르', 'シンガポール'],
  ['Bangkok', '방콕', 'バンコク'],
  ['Korea', '한국', '韓国'],
  ['Japan', '일본', '日本'],
  ['France', '프랑스', 'フランス'],
  ['Italy', '이탈리아', 'イタリア'],
  ['Spain', '스페인', 'スペイン'],
] as const

const cuisines = [
  ['Korean', '한식', '한국 요리', '韓国料理'],
  ['Japanese', '일식', '일본 요리', '和食', '日本料理'],
  ['Chinese', '중식', '중국 요리', '中華', '中国料理'],
  ['Sushi', '스시', '초밥', '寿司', '鮨', 'すし'],
  ['Kaiseki', '가이세키', '카이세키', '懐石', '会席', 'かいせき'],
  ['Tempura', '덴푸라', '튀김', '天ぷら', '天麩羅', 'てんぷら'],
  ['Soba', '소바', '메밀국수', '蕎麦', 'そば'],
  ['Ramen', '라멘', 'ラーメン'],
  ['Udon', '우동', 'うどん'],
  ['Unagi', '장어', '鰻', 'うなぎ'],
  ['Yakitori', '야키토리', '꼬치구이', '焼鳥', '焼き鳥', 'やきとり'],
  ['Teppanyaki', '철판구이', '鉄板焼'],
  ['Noodles', '국수', '면', '麺'],
  ['Barbecue', '고기구이', '바비큐', '焼肉', 'やきにく'],
  ['French', '프렌치', '프랑스 요리', 'フレンチ', 'フランス料理'],
  ['Italian', '이탈리안', '이탈리아 요리', 'イタリアン', 'イタリア料理'],
  ['Spanish', '스페인 요리', 'スペイン料理'],
  ['Indian', '인도 요리', 'インド料理'],
  ['Thai', '태국 요리', 'タイ料理'],
  ['Mexican', '멕시코 요리', 'メキシコ料理'],
  ['American', '미국 요리', 'アメリカ料理'],
  ['Seafood', '해산물', '해물', '海鮮', 'シーフード'],
  ['Contemporary', '컨템포러리', 'コンテンポラリー', '現代料理'],
  ['Modern', '모던', 'モダン'],
  ['Creative', '창작 요리', '創作料理'],
  ['Innovative', '이노베이티브', 'イノベーティブ'],
  ['Vegetarian', '채식', 'ベジタリアン', '菜食'],
  ['Vegan', '비건', 'ヴィーガン'],
  ['Steakhouse', '스테이크', 'ステーキ'],
] as const

interface Entry {
  readonly english: string
  readonly others: readonly string[]
}

const entriesOf = (table: readonly (readonly [string, ...string[]])[]): readonly Entry[] =>
  table.map(([english, ...others]) => ({ english: ` ${foldWords(english).join(' ')} `, others }))

const cityEntries = entriesOf(cities)
const cuisineEntries = entriesOf(cuisines)

/** What else a city, or city and country, is called. */
export function otherNamesOfCity(city: string): readonly string[] {
  return othersIn(cityEntries, city)
}

/** What else a cuisine, or several, is called. */
export function otherNamesOfCuisine(cuisine: string): readonly string[] {
  return othersIn(cuisineEntries, cuisine)
}

function othersIn(entries: readonly Entry[], text: string): readonly string[] {
  const words = ` ${foldWords(text).join(' ')} `
  return entries.filter(({ english }) => words.includes(english)).flatMap(({ others }) => others)
}
