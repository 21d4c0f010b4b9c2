import type { Language } from '../../identity/documents.ts'

/** As restaurants give them in English. */
const cities: Readonly<Record<string, { readonly ko: string; readonly ja: string }>> = {
  Seoul: { ko: '서울', ja: 'ソウル' },
  Busan: { ko: '부산', ja: '釜山' },
  Jeju: { ko: '제주', ja: '済州' },
  Tokyo: { ko: '도쿄', ja: '東京' },
  Kyoto: { ko: '교토', ja: '京都' },
  Osaka: { ko: '오사카', ja: '大阪' },
  Nara: { ko: '나라', ja: '奈良' },
  'New York': { ko: '뉴욕', ja: 'ニューヨーク' },
  'San Francisco': { ko: '샌프란시스코', ja: 'サンフランシスコ' },
  Paris: { ko: '파리', ja: 'パリ' },
  Lyon: { ko: '리옹', ja: 'リヨン' },
  London: { ko: '런던', ja: 'ロンドン' },
  Berlin: { ko: '베를린', ja: 'ベルリン' },
  Munich: { ko: '뮌헨', ja: 'ミュンヘン' },
  Copenhagen: { ko: '코펜하겐', ja: 'コペンハーゲン' },
  'Hong Kong': { ko: '홍콩', ja: '香港' },
  Macau: { ko: '마카오', ja: 'マカオ' },
  Singapore: { ko: '싱가포르', ja: 'シンガポール' },
  Taipei: { ko: '타이베이', ja: '台北' },
  Bangkok: { ko: '방콕', ja: 'バンコク' },
  Shanghai: { ko: '상하이', ja: '上海' },
}

/** In the reader's language; what is not known stays as it is. */
export function cityIn(city: string, language: Language): string {
  if (language === 'en' || !Object.hasOwn(cities, city)) return city
  return cities[city]?.[language] ?? city
}
