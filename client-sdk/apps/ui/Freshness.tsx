import { Icon } from './Icon.tsx'

type Status = 'live' | 'catching-up' | 'stale'

const signs = { live: 'dot', 'catching-up': 'half', stale: 'circle' } as const

/** Whether what is shown is proven to be so now: shape, colour, and the word it is given. */
export function Freshness({ status, word }: { readonly status: Status; readonly word: string }) {
  return (
    <p className={`freshness ${status}`} role="status">
      <Icon name={signs[status]} size={10} /> {word}
    </p>
  )
}
