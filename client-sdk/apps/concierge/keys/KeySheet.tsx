import { Sheet } from '../../ui/Sheet.tsx'
import type { KeyName } from '../messages/vocabulary.ts'
import { useWords } from '../words.ts'
import { type Commands, keys, keyText } from './keys.ts'

interface Props {
  /** What there is for whoever asks. */
  readonly commands: Commands
  readonly single: boolean
  readonly onSingle: (single: boolean) => void
  readonly onClose: () => void
}

/** Everything that has a key here. */
export function KeySheet({ commands, single, onSingle, onClose }: Props) {
  const { t } = useWords()
  const names = [...new Set(keys.map(({ name }) => name))].filter((name) => name in commands)
  return (
    <Sheet title={t.keysSheet.heading} closeWord={t.close} onClose={onClose}>
      <dl className="keys">
        {names.map((name) => (
          <div key={name}>
            <dt>
              <Keys of={name} />
            </dt>
            <dd>{t.actions[name]}</dd>
          </div>
        ))}
      </dl>
      <label className="keys-single">
        <input type="checkbox" checked={single} onChange={({ target }) => onSingle(target.checked)} />
        <span>{t.keysSheet.single}</span>
      </label>
      <p className="soft">{t.keysSheet.singleHint}</p>
    </Sheet>
  )
}

function Keys({ of }: { of: KeyName }) {
  return keys
    .filter(({ name }) => name === of)
    .map((key) => <kbd key={`${key.anywhere} ${key.key}`}>{keyText(key)}</kbd>)
}
