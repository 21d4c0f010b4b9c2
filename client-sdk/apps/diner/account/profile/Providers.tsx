import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Problem } from '../form/Problem.tsx'
import { useProvider } from '../screens/useProvider.ts'
import { useAccountWords } from '../words.ts'
import type { PartProps } from './part.ts'

/** Services that one may log in through, besides or instead of the password. */
export function Providers({ profile }: PartProps) {
  const { w } = useAccountWords()
  const { providers, leaving, error, leaveFor } = useProvider('/account')
  return (
    <Card heading={w.providers.title}>
      <p className="soft">{w.providers.lead}</p>
      <Problem error={error} meanings={{ not_found: w.provider.notHere }} />
      <ul className="provider-list">
        {providers.map((provider) => {
          const name = w.provider.names[provider]
          return (
            <li key={provider}>
              <strong>{name}</strong>
              {profile.providers.includes(provider) ? (
                <small>
                  <Icon name="check" /> {w.providers.added}
                </small>
              ) : (
                <Button
                  busy={leaving === provider}
                  aria-label={w.providers.addNamed(name)}
                  onClick={() => leaveFor(provider)}
                >
                  {w.providers.add}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
