import { useState } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { copied } from '../../state/clipboard.ts'
import { useAccountWords } from '../words.ts'

/** Says whether it worked: a page may not always write the clipboard. */
export function CopyButton({ text }: { text: string }) {
  const { w } = useAccountWords()
  const [said, say] = useState<string | null>(null)

  async function copy(): Promise<void> {
    say((await copied(text)) ? w.factor.copied : w.factor.copyFailed)
  }

  return (
    <span className="copy">
      <Button onClick={() => void copy()}>{w.factor.copy}</Button>
      <small role="status">{said}</small>
    </span>
  )
}
