import { useEffect, useRef } from 'react'
import type { KeyName } from '../messages/vocabulary.ts'

/** What each key does. `anywhere`: with Ctrl or ⌘ held down, so that it works while one writes, too. */
interface Key {
  readonly name: KeyName
  /** As `KeyboardEvent.key` gives it. */
  readonly key: string
  readonly anywhere?: true
}

/** In the order in which they are shown. */
export const keys: readonly Key[] = [
  { name: 'next', key: 'j' },
  { name: 'next', key: 'ArrowDown', anywhere: true },
  { name: 'previous', key: 'k' },
  { name: 'previous', key: 'ArrowUp', anywhere: true },
  { name: 'reply', key: 'r' },
  { name: 'note', key: '@' },
  { name: 'canned', key: '/' },
  { name: 'table', key: 'k', anywhere: true },
  { name: 'take', key: 't' },
  { name: 'release', key: 'g' },
  { name: 'transfer', key: 'h' },
  { name: 'resolve', key: 'e' },
  { name: 'snooze', key: 's' },
  { name: 'reopen', key: 'o' },
  { name: 'guest', key: 'i' },
  { name: 'mine', key: '1' },
  { name: 'all', key: '2' },
  { name: 'resolved', key: '3' },
  { name: 'search', key: 'f' },
  { name: 'overview', key: 'v' },
  { name: 'replies', key: 'c' },
  { name: 'notices', key: 'n' },
  { name: 'leave', key: 'Escape' },
  { name: 'keys', key: '?' },
]

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'> & { readonly isComposing?: boolean }

/** What a press means; null: nothing of ours. @param writing whether the focus is where text is written or chosen */
export function meaningOf(
  pressed: Pressed,
  { writing, single }: { writing: boolean; single: boolean },
): KeyName | null {
  const { key, ctrlKey, metaKey, altKey, isComposing } = pressed
  if (altKey || isComposing === true) return null
  const held = ctrlKey || metaKey
  if (!held && key !== 'Escape' && (writing || !single)) return null
  const wanted = key.length === 1 ? key.toLowerCase() : key
  return keys.find((it) => it.key === wanted && (it.anywhere === true) === held)?.name ?? null
}

export type Commands = Partial<Readonly<Record<KeyName, () => void>>>

/** The keys of the page, but while a dialog is open, which has its own. */
export function useKeys(commands: Commands, single: boolean): void {
  const current = useRef(commands)
  useEffect(() => {
    current.current = commands
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open]') !== null) return
      const name = meaningOf(event, { writing: isWritten(event.target), single })
      const run = name === null ? undefined : current.current[name]
      if (run === undefined) return
      event.preventDefault()
      run()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [single])
}

function isWritten(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input:not([type=checkbox]), textarea, select') !== null
}

/** As it is written on a key. */
export function keyText({ key, anywhere }: Key): string {
  const short: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' }
  const text = short[key] ?? key.toUpperCase()
  return anywhere === true ? `Ctrl ${text}` : text
}

/** Beside what it does. */
export function hintOf(name: KeyName): string {
  const key = keys.find((it) => it.name === name)
  return key === undefined ? '' : keyText(key)
}
