import type { ComponentPropsWithRef } from 'react'
import { Icon } from './Icon.tsx'

/** The letters of the availability feed, one's own, and one that has just gone from under the reader's eyes. */
export type SlotLook = 'o' | 'f' | 'x' | 'c' | 'mine' | 'gone'

const signs = { o: 'circle', f: 'quarter', x: 'cross', c: 'dash', mine: 'diamond', gone: 'cross' } as const

interface Props extends Omit<ComponentPropsWithRef<'button'>, 'className' | 'children'> {
  /** Wall clock: `19:30`. */
  readonly time: string
  readonly look: SlotLook
  /** What the look means, in a word. */
  readonly word: string
  readonly chosen: boolean
}

/** One time: the clock large, what it is below, by shape, word and colour. */
export function SlotButton({ time, look, word, chosen, ...rest }: Props) {
  return (
    <button type="button" {...rest} className={`slot ${look}`} aria-pressed={chosen}>
      <span className="slot-time">{time}</span>{' '}
      <span className="slot-word">
        <Icon name={signs[look]} size={12} /> {word}
      </span>
    </button>
  )
}
