import { type FormEvent, useState } from 'react'
import { useClient, useQuery } from '../../../../src/react.ts'
import { useAction } from '../../../common/useAction.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Field } from '../../../ui/Field.tsx'
import { usePlace } from '../../router.ts'
import { useWords } from '../../words.ts'
import { Problem } from '../form/Problem.tsx'
import { Company } from './Company.tsx'
import { companyWords } from './words.ts'

/** `/account#join.<secret>`: what the fragment says reaches the hub only when somebody joins. */
const invited = /^join\.([0-9a-hjkmnp-tv-z]{26})$/

/** The companies one is of. */
export function Companies() {
  const c = companyWords[useWords().language]
  const { hash } = usePlace()
  const { data, error, reload } = useQuery('company.list', {})
  const secret = invited.exec(hash)?.[1]
  return (
    <Card heading={c.title}>
      <p className="soft">{c.lead}</p>
      {secret !== undefined && <Join secret={secret} onJoined={reload} />}
      <Problem error={error} />
      {data?.companies.map(({ companyId, role }) => (
        <Company key={companyId} companyId={companyId} runs={role === 'admin'} onLeft={reload} />
      ))}
      {data !== null && <Create onCreated={reload} />}
    </Card>
  )
}

function Join({ secret, onJoined }: { secret: string; onJoined: () => void }) {
  const c = companyWords[useWords().language]
  const { call } = useClient()
  const { busy, error, run } = useAction()
  const [isDone, setDone] = useState(false)

  async function join(): Promise<void> {
    await call('company.join', { secret })
    setDone(true)
    onJoined()
  }

  if (isDone) return null
  return (
    <>
      <p>{c.joinHint}</p>
      <Problem error={error} meanings={{ wrong_code: c.wrongLink, too_many: c.full }} />
      <Button kind="main" busy={busy} onClick={() => run(join)}>
        {c.join}
      </Button>
    </>
  )
}

function Create({ onCreated }: { onCreated: () => void }) {
  const c = companyWords[useWords().language]
  const { call } = useClient()
  const { busy, error, run } = useAction()
  const [name, setName] = useState('')

  async function create(): Promise<void> {
    await call('company.create', { name: name.trim(), localNames: { ko: null, ja: null } })
    setName('')
    onCreated()
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (name.trim() !== '') run(create)
  }

  return (
    <form noValidate onSubmit={submit}>
      <Field label={c.name}>
        {(control) => (
          <input
            {...control}
            value={name}
            maxLength={80}
            autoComplete="organization"
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <Problem error={error} meanings={{ too_many: c.full }} />
      <Button type="submit" busy={busy}>
        {c.create}
      </Button>
    </form>
  )
}
