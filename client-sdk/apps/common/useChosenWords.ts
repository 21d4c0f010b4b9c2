import { useEffect, useMemo, useState } from 'react'
import type { Language } from './language.ts'
import type { CommonMessages } from './messages/vocabulary.ts'
import { firstLanguage, keepLanguage, type Words } from './words.ts'

/** An app's words in the language that was chosen, which the page says of itself. */
export function useChosenWords<M extends CommonMessages>(
  messages: Readonly<Record<Language, M>>,
  onChoice?: (language: Language) => void,
): Words<M> {
  const [language, setLanguage] = useState(firstLanguage)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return useMemo(
    () => ({
      language,
      t: messages[language],
      setLanguage(next) {
        keepLanguage(next)
        onChoice?.(next)
        setLanguage(next)
      },
    }),
    [language, messages, onChoice],
  )
}
