import { useEffect, useRef, useState } from 'react'
import { ClientError, type Sent } from '../../../../src/index.ts'
import { useClient } from '../../../../src/react.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Link } from '../../parts/Link.tsx'
import { go } from '../../router.ts'
import { useWords } from '../../words.ts'
import { Problem } from '../form/Problem.tsx'
import { keepAttempt, keptAttempt } from '../kept.ts'
import { Page } from '../Page.tsx'
import { useArrival } from '../useArrival.ts'
import { useAccountWords } from '../words.ts'
import { SecondStep } from './SecondStep.tsx'
import { Welcome } from './Welcome.tsx'

type Finish = Sent<'session.external.finish'>

type Step =
  | { readonly at: 'finishing' }
  | { readonly at: 'factor'; readonly finish: Finish }
  | { readonly at: 'failed'; readonly why: 'declined' | 'elsewhere' | ClientError }

/** A provider has sent one back, with its answer in the address. */
export function LoginReturn() {
  const { session } = useClient()
  const { brought, arrive } = useArrival()
  const [step, setStep] = useState<Step>({ at: 'finishing' })
  const [next, setNext] = useState('/account')
  const begun = useRef(false)
  const finish = (input: Finish) => arrive(() => session.open('session.external.finish', input))

  async function begin(): Promise<void> {
    const answer = takeAnswer()
    const kept = keptAttempt('external')
    keepAttempt('external', null)
    if (answer === null) return setStep({ at: 'failed', why: 'declined' })
    if (kept === null) return setStep({ at: 'failed', why: 'elsewhere' })
    setNext(kept.next ?? '/account')
    const input = { attempt: kept.attempt, ...answer }
    try {
      await finish(input)
    } catch (failure) {
      if (!(failure instanceof ClientError)) throw failure
      const wantsCode = failure.code === 'second_factor_required'
      setStep(wantsCode ? { at: 'factor', finish: input } : { at: 'failed', why: failure })
    }
  }

  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void begin()
  })

  if (brought !== null) return <Welcome brought={brought} next={next} />
  if (step.at === 'finishing') return <Finishing />
  if (step.at === 'failed') return <Failed why={step.why} />
  return (
    <SecondStep
      onCode={(factor) => finish({ ...step.finish, factor })}
      onBack={() => go('/login', { replace: true })}
    />
  )
}

function Finishing() {
  const { t } = useWords()
  const { w } = useAccountWords()
  return (
    <Page title={w.provider.returning}>
      <Skeleton of="lines" count={3} label={t.loading} />
    </Page>
  )
}

function Failed({ why }: { why: 'declined' | 'elsewhere' | ClientError }) {
  const { w } = useAccountWords()
  return (
    <Page title={w.provider.failed}>
      {why === 'declined' || why === 'elsewhere' ? (
        <Notice tone="warn">{w.provider[why]}</Notice>
      ) : (
        <Problem error={why} meanings={{ wrong_code: w.provider.wrong, account_exists: w.provider.exists }} />
      )}
      <p>
        <Link className="button main" to="/login">
          {w.provider.again}
        </Link>
      </p>
    </Page>
  )
}

/** Out of the address at once: a code in it would stay in the history. Null where the person said no. */
function takeAnswer(): Pick<Finish, 'code' | 'state' | 'iss'> | null {
  const given = new URLSearchParams(location.search)
  go(location.pathname, { replace: true, state: history.state as object | null })
  const [code, state, iss] = [given.get('code'), given.get('state'), given.get('iss')]
  return code === null || state === null ? null : { code, state, ...(iss !== null && { iss }) }
}
