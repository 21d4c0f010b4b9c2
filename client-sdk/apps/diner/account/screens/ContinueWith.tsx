import { Button } from '../../../ui/Button.tsx'
import { Problem } from '../form/Problem.tsx'
import { nextPath } from '../way.ts'
import { useAccountWords } from '../words.ts'
import { useProvider } from './useProvider.ts'

/** In with what one has elsewhere. */
export function ContinueWith() {
  const { w } = useAccountWords()
  const { providers, leaving, error, leaveFor } = useProvider(nextPath('/account'))
  return (
    <section className="providers" aria-label={w.providers.title}>
      <p className="or">
        <span>{w.login.or}</span>
      </p>
      <Problem error={error} meanings={{ not_found: w.provider.notHere }} />
      {providers.map((provider) => (
        <Button key={provider} wide busy={leaving === provider} onClick={() => leaveFor(provider)}>
          {w.login.continueWith(w.provider.names[provider])}
        </Button>
      ))}
    </section>
  )
}
