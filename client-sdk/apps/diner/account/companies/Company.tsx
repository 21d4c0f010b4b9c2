import { useState } from 'react'
import { useClient, useQuery, useSession } from '../../../../src/react.ts'
import { momentHere } from '../../../common/format.ts'
import { useAction } from '../../../common/useAction.ts'
import { nameFor } from '../../../common/VenueName.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Link } from '../../parts/Link.tsx'
import { useWords } from '../../words.ts'
import { Problem } from '../form/Problem.tsx'
import { CopyButton } from '../profile/CopyButton.tsx'
import { companyWords } from './words.ts'

interface Props {
  readonly companyId: string
  readonly runs: boolean
  readonly onLeft: () => void
}

/** One company: its people, and what is booked for it. */
export function Company({ companyId, runs, onLeft }: Props) {
  const { language } = useWords()
  const c = companyWords[language]
  const { call } = useClient()
  const { actor } = useSession()
  const { data, error, reload } = useQuery('company.get', { companyId })
  const changing = useAction()
  if (data === null) return <Problem error={error} />
  const change = (work: () => Promise<unknown>) =>
    changing.run(async () => {
      await work()
      reload()
    })

  async function leave(): Promise<void> {
    await call('company.leave', { companyId })
    onLeft()
  }

  return (
    <section>
      <h3>{nameFor(data, language).text}</h3>
      <h4>{c.members}</h4>
      <ul>
        {data.members.map(({ accountId, name, role }) => (
          <li key={accountId}>
            {name} <small>{c.roles[role]}</small>
            {runs && actor !== `account:${accountId}` && (
              <span className="actions">
                {role === 'member' && (
                  <Button
                    kind="plain"
                    busy={changing.busy}
                    onClick={() => change(() => call('company.role', { companyId, accountId, role: 'admin' }))}
                  >
                    {c.makeAdmin(name)}
                  </Button>
                )}
                <Button
                  kind="plain"
                  busy={changing.busy}
                  onClick={() => change(() => call('company.remove', { companyId, accountId }))}
                >
                  {c.remove(name)}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      <Problem error={changing.error} />
      <Bookings companyId={companyId} />
      <div className="actions">
        {runs && <Invite companyId={companyId} />}
        <Button kind="plain" busy={changing.busy} onClick={() => changing.run(leave)}>
          {c.leave}
        </Button>
      </div>
    </section>
  )
}

function Bookings({ companyId }: Pick<Props, 'companyId'>) {
  const { language } = useWords()
  const c = companyWords[language]
  const { data, error } = useQuery('company.bookings', { companyId })
  if (data === null) return <Problem error={error} />
  return (
    <>
      <h4>{c.bookings}</h4>
      {data.bookings.length === 0 && <p className="soft">{c.noBookings}</p>}
      <ul>
        {data.bookings.map(({ reservation: { reservationId, startsAt, party }, host }) => (
          <li key={reservationId}>
            <Link to={`/r/${reservationId}`}>{momentHere(startsAt, language)}</Link>
            {` · ${party}`}
            {host !== null && ` · ${host}`}
          </li>
        ))}
      </ul>
    </>
  )
}

function Invite({ companyId }: Pick<Props, 'companyId'>) {
  const c = companyWords[useWords().language]
  const { call } = useClient()
  const { busy, error, run } = useAction()
  const [link, setLink] = useState<string | null>(null)

  async function invite(): Promise<void> {
    const { secret } = await call('company.invite', { companyId })
    setLink(`${location.origin}/account#join.${secret}`)
  }

  return (
    <div>
      <Button busy={busy} onClick={() => run(invite)}>
        {c.invite}
      </Button>
      <p className="soft">{c.inviteHint}</p>
      <Problem error={error} />
      {link !== null && (
        <p>
          {c.link}: <code>{link}</code> <CopyButton text={link} />
        </p>
      )}
    </div>
  )
}
