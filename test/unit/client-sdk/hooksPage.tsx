import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { type Client, createClient } from '../../../client-sdk/src/index.ts'
import {
  ClientProvider,
  useClient,
  useClock,
  useFeed,
  useOperation,
  useQuery,
  useSession,
} from '../../../client-sdk/src/react.ts'

/** What a test asks the page for. */
export interface Asked {
  readonly venues: readonly string[]
  readonly date: string
  readonly startsAt: string
}

declare global {
  interface Window {
    readonly asked: Asked
    client: Client
  }
}

/** Every hook, with what it says as text to be read. */
function Page({ venues, date, startsAt }: Asked) {
  const [chosen, choose] = useState<string | null>(null)
  return (
    <>
      {[...venues, null].map((id) => (
        <button key={id} type="button" onClick={() => choose(id)}>
          choose {id ?? 'none'}
        </button>
      ))}
      <Session />
      <Clock />
      <Slots params={chosen === null ? null : { venueId: chosen, date }} startsAt={startsAt} />
      <Venue venueId={chosen} />
      <Profile />
      {chosen !== null && <Hold input={{ venueId: chosen, date, startsAt, party: 2 }} />}
    </>
  )
}

function Session() {
  const { state, kind } = useSession()
  return <Said name="session" value={[state, kind]} />
}

function Clock() {
  return <Said name="clock" value={useClock(100)} />
}

function Slots({ params, startsAt }: { params: { venueId: string; date: string } | null; startsAt: string }) {
  const { status, content } = useFeed('availability', params)
  return <Said name="slots" value={[status, content?.[startsAt]?.codes[1] ?? null]} />
}

function Venue({ venueId }: { venueId: string | null }) {
  const { data, last, busy } = useQuery('venue.get', venueId === null ? null : { venueId })
  return <Said name="venue" value={[data?.name ?? null, last?.name ?? null, busy]} />
}

function Profile() {
  const { data, error, reload } = useQuery('account.get', {})
  return (
    <>
      <Said name="profile" value={[data?.name ?? null, error?.code ?? null]} />
      <button type="button" onClick={reload}>
        reload
      </button>
    </>
  )
}

function Hold({ input }: { input: { venueId: string; date: string; startsAt: string; party: number } }) {
  const client = useClient()
  const { run, busy, data, error, reset } = useOperation('hold.create')
  const [runs, setRuns] = useState<readonly boolean[]>([])
  const hold = async () => {
    await client.session.guest()
    const outcome = await run(input)
    setRuns((before) => [...before, outcome !== null])
  }
  return (
    <>
      <Said name="hold" value={[busy, data?.state ?? null, error?.code ?? null]} />
      <Said name="runs" value={runs} />
      <button type="button" onClick={() => void hold()}>
        hold
      </button>
      <button type="button" onClick={reset}>
        reset
      </button>
    </>
  )
}

function Said({ name, value }: { name: string; value: unknown }) {
  return <output id={name}>{JSON.stringify(value)}</output>
}

const place = document.getElementById('page')
if (place === null) throw new Error('the page has no place for it')
window.client = createClient({ url: location.origin })
createRoot(place).render(
  <ClientProvider value={window.client}>
    <Page {...window.asked} />
  </ClientProvider>,
)
