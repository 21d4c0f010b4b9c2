import { type FormEvent, useRef, useState } from 'react'
import { ClientError } from '../../../../src/index.ts'
import { useClient } from '../../../../src/react.ts'
import { useAction } from '../../../common/useAction.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Problem } from '../form/Problem.tsx'
import { useAccountWords } from '../words.ts'
import type { Webhook } from './managed.ts'
import { useWebhookWords } from './words.ts'

interface Props {
  readonly venueId: string
  readonly onCancel: () => void
  readonly onAdded: (secret: string) => void
}

type Kind = Webhook['kinds'][number]

/** Where it leads, and what it is told of: everything, unless one says less. */
export function AddWebhook({ venueId, onCancel, onAdded }: Props) {
  const { w: account } = useAccountWords()
  const w = useWebhookWords()
  const { call } = useClient()
  const { busy, error, run } = useAction()
  const all = Object.keys(w.kinds) as Kind[]
  const [kinds, setKinds] = useState<readonly Kind[]>(all)
  const [wrong, setWrong] = useState<'url' | 'kinds' | null>(null)
  const url = useRef<HTMLInputElement>(null)

  function complain(about: 'url' | 'kinds'): void {
    setWrong(about)
    if (about === 'url') url.current?.focus()
  }

  function add(event: FormEvent): void {
    event.preventDefault()
    const address = url.current?.value.trim() ?? ''
    if (!/^https:\/\/[!-~]{1,490}$/.test(address)) return complain('url')
    if (kinds.length === 0) return complain('kinds')
    setWrong(null)
    run(async () => {
      try {
        onAdded((await call('webhook.create', { venueId, url: address, kinds: [...kinds] })).secret)
      } catch (failure) {
        if (!(failure instanceof ClientError) || !failure.issues.some(({ path }) => path === 'url')) throw failure
        complain('url')
      }
    })
  }

  const choose = (kind: Kind, on: boolean) => setKinds(all.filter((one) => (one === kind ? on : kinds.includes(one))))

  return (
    <form className="account-form" noValidate onSubmit={add}>
      <Field label={w.url} hint={w.urlHint} error={wrong === 'url' ? w.badUrl : null}>
        {(control) => (
          <input
            {...control}
            ref={url}
            name="url"
            type="url"
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={500}
            required
          />
        )}
      </Field>
      <fieldset>
        <legend>{w.toldOf}</legend>
        {all.map((kind) => (
          <label key={kind} className="tick">
            <input
              type="checkbox"
              checked={kinds.includes(kind)}
              onChange={({ target }) => choose(kind, target.checked)}
            />
            <span>{w.kinds[kind]}</span>
          </label>
        ))}
        {wrong === 'kinds' && (
          <p className="webhook-wrong" role="alert">
            <span aria-hidden="true">▲ </span>
            {w.noKinds}
          </p>
        )}
      </fieldset>
      <Problem error={error} meanings={{ too_many: w.tooMany }} />
      <div className="actions">
        <Button kind="main" type="submit" busy={busy}>
          {w.addIt}
        </Button>
        <Button kind="plain" onClick={onCancel}>
          {account.account.cancel}
        </Button>
      </div>
    </form>
  )
}
