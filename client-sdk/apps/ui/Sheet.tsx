import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Icon } from './Icon.tsx'

interface Props {
  readonly title: ReactNode
  /** Of the button that closes it. */
  readonly closeWord: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/**
 * Something to be done before going on: from below on a phone, in the middle where there is room. There for as long as
 * it is rendered; the browser keeps the focus inside and gives it back to where it came from.
 */
export function Sheet({ title, closeWord, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const { current } = dialog
    if (current !== null && !current.open) current.showModal()
    return () => current?.close()
  }, [])

  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div className="sheet-body">
        <header>
          <h2 id={id}>{title}</h2>
          <button type="button" className="sheet-close" aria-label={closeWord} title={closeWord} onClick={onClose}>
            <Icon name="cross" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
