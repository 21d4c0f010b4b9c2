import { type ReactNode, useEffect, useState } from 'react'
import { type Client, ClientError, createClient, memoryStore } from '../../../src/index.ts'
import { ClientProvider } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Link } from '../parts/Link.tsx'
import { useWords } from '../words.ts'
import { OwnWords } from './OwnWords.tsx'

interface Props {
  readonly reservationId: string
  readonly secret: string
  readonly children: ReactNode
}

type Visit = { readonly client: Client; readonly state: 'opening' | 'open' | ClientError }

/**
 * Everything below speaks for whoever has the link, over a client of its own: what this device holds and who is logged
 * in here stay as they are.
 */
export function LinkVisit({ reservationId, secret, children }: Props) {
  const { t } = useWords()
  const [visit, setVisit] = useState<Visit | null>(null)
  const [tries, setTries] = useState(0)

  useEffect(() => {
    const client = createClient({ url: location.origin, storage: memoryStore() })
    setVisit({ client, state: 'opening' })
    const become = (state: Visit['state']) => setVisit((now) => (now?.client === client ? { client, state } : now))
    client.session.open('session.link', { reservationId, secret }).then(
      () => become('open'),
      (failure: unknown) => {
        if (!(failure instanceof ClientError)) throw failure
        become(failure)
      },
    )
    const unfollow = client.session.subscribe(() => {
      const { state, error } = client.session.get()
      if (state === 'ended' && error !== null) become(error)
    })
    return () => {
      unfollow()
      client.close()
    }
  }, [reservationId, secret, tries])

  if (visit === null || visit.state === 'opening') return <Skeleton of="lines" count={4} label={t.loading} />
  if (visit.state !== 'open' && visit.state.retryable) {
    return <Refusal error={visit.state} onRetry={() => setTries(tries + 1)} />
  }
  return (
    <ClientProvider value={visit.client}>
      {visit.state === 'open' ? children : <Gone reservationId={reservationId} />}
      <OwnWords reservationId={reservationId} secret={secret} />
    </ClientProvider>
  )
}

function Gone({ reservationId }: Pick<Props, 'reservationId'>) {
  const { t } = useWords()
  return (
    <div className="place">
      <Heading title={t.ticket.notYours}>{t.ticket.notYours}</Heading>
      <Empty title={t.ticket.linkGone} actions={<Link to={`/r/${reservationId}`}>{t.retry}</Link>} />
    </div>
  )
}
