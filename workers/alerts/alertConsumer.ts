import type { AlertRows } from '../../server/core/alerts/alertRows.ts'
import { membersOf } from '../../server/core/alerts/members.ts'
import { happeningsIn, planAlerts } from '../../server/core/alerts/planAlerts.ts'
import type { Deps } from '../../server/core/deps.ts'
import type { Consumer } from '../../server/core/outbox/relay.ts'
import { withMakers } from '../../server/core/outbox/withMakers.ts'
import type { NoticeChannel } from '../../shared/domain/notices/kinds.ts'

interface Needs {
  readonly deps: Pick<Deps, 'collections' | 'clock' | 'log'>
  readonly rows: AlertRows
  /** Alerts are planned for these. */
  readonly channels: ReadonlySet<NoticeChannel>
}

/** Writes down what those who work at a restaurant are told of what its guests did; the sweeps tell it. */
export function createAlertConsumer({ deps, rows, channels }: Needs): Consumer {
  const { clock, collections, log } = deps

  async function zonesOf(venueIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await collections.venues
      .find({ _id: { $in: [...venueIds] } }, { projection: { zone: 1 }, maxTimeMS: 5000 })
      .toArray()
    return new Map(found.map(({ _id, zone }) => [_id, zone]))
  }

  return {
    name: 'alerts',
    async hear(events) {
      const now = clock.now()
      const happenings = happeningsIn(await withMakers(collections, events), now)
      if (happenings.length === 0) return
      const venueIds = [...new Set(happenings.map(({ venueId }) => venueId))]
      const members = await membersOf(deps, venueIds)
      if (members.length === 0) return
      const planned = planAlerts(happenings, members, { zones: await zonesOf(venueIds), channels, now })
      await rows.add(planned.rows)
      const lost = await rows.join(planned.digests, now)
      if (lost > 0) log.error({ count: lost, job: 'alerts' }, 'more happened than digests have room for')
    },
  }
}
