import { startCluster } from '../replay/cluster.ts'
import { makeVenue, startHeart } from './commands.ts'
import { hotDrop } from './drop.ts'
import { expiry } from './expiry.ts'
import { type Goal, isMet, printGoal } from './goals.ts'
import { coldBooks, hotBook } from './hotBook.ts'
import { jobs } from './jobs.ts'
import { search } from './search.ts'
import { slowPhone } from './slowPhone.ts'
import { talk } from './talk.ts'
import { tidy } from './tidy.ts'
import { twoNodes } from './twoNodes.ts'

/*
 * `npm run bench -- book [hot|cold|nodes|drop]`: what the book does, against what most would write, in one run.
 * `npm run bench -- search`: how soon 3,000 restaurants are searched.
 * `npm run bench -- jobs [queue|tidy|expiry]`: adding jobs and doing them once, against bare BullMQ; how late a thousand
 * holds that run out are tidied up and seen.
 * `npm run bench -- talk`: messages through all that is around them, against a bare insert and a bare emit; opening long
 * conversations.
 * `npm run bench -- phone`: how soon the picker is usable on a slow phone.
 *
 * Exit codes: 0 the figures were taken, whether they meet their goals or not; 2 no such bench.
 */

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function benchBook(part: string | undefined): Promise<void> {
  const wants = (name: string): boolean => part === undefined || part === name
  await using cluster = await startCluster({
    nodes: wants('drop') ? 2 : 0,
    members: 3,
    worker: true,
    others: wants('drop') ? ['../bench/bareDrop.ts', '../bench/bareDrop.ts'] : [],
  })
  const heart = await startHeart({ mongoUri: cluster.mongoUri, redisUrl: cluster.redis.url })
  say('three members of one replica set, the nodes, the worker and the clients share this machine')
  const goals: Goal[] = []
  if (wants('hot')) goals.push(...(await hotBook(cluster, heart, say)))
  if (wants('cold')) goals.push(...(await coldBooks(cluster, heart, say)))
  if (wants('nodes')) goals.push(...(await twoNodes(cluster, cluster.redis.url, await makeVenue(heart), say)))
  if (wants('drop')) goals.push(...(await hotDrop(cluster, heart, cluster.otherUrls, say)))
  await heart.core.close()
  for (const goal of goals) say(printGoal(goal))
  say(`${goals.filter(isMet).length} of ${goals.length} goals met`)
}

async function benchSearch(): Promise<void> {
  await using cluster = await startCluster({ nodes: 0, members: 1, worker: false })
  const heart = await startHeart({ mongoUri: cluster.mongoUri, redisUrl: cluster.redis.url })
  const goals = await search(heart, say)
  await heart.core.close()
  for (const goal of goals) say(printGoal(goal))
}

const jobParts = { queue: jobs, tidy, expiry }

async function benchJobs(part: string | undefined): Promise<void> {
  const others = ['../bench/bareEnds.ts']
  await using cluster = await startCluster({ nodes: 1, members: 1, worker: false, others })
  const heart = await startHeart({ mongoUri: cluster.mongoUri, redisUrl: cluster.redis.url })
  try {
    const wanted = Object.entries(jobParts).filter(([name]) => part === undefined || part === name)
    for (const [, run] of wanted) for (const goal of await run(cluster, heart, say)) say(printGoal(goal))
  } finally {
    // Else a part that fails leaves connections behind, and the run has no end.
    await heart.core.close()
  }
}

async function benchTalk(): Promise<void> {
  const others = ['../bench/talkNode.ts', '../bench/bareTalk.ts']
  await using cluster = await startCluster({ nodes: 0, members: 3, worker: true, others })
  say('three members of one replica set, both servers, the worker and the clients share this machine')
  // See `talk.ts`.
  await cluster.client.db('admin').command({ setParameter: 1, enableFlowControl: false })
  for (const goal of await talk(cluster, say)) say(printGoal(goal))
}

async function benchPhone(): Promise<void> {
  for (const goal of await slowPhone(say)) say(printGoal(goal))
}

const [bench, part] = process.argv.slice(2)
if (bench === 'book') await benchBook(part)
else if (bench === 'search') await benchSearch()
else if (bench === 'jobs') await benchJobs(part)
else if (bench === 'talk') await benchTalk()
else if (bench === 'phone') await benchPhone()
else if (bench === 'evaluate') await import('./evaluate.ts')
else if (bench === 'repack') await import('./repack.ts')
else {
  say(
    'usage: npm run bench -- book [hot|cold|nodes|drop] | search | jobs [queue|tidy|expiry] | talk | phone | evaluate | repack [file]',
  )
  process.exitCode = 2
}
