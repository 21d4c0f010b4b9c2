import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '../../../ui/Button.tsx'

interface Props {
  readonly label: string
  readonly children: (close: () => void) => ReactNode
}

/** A form that is there when it is asked for. The focus goes into it, and comes back when it closes. */
export function Disclosure({ label, children }: Props) {
  const [open, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const moved = useRef(false)

  useEffect(() => {
    if (!moved.current) return
    if (open) body.current?.querySelector<HTMLElement>('input, select, button, a')?.focus()
    else opener.current?.focus()
  }, [open])

  const turn = (next: boolean) => {
    moved.current = true
    setOpen(next)
  }
  if (!open) {
    return (
      <Button ref={opener} onClick={() => turn(true)}>
        {label}
      </Button>
    )
  }
  return <div ref={body}>{children(() => turn(false))}</div>
}
