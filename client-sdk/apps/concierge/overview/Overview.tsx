import { useEffect } from 'react'
import type { FeedEntry, FeedSnapshot, Output } from '../../../src/index.ts'
import { useClock, useFeed, useQuery } from '../../../src/react.ts'
import { FreshMark } from '../../common/FreshMark.tsx'
import { Refusal } from '../../common/Refusal.tsx'
import { clockText } from '../../ui/Clock.tsx'
import { useAtDesk } from '../desk/context.ts'
import { isOver, type Queued } from '../queue/order.ts'
import { useWords } from '../words.ts'

type Figures = Output<'desk.figures'>
type Teammate = FeedEntry<'team'>

/** How often the figures of the day are asked for; who waits and who is there is live. */
const everyMs = 30_000

/** A supervisor's view: who waits, how fast the desk answers, who has how much. */
export function Overview({ queue }: { queue: FeedSnapshot<Queued> }) {
  const { t } = useWords()
  const { desk } = useAtDesk()
  const { deskId } = desk
  const now = useClock()
  const team = useFeed('team', { deskId })
  const figures = useQuery('desk.figures', { deskId })
  const { reload } = figures
  useEffect(() => {
    const timer = setInterval(reload, everyMs)
    return () => clearInterval(timer)
  }, [reload])
  const waiting = Object.values(queue.content ?? {}).filter(
    ({ waitingSince, state }) => waitingSince !== null && state !== 'snoozed',
  )
  const over = waiting.filter((it) => isOver(it, now)).length
  const told = figures.last
  return (
    <section className="overview" aria-label={t.overview.heading}>
      <header className="pane-head">
        <h2>{t.overview.heading}</h2>
        <FreshMark feed={queue} />
      </header>
      <dl className="figures">
        <Figure word={t.overview.waiting} value={String(waiting.length)} />
        <Figure word={t.overview.overTarget} value={String(over)} grave={over > 0} />
        <Figure word={t.overview.answered} value={told === null ? '–' : String(told.answered)} />
        <Figure
          word={t.overview.inTarget}
          value={told === null || told.answered === 0 ? '–' : `${Math.round((100 * told.inTarget) / told.answered)} %`}
        />
        <Figure word={t.overview.median} value={spanText(told?.medianSeconds)} />
        <Figure word={t.overview.p90} value={spanText(told?.p90Seconds)} />
      </dl>
      {figures.error !== null && <Refusal error={figures.error} onRetry={reload} />}
      <h3>{t.overview.byHour}</h3>
      {told !== null &&
        (told.hours.length === 0 ? <p className="soft">{t.overview.nothing}</p> : <Hours hours={told.hours} />)}
      <h3>{t.overview.load}</h3>
      <Load team={team.content ?? {}} />
    </section>
  )
}

function Figure({ word, value, grave = false }: { word: string; value: string; grave?: boolean }) {
  return (
    <div className={grave ? 'figure grave' : 'figure'}>
      <dt>{word}</dt>
      <dd className="tabular">{value}</dd>
    </div>
  )
}

function spanText(seconds: number | null | undefined): string {
  return seconds === null || seconds === undefined ? '–' : clockText(seconds * 1000)
}

const [chartHeight, barWidth, gap] = [120, 22, 8]

/** Bars of what was answered by the hour, what was in target filled; the same as a table behind it. */
function Hours({ hours }: { hours: Figures['hours'] }) {
  const { t } = useWords()
  const most = Math.max(...hours.map(({ answered }) => answered))
  const [first = 0, last = 0] = [hours[0]?.hour, hours.at(-1)?.hour]
  const width = (last - first + 1) * (barWidth + gap)
  return (
    <>
      <svg className="chart" viewBox={`0 0 ${width} ${chartHeight + 20}`} width={width} aria-hidden="true">
        {hours.map(({ hour, answered, inTarget }) => {
          const x = (hour - first) * (barWidth + gap)
          const [whole, good] = [(chartHeight * answered) / most, (chartHeight * inTarget) / most]
          return (
            <g key={hour}>
              <rect className="chart-all" x={x + 0.5} y={chartHeight - whole} width={barWidth} height={whole} />
              <rect className="chart-good" x={x + 0.5} y={chartHeight - good} width={barWidth} height={good} />
              <text x={x + barWidth / 2} y={chartHeight + 16} textAnchor="middle">
                {hour}
              </text>
            </g>
          )
        })}
      </svg>
      <details>
        <summary>{t.overview.table}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.overview.hour}</th>
              <th scope="col">{t.overview.answered}</th>
              <th scope="col">{t.overview.inTarget}</th>
            </tr>
          </thead>
          <tbody>
            {hours.map(({ hour, answered, inTarget }) => (
              <tr key={hour}>
                <th scope="row">{hour}</th>
                <td>{answered}</td>
                <td>{inTarget}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}

function Load({ team }: { team: Readonly<Record<string, Teammate>> }) {
  const { t } = useWords()
  const { nameOf } = useAtDesk()
  const people = Object.entries(team).toSorted(([, a], [, b]) => b.owed + b.quiet - a.owed - a.quiet)
  if (people.length === 0) return <p className="soft">{t.overview.nobody}</p>
  return (
    <table className="load">
      <thead>
        <tr>
          <th scope="col">{t.overview.person}</th>
          <th scope="col">{t.overview.owed}</th>
          <th scope="col">{t.overview.quiet}</th>
          <th scope="col">{t.overview.room}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {people.map(([accountId, { state, owed, quiet, capacity }]) => (
          <tr key={accountId}>
            <th scope="row">
              {nameOf(accountId) ?? t.thread.colleague} {state === 'leaving' && <small>{t.presence.leaving}</small>}
            </th>
            <td className="tabular">{owed}</td>
            <td className="tabular">{quiet}</td>
            <td className="tabular">{capacity}</td>
            <td>
              <Bar owed={owed} quiet={quiet} capacity={capacity} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Bar({ owed, quiet, capacity }: Pick<Teammate, 'owed' | 'quiet' | 'capacity'>) {
  const unit = 160 / Math.max(capacity, owed + quiet)
  return (
    <svg className="chart" width="160" height="14" aria-hidden="true">
      <rect className="chart-all" x="0.5" y="0.5" width={unit * capacity - 1} height="13" />
      <rect className="chart-owed" x="0" y="0" width={unit * owed} height="14" />
      <rect className="chart-quiet" x={unit * owed} y="0" width={unit * quiet} height="14" />
    </svg>
  )
}
