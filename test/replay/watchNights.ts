import { createCaller } from './caller.ts'
import { followFeed } from './followFeed.ts'
import type { Plan, Visit } from './plan.ts'
import type { Stage } from './playVisit.ts'
import { venueIdOf } from './storeRoom.ts'

const watchedNights = 4

/** The nights most booked, from both rooms: what somebody looks at all the while. */
function busiestNights(visits: readonly Visit[]): readonly { storeId: string; date: string }[] {
  const counts = new Map<string, number>()
  for (const { storeId, date } of visits) counts.set(`${storeId} ${date}`, (counts.get(`${storeId} ${date}`) ?? 0) + 1)
  const nights = [...counts].sort(([, a], [, b]) => b - a).slice(0, watchedNights)
  return nights.map(([night]) => ({ storeId: night.split(' ')[0] ?? '', date: night.split(' ')[1] ?? '' }))
}

/** Somebody looks at the busiest nights of all, in both rooms, from the first row to the last. */
export function watchNights({ cluster, recorder }: Stage, plan: Plan) {
  const newCaller = (first: number) =>
    createCaller({ urls: cluster.urls, first, person: cluster.person({ role: 'guest', venueId: null }), recorder })
  const watched = busiestNights(plan.visits).flatMap(({ storeId, date }, index) =>
    [false, true].map((repacking) => {
      const caller = newCaller(index)
      const venueId = venueIdOf(storeId, repacking)
      return { caller, feed: followFeed({ caller, recorder, sess: caller.sess, venueId, date }) }
    }),
  )
  const looking = setInterval(() => watched.forEach(({ feed }) => feed.look()), 1_000)
  return {
    async end(): Promise<void> {
      clearInterval(looking)
      const other = newCaller(1)
      for (const { caller, feed } of watched) {
        await feed.rest(other)
        caller.close()
      }
      other.close()
    },
  }
}
