import { useEffect, useRef } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { useAccountWords } from '../words.ts'
import { CopyButton } from './CopyButton.tsx'

interface Props {
  readonly codes: readonly string[]
  readonly email: string
  readonly onKept: () => void
}

/** To be copied or printed now: nobody can show them again. */
export function RecoveryCodes({ codes, email, onKept }: Props) {
  const { w } = useAccountWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="recovery">
      <h3 ref={heading} tabIndex={-1}>
        {w.factor.recoveryTitle}
      </h3>
      <p className="soft">{w.factor.recoveryLead}</p>
      <div className="printed">
        <p className="print-only">{w.factor.printTitle(email)}</p>
        <ul>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </div>
      <div className="actions">
        <CopyButton text={codes.join('\n')} />
        <Button onClick={() => print()}>{w.factor.print}</Button>
      </div>
      <Button kind="main" onClick={onKept}>
        {w.factor.kept}
      </Button>
    </section>
  )
}
