import { useEffect } from 'react'
import { useClient, useQuery } from '../../../src/react.ts'
import { momentHere } from '../../common/format.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { agoInWords } from '../account/devices.ts'
import { Heading } from '../parts/Heading.tsx'
import { Link } from '../parts/Link.tsx'
import { useWords } from '../words.ts'
import { DeadLetters } from './DeadLetters.tsx'
import type { Work } from './messages.ts'
import { useWorkWords } from './words.ts'
import './work.css'

const everyMs = 5000

/** For those who run the hub: what is due, since when, and what could not be told. */
export function WorkPage() {
  const { t, language } = useWords()
  const w = useWorkWords()
  const { now } = useClient()
  const state = useQuery('work.state', {})
  const { reload } = state
  const { error } = state
  const shown = state.data ?? state.last
  const isStranger = error?.code === 'forbidden' || error?.code === 'unauthenticated'
  useEffect(() => {
    if (isStranger) return
    const timer = setInterval(reload, everyMs)
    return () => clearInterval(timer)
  }, [reload, isStranger])

  return (
    <div className="place">
      <Heading title={w.heading}>{w.heading}</Heading>
      {isStranger && (
        <Empty
          title={w.forAdmins}
          actions={
            <Link className="button quiet" to="/login?next=/work">
              {t.nav.login}
            </Link>
          }
        />
      )}
      {error !== null && !isStranger && <Refusal error={error} onRetry={reload} />}
      {shown === null && error === null && <Skeleton of="lines" count={8} label={t.loading} />}
      {shown !== null && !isStranger && (
        <>
          <p className="soft">{w.lead(momentHere(shown.at, language))}</p>
          <table className="works tabular">
            <thead>
              <tr>
                <th scope="col">{w.columns.work}</th>
                <th scope="col">{w.columns.due}</th>
                <th scope="col">{w.columns.since}</th>
              </tr>
            </thead>
            <tbody>
              {shown.works.map((work) => (
                <Row key={work.name} work={work} since={agoOf(work, now(), language)} />
              ))}
            </tbody>
          </table>
          <DeadLetters counts={shown.deadLetters} />
        </>
      )}
    </div>
  )
}

function Row({ work: { name, due }, since }: { work: Work; since: string | null }) {
  const w = useWorkWords()
  return (
    <tr>
      <th scope="row">{w.works[name]}</th>
      <td>{due === 0 ? <span className="soft">{w.nothingDue}</span> : due}</td>
      <td>{since}</td>
    </tr>
  )
}

function agoOf({ oldestDueAt }: Work, now: number, language: string): string | null {
  return oldestDueAt === null ? null : agoInWords(oldestDueAt, now, language)
}
