export const languages = { ko: '한국어', en: 'English', ja: '日本語' } as const

export type Language = keyof typeof languages

export function isLanguage(text: string | null): text is Language {
  return text !== null && Object.hasOwn(languages, text)
}
