import { useEffect, useState } from 'react'
import { type Language, languages } from '../messages.ts'
import { useWords } from '../words.ts'

const themes = ['auto', 'light', 'dark'] as const
type Theme = (typeof themes)[number]
const signs: Record<Theme, string> = { auto: '◐', light: '☼', dark: '☾' }
const storeKey = 'couvert.theme'

export function Header({ language, onLanguage }: { language: Language; onLanguage: (language: Language) => void }) {
  const { t } = useWords()
  return (
    <header>
      <p className="wordmark">Couvert</p>
      <fieldset className="languages" aria-label={t.language}>
        {(Object.keys(languages) as Language[]).map((it) => (
          <button key={it} type="button" lang={it} aria-pressed={it === language} onClick={() => onLanguage(it)}>
            {languages[it]}
          </button>
        ))}
      </fieldset>
      <ThemeSwitch />
    </header>
  )
}

function ThemeSwitch() {
  const { t } = useWords()
  const [theme, setTheme] = useState(read)
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])

  const next = () => {
    const following = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto'
    localStorage.setItem(storeKey, following)
    setTheme(following)
  }
  const label = `${t.theme}: ${t.themes[theme]}`
  return (
    <button type="button" className="theme" aria-label={label} title={label} onClick={next}>
      <span aria-hidden="true">{signs[theme]}</span>
    </button>
  )
}

function read(): Theme {
  const stored = localStorage.getItem(storeKey)
  return themes.find((theme) => theme === stored) ?? 'auto'
}
