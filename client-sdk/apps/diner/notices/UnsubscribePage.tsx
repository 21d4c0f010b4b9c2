import { useEffect, useState } from 'react'
import { ClientError, type Sent } from '../../../src/index.ts'
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
import { type Linked, type MailLink, readLink, switchMails } from './mailLink.ts'
import type { PreferenceWords } from './preferences/messages.ts'
import { Preferences } from './preferences/Preferences.tsx'
import { usePreferenceWords } from './preferences/words.ts'

type Changes = Omit<Sent<'notice.link.change'>, 'reservationId' | 'secret' | 'mails'>

/**
 * Behind the link of a mail that need not come. To open it changes nothing: programs that look for bad links run pages
 * too, so it takes one press. Whose mail program has unsubscribed them already sees that.
 */
export function UnsubscribePage({ of, id, secret }: MailLink) {
  const { t } = useWords()
  const n = usePreferenceWords()
  const client = useClient()
  const [found, setFound] = useState<Linked | ClientError | null>(null)
  const [round, setRound] = useState(0)

  useEffect(() => {
    let isOver = false
    const show = (what: Linked | ClientError) => void (isOver || setFound(what))
    setFound(null)
    readLink(client, { of, id, secret }).then(show, (failure: unknown) => {
      if (!(failure instanceof ClientError)) throw failure
      show(failure)
    })
    return () => {
      isOver = true
    }
  }, [client, of, id, secret, round])

  async function change(changes: Changes): Promise<void> {
    setFound(await client.call('notice.link.change', { reservationId: id, secret, ...changes }))
  }
  async function turn(mails: boolean): Promise<void> {
    setFound(await switchMails(client, { of, id, secret }, mails))
  }

  const isGone = found instanceof ClientError && !found.retryable
  const words = of === 'visit' ? n.unsubscribe.reminders : n.unsubscribe.answers
  const title = isGone ? n.unsubscribe.gone : words.title
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
      {found !== null && !(found instanceof ClientError) && (
        <Found found={found} words={words} onSwitch={turn} onChange={change} />
      )}
    </div>
  )
}

interface FoundProps {
  readonly found: Linked
  readonly words: PreferenceWords['unsubscribe']['answers']
  readonly onSwitch: (mails: boolean) => Promise<void>
  readonly onChange: (changes: Changes) => Promise<void>
}

function Found({ found, words, onSwitch, onChange }: FoundProps) {
  const { unsubscribe: n, title } = usePreferenceWords()
  const { busy, error, run } = useAction()
  const { mails, preferences } = found
  return (
    <>
      <div>
        {/* One place for both, so that what was pressed is answered there. */}
        <div role="status">
          {mails ? (
            <p>{words.on}</p>
          ) : (
            <>
              <p className="unsubscribed">
                <Icon name="check" /> {words.off}
              </p>
              <p className="soft">{words.offHint}</p>
            </>
          )}
        </div>
        {error !== null && <Refusal error={error} />}
        <Button kind={mails ? 'main' : 'quiet'} busy={busy} onClick={() => run(() => onSwitch(!mails))}>
          {mails ? words.switchOff : words.switchOn}
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
