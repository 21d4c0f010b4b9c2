import { useEffect, useRef } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { CopyButton } from '../profile/CopyButton.tsx'
import { useWebhookWords } from './words.ts'

interface Props {
  readonly secret: string
  readonly onKept: () => void
}

/** What a webhook signs with, to be copied now: nobody can show it again. */
export function NewSecret({ secret, onKept }: Props) {
  const w = useWebhookWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="new-secret">
      <h3 ref={heading} tabIndex={-1}>
        {w.secretTitle}
      </h3>
      <p className="soft">{w.secretLead}</p>
      <code>{secret}</code>
      <div className="actions">
        <CopyButton text={secret} />
      </div>
      <Button kind="main" onClick={onKept}>
        {w.kept}
      </Button>
    </section>
  )
}
