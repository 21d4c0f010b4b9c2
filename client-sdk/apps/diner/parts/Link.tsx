import type { ComponentPropsWithRef, MouseEvent } from 'react'
import { go } from '../router.ts'

interface Props extends Omit<ComponentPropsWithRef<'a'>, 'href'> {
  readonly to: string
}

/** A link within the app; with a key held down, or into a new tab, it is any other link. */
export function Link({ to, onClick, ...rest }: Props) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
    if (event.defaultPrevented || elsewhere) return
    event.preventDefault()
    go(to)
  }
  return <a {...rest} href={to} onClick={follow} />
}
