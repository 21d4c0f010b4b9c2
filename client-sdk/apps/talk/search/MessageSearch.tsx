import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Found } from './Found.tsx'
import type { Hit } from './HitText.tsx'
import { useSearchWords } from './words.ts'
import './search.css'

/** The hub takes no more. */
const longest = 80

interface Props {
  /** Of all conversations of this desk. @default one's own */
  readonly deskId?: string
  /** What was looked for when one was here last. */
  readonly initial?: string
  readonly onQuery?: (query: string) => void
  /** Something that was found, and the way to it. */
  readonly row: (hit: Hit) => ReactNode
  /** What is there while nothing is looked for. */
  readonly children: ReactNode
}

/** A box for words of a conversation, and what was found in place of what else is there. */
export function MessageSearch({ deskId, initial = '', onQuery, row, children }: Props) {
  const s = useSearchWords()
  const [text, setText] = useState(initial)
  /** Asked for again, it may have been found since. */
  const [{ query, times }, setAsked] = useState({ query: initial, times: 0 })
  const look = (next: string) => {
    setAsked((before) => ({ query: next, times: before.times + 1 }))
    onQuery?.(next)
  }
  const write = (next: string) => {
    setText(next)
    if (next.trim() === '') look('')
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    look(text.trim())
  }
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || text === '') return
    // The page may have a meaning of its own for it.
    event.stopPropagation()
    event.preventDefault()
    write('')
  }
  return (
    <>
      <search>
        <form className="talk-search" onSubmit={submit}>
          <Field label={s.label}>
            {(control) => (
              <input
                {...control}
                type="search"
                enterKeyHint="search"
                autoComplete="off"
                maxLength={longest}
                value={text}
                onChange={({ target }) => write(target.value)}
                onKeyDown={key}
              />
            )}
          </Field>
          <Button type="submit">{s.submit}</Button>
        </form>
      </search>
      {query === '' ? (
        children
      ) : (
        <div className="talk-found">
          <Found key={times} query={query} deskId={deskId} row={row} />
        </div>
      )}
    </>
  )
}
