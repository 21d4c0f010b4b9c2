import type { ComponentProps } from 'react'
import { Button } from '../../ui/Button.tsx'
import type { KeyName } from '../messages/vocabulary.ts'
import { useWords } from '../words.ts'
import { hintOf } from './keys.ts'

/** A button, with the key that does the same. */
export function Hinted({
  name,
  ...rest
}: Omit<ComponentProps<typeof Button>, 'children' | 'name'> & { name: KeyName }) {
  const { t } = useWords()
  return (
    <Button {...rest} aria-keyshortcuts={hintOf(name).replace('Ctrl ', 'Control+')}>
      {t.actions[name]} <kbd aria-hidden="true">{hintOf(name)}</kbd>
    </Button>
  )
}
