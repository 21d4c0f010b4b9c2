import { type Language, languages } from './language.ts'
import { useCommonWords } from './words.ts'

const short: Record<Language, string> = { ko: '한', en: 'EN', ja: '日' }

/** On a phone it shows a sign, and its list the names. */
export function LanguageSwitch() {
  const { t, language, setLanguage } = useCommonWords()
  return (
    <span className="language">
      <span aria-hidden="true">{short[language]}</span>
      <select aria-label={t.language} value={language} onChange={({ target }) => setLanguage(target.value as Language)}>
        {Object.entries(languages).map(([it, name]) => (
          <option key={it} value={it} lang={it}>
            {name}
          </option>
        ))}
      </select>
    </span>
  )
}
