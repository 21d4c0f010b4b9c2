import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Cluster } from '../replay/cluster.ts'
import { dateAhead } from '../support/venue.ts'
import type { Goal } from './goals.ts'
import type { FromNode, ToNode } from './laneNode.ts'
import { spreadOf } from './rounds.ts'

const rounds = 9
const sliceMs = 500
const inFlight = 64

/** One book written by one node, and by two that share the load; the same work in flight, in turn. */
export async function twoNodes(
  { mongoUri }: Cluster,
  redisUrl: string,
  venueId: string,
  say: (line: string) => void,
): Promise<readonly Goal[]> {
  const nodes = await Promise.all([startNode(mongoUri, redisUrl), startNode(mongoUri, redisUrl)])
  const [first] = nodes
  const results: { ratio: number; misses: number; fairness: number; one: number }[] = []
  for (let round = 0; round <= rounds; round++) {
    const [alone, shared] = [
      { venueId, date: dateAhead(20 + 2 * round) },
      { venueId, date: dateAhead(21 + 2 * round) },
    ]
    const one = await first.run({ ...alone, inFlight, sliceMs })
    const both = await Promise.all(nodes.map((node) => node.run({ ...shared, inFlight: inFlight / 2, sliceMs })))
    const rates = both.map(({ perSecond }) => perSecond)
    const total = rates.reduce((sum, rate) => sum + rate, 0)
    const sent = both.reduce((sum, it) => sum + it.sent, 0)
    const committed = both.reduce((sum, it) => sum + it.committed, 0)
    const result = {
      ratio: total / one.perSecond,
      misses: (1 - committed / sent) * 100,
      fairness: Math.max(...rates) / Math.min(...rates),
      one: one.perSecond,
    }
    if (round > 0) results.push(result)
  }
  for (const node of nodes) node.end()
  say(`one node on one book: ${Math.round(spreadOf(results.map(({ one }) => one)).median)} staff commands per s`)
  return [
    { what: 'two nodes on one book, against one', spread: spreadOf(results.map(({ ratio }) => ratio)), least: 0.6 },
    {
      what: 'writes that missed, two nodes',
      spread: spreadOf(results.map(({ misses }) => misses)),
      most: 25,
      unit: '%',
    },
    { what: 'the quicker node against the slower', spread: spreadOf(results.map(({ fairness }) => fairness)), most: 3 },
  ]
}

async function startNode(mongoUri: string, redisUrl: string) {
  const child = fork(new URL('./laneNode.ts', import.meta.url).pathname, [mongoUri, redisUrl], {
    execArgv: ['--import', 'tsx'],
  })
  await once(child, 'message')
  return {
    async run(work: ToNode): Promise<FromNode> {
      child.send(work)
      const [done] = (await once(child, 'message')) as [FromNode]
      return done
    },
    end: () => void child.kill(),
  }
}
