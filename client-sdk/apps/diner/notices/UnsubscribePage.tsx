import { useEffect, useState } from 'react'
import { ClientError, type Output, type Sent } from '../../../src/index.ts'
import { useClient } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Link } from '../parts/Link.tsx'
import { useWords } from '../words.ts'
import { Preferences } from './preferences/Preferences.tsx'
import { usePreferenceWords } from './preferences/words.ts'

interface Props {
  readonly reservationId: string
  readonly secret: string
}

type Linked = Output<'notice.link.get'>
type Changes = Omit<Sent<'notice.link.change'>, keyof Props>

/**
 * Behind the link of a reminder. To open it changes nothing: programs that look for bad links run pages too, so it takes
 * one press. Whose mail program has unsubscribed them already sees that.
 */
export function UnsubscribePage({ reservationId, secret }: Props) {
  const { t } = useWords()
  const n = usePreferenceWords()
  const client = useClient()
  const [found, setFound] = useState<Linked | ClientError | null>(null)
  const [round, setRound] = useState(0)

  useEffect(() => {
    let isOver = false
    const show = (what: Linked | ClientError) => void (isOver || setFound(what))
    setFound(null)
    client.call('notice.link.get', { reservationId, secret }).then(show, (failure: unknown) => {
      if (!(failure instanceof ClientError)) throw failure
      show(failure)
    })
    return () => {
      isOver = true
    }
  }, [client, reservationId, secret, round])

  async function change(changes: Changes): Promise<void> {
    setFound(await client.call('notice.link.change', { reservationId, secret, ...changes }))
  }

  const isGone = found instanceof ClientError && !found.retryable
  const title = isGone ? n.unsubscribe.gone : n.unsubscribe.title
  return (
    <div className="unsubscribe">
      <Heading title={title} about={title}>
        {title}
      </Heading>
      {found === null && <Skeleton of="lines" count={4} label={t.loading} />}
      {isGone && (
        <Empty
          title={n.unsubscribe.goneHint}
          actions={
            <Link className="button main" to="/account">
              {n.unsubscribe.toAccount}
            </Link>
          }
        />
      )}
      {found instanceof ClientError && !isGone && <Refusal error={found} onRetry={() => setRound(round + 1)} />}
      {found !== null && !(found instanceof ClientError) && <Found found={found} onChange={change} />}
    </div>
  )
}

function Found({ found, onChange }: { found: Linked; onChange: (changes: Changes) => Promise<void> }) {
  const { unsubscribe: n, title } = usePreferenceWords()
  const { busy, error, run } = useAction()
  const { mails, preferences } = found
  return (
    <>
      <div>
        {/* One place for both, so that what was pressed is answered there. */}
        <div role="status">
          {mails ? (
            <p>{n.on}</p>
          ) : (
            <>
              <p className="unsubscribed">
                <Icon name="check" /> {n.off}
              </p>
              <p className="soft">{n.offHint}</p>
            </>
          )}
        </div>
        {error !== null && <Refusal error={error} />}
        <Button kind={mails ? 'main' : 'quiet'} busy={busy} onClick={() => run(() => onChange({ mails: !mails }))}>
          {mails ? n.switchOff : n.switchOn}
        </Button>
      </div>
      {preferences === null ? (
        <Card heading={n.more}>
          <p className="soft">{n.moreHint}</p>
          <div className="actions">
            <Link className="button quiet" to="/account">
              {n.toAccount}
            </Link>
          </div>
        </Card>
      ) : (
        <Card heading={title}>
          <Preferences value={preferences} onChange={onChange} />
        </Card>
      )}
    </>
  )
}
