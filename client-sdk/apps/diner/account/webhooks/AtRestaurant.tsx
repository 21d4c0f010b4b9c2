import { useRef, useState } from 'react'
import { useQuery } from '../../../../src/react.ts'
import { VenueName } from '../../../common/VenueName.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useWords } from '../../words.ts'
import { Problem } from '../form/Problem.tsx'
import { Disclosure } from '../profile/Disclosure.tsx'
import { Said } from '../profile/Said.tsx'
import { AddWebhook } from './AddWebhook.tsx'
import type { Restaurant } from './managed.ts'
import { NewSecret } from './NewSecret.tsx'
import { OneWebhook } from './OneWebhook.tsx'
import { useWebhookWords } from './words.ts'

/** The webhooks of one restaurant, and a form for another one. */
export function AtRestaurant({ restaurant }: { restaurant: Restaurant }) {
  const { venueId } = restaurant
  const { t } = useWords()
  const w = useWebhookWords()
  const { data, error, reload } = useQuery('webhook.list', { venueId })
  const [said, say] = useState<string | null>(null)
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set())
  /** Shown once: it stays until one has said that it is kept. */
  const [secret, setSecret] = useState<string | null>(null)
  const part = useRef<HTMLDivElement>(null)
  const webhooks = (data?.webhooks ?? []).filter(({ webhookId }) => !removed.has(webhookId))

  function done(words: string): void {
    say(words)
    reload()
  }

  return (
    <Card heading={<VenueName venue={restaurant} />}>
      <div ref={part} tabIndex={-1} className="webhooks">
        <Problem error={error} />
        {data === null && error === null && <Skeleton of="lines" count={3} label={t.loading} />}
        {data === null && error !== null && <Button onClick={reload}>{t.retry}</Button>}
        {data !== null && webhooks.length === 0 && secret === null && (
          <Empty title={w.none}>
            <p>{w.noneHint}</p>
          </Empty>
        )}
        {webhooks.length > 0 && (
          <ul>
            {webhooks.map((webhook) => (
              <OneWebhook
                key={webhook.webhookId}
                venueId={venueId}
                webhook={webhook}
                onChanged={done}
                onRemoved={() => {
                  setRemoved((old) => new Set([...old, webhook.webhookId]))
                  done(w.removed)
                  // What was pressed is gone with its line; the focus stays here.
                  part.current?.focus()
                }}
              />
            ))}
          </ul>
        )}
        {data !== null &&
          (secret === null ? (
            <Disclosure label={w.add}>
              {(close) => (
                <AddWebhook
                  venueId={venueId}
                  onCancel={close}
                  onAdded={(made) => {
                    setSecret(made)
                    say(null)
                    reload()
                  }}
                />
              )}
            </Disclosure>
          ) : (
            <NewSecret
              secret={secret}
              onKept={() => {
                setSecret(null)
                say(w.added)
                part.current?.focus()
              }}
            />
          ))}
        <Said>{said}</Said>
      </div>
    </Card>
  )
}
