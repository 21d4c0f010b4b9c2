import { useEffect, useState } from 'react'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { preferences } from './preferences.ts'
import { useCommonWords } from './words.ts'

const themes = ['auto', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const signs: Record<Theme, IconName> = { auto: 'auto', light: 'sun', dark: 'moon' }
/** `theme.js` reads it before anything is painted. */
const storeKey = 'couvert.theme'

export function ThemeSwitch() {
  const { t } = useCommonWords()
  const [theme, setTheme] = useState<Theme>(chosen)
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
  const turn = () => {
    const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto'
    preferences.setItem(storeKey, next)
    setTheme(next)
  }
  const label = `${t.theme}: ${t.themes[theme]}`
  return (
    <button type="button" className="top-link theme" aria-label={label} title={label} onClick={turn}>
      <Icon name={signs[theme]} size={18} />
    </button>
  )
}

function chosen(): Theme {
  const kept = preferences.getItem(storeKey)
  return themes.find((theme) => theme === kept) ?? 'auto'
}
