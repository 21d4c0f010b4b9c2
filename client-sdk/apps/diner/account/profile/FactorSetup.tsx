import { useCallback, useEffect } from 'react'
import { useClient, useOperation } from '../../../../src/react.ts'
import { Button } from '../../../ui/Button.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Link } from '../../parts/Link.tsx'
import { useWords } from '../../words.ts'
import { CodeField } from '../form/CodeField.tsx'
import { Problem } from '../form/Problem.tsx'
import { useForm } from '../form/useForm.ts'
import { useAccountWords } from '../words.ts'
import { CopyButton } from './CopyButton.tsx'

interface Props {
  readonly onCancel: () => void
  readonly onConfirmed: (recoveryCodes: readonly string[]) => void
}

/** The secret into the authenticator, then a first code out of it. */
export function FactorSetup({ onCancel, onConfirmed }: Props) {
  const { t } = useWords()
  const { w } = useAccountWords()
  const { data, error, run } = useOperation('account.factor.begin')
  const begin = useCallback(() => void run({}), [run])
  useEffect(begin, [begin])
  if (data === null) {
    return (
      <>
        <Problem error={error} meanings={{ not_allowed_now: w.errors.factorChanged }} />
        {error === null ? (
          <Skeleton of="lines" count={4} label={t.loading} />
        ) : (
          <Button onClick={error.code === 'not_allowed_now' ? onCancel : begin}>{t.retry}</Button>
        )}
      </>
    )
  }
  return (
    <ol className="steps">
      <li>
        <h3>{w.factor.stepAdd}</h3>
        <p className="soft">{w.factor.stepAddLead}</p>
        <p className="actions">
          <Link className="button quiet" to={data.uri}>
            {w.factor.openApp}
          </Link>
        </p>
        <Secret secret={data.secret} />
      </li>
      <li>
        <h3>{w.factor.stepProve}</h3>
        <Proof onCancel={onCancel} onConfirmed={onConfirmed} />
      </li>
    </ol>
  )
}

/** In groups of four, as one types it in from another screen. */
function Secret({ secret }: { secret: string }) {
  const { w } = useAccountWords()
  const groups = secret.match(/.{1,4}/g) ?? [secret]
  return (
    <dl className="secret">
      <dt>{w.factor.secret}</dt>
      <dd>
        <code>{groups.join(' ')}</code>
        <CopyButton text={secret} />
      </dd>
    </dl>
  )
}

function Proof({ onCancel, onConfirmed }: Props) {
  const { w } = useAccountWords()
  const { call } = useClient()
  const form = useForm(['oneTimeCode'], async ({ oneTimeCode }) => {
    const { recoveryCodes } = await call('account.factor.confirm', { code: oneTimeCode })
    onConfirmed(recoveryCodes)
  })
  return (
    <form className="account-form" {...form.props}>
      <CodeField name="oneTimeCode" form={form} />
      <Problem error={form.error} meanings={{ not_allowed_now: w.errors.factorChanged }} />
      <div className="actions">
        <Button kind="main" type="submit" busy={form.busy}>
          {w.factor.confirm}
        </Button>
        <Button kind="plain" onClick={onCancel}>
          {w.account.cancel}
        </Button>
      </div>
    </form>
  )
}
