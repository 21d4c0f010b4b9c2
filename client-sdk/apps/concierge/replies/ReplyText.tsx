import { type Language, languages } from '../../common/language.ts'
import { Field } from '../../ui/Field.tsx'
import { useAtDesk } from '../desk/context.ts'
import { useWords } from '../words.ts'
import { exampleFor } from './example.ts'
import { filledIn } from './filledIn.ts'
import { useReplyWords } from './words.ts'

/** The hub takes no more; counted by code points there, so never less. */
const longest = 2000

interface Props {
  readonly language: Language
  readonly text: string
  readonly error: string | null
  readonly onText: (text: string) => void
}

/** What it says in one language, and beside it how a guest would read that. */
export function ReplyText({ language, text, error, onText }: Props) {
  const { t } = useWords()
  const w = useReplyWords()
  const at = useAtDesk()
  const stretches = filledIn(text.trim(), exampleFor(at, language))
  return (
    <div className="reply-text">
      <Field label={<span lang={language}>{languages[language]}</span>} note={t.optional} error={error}>
        {(control) => (
          <textarea
            {...control}
            name={language}
            lang={language}
            rows={4}
            maxLength={longest}
            value={text}
            onChange={({ target }) => onText(target.value)}
          />
        )}
      </Field>
      <div className="reply-preview">
        <p className="soft">{w.preview}</p>
        {stretches.length === 0 ? (
          <p className="soft">{w.nothingYet}</p>
        ) : (
          <p className="reply-said" lang={language}>
            {stretches.map(({ text: stretch, filled }, n) =>
              filled ? <mark key={n}>{stretch}</mark> : <span key={n}>{stretch}</span>,
            )}
          </p>
        )}
      </div>
    </div>
  )
}
