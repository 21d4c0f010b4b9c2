import type { Language } from './language.ts'
import { useCommonWords } from './words.ts'

interface Named {
  readonly name: string
  readonly localNames: { readonly ko: string | null; readonly ja: string | null }
}

interface InScript {
  readonly text: string
  /** Of the letters, so that the right ones are drawn and read out. */
  readonly lang: Language
}

/** The name in the reader's script, where the restaurant has one in it. */
export function nameFor({ name, localNames }: Named, language: Language): InScript {
  const local = language === 'en' ? null : localNames[language]
  return local === null ? { text: name, lang: 'en' } : { text: local, lang: language }
}

export function VenueName({ venue }: { venue: Named }) {
  const { language } = useCommonWords()
  const { text, lang } = nameFor(venue, language)
  return (
    <span className="serif" lang={lang}>
      {text}
    </span>
  )
}

/** As it is written over the door, beside the name in the reader's script; nothing where it is the same. */
export function OtherName({ venue }: { venue: Named & { readonly zone: string } }) {
  const { language } = useCommonWords()
  const { name, localNames, zone } = venue
  const atDoor = zone === 'Asia/Tokyo' ? (['ja', 'ko'] as const) : (['ko', 'ja'] as const)
  const others = [...atDoor.map((lang) => ({ lang, text: localNames[lang] })), { lang: 'en', text: name }]
  const shown = nameFor(venue, language)
  const isOther = ({ lang, text }: (typeof others)[number]) => text !== null && text !== shown.text && lang !== language
  const other = shown.text === name ? others.find(isOther) : { lang: 'en', text: name }
  if (other === undefined) return null
  return (
    <p className="soft" lang={other.lang}>
      {other.text}
    </p>
  )
}
