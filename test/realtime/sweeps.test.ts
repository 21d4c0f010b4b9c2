import { expect, it } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import type { WorkerContext } from '../../workers/context.ts'
import { type Sweep, startSweeps, sweepsWithWork } from '../../workers/lookout.ts'
import { sweeps } from '../../workers/sweeps.ts'
import { idleHub } from '../support/idleHub.ts'

const idle = idleHub()
const soon = { timeout: 10_000 }
const longAgo = 1_000

/** What each has to do, and the same as it is before that. */
const works: readonly (readonly [name: string, collection: string, work: object, notYet: object])[] = [
  ['holds', 'books', { nextDue: new Date(longAgo) }, { nextDue: new Date('2100-01-01') }],
  ...(['mails', 'pushes', 'app'] as const).map((name, n) => onItsWay(name, 'deliveries', ['email', 'push', 'app'][n])),
  onItsWay('letters', 'letters'),
  onItsWay('alerts by mail', 'alerts', 'email'),
  onItsWay('alerts by push', 'alerts', 'push'),
  onItsWay('alerts in the app', 'alerts', 'app'),
  onItsWay('webhooks', 'webhook_deliveries'),
  onItsWay('conversations by mail', 'talk_notices', 'email'),
  onItsWay('conversations by push', 'talk_notices', 'push'),
  onItsWay('conversations in the app', 'talk_notices', 'app'),
  [
    'conversations',
    'messages',
    { at: new Date(longAgo), unfolded: true },
    { at: new Date('2100-01-01'), unfolded: true },
  ],
  ['conversations', 'conversations', { wakesAt: longAgo }, { wakesAt: null }],
  ['words', 'messages', { at: new Date(longAgo), unindexed: true }, { at: new Date(longAgo) }],
  ['unread', 'conversations', { unlooked: { seq: 1, at: longAgo } }, { unlooked: { seq: 1, at: Date.now() } }],
  ['desks', 'conversations', { waitingSince: longAgo }, { waitingSince: null }],
]

function onItsWay(name: string, collection: string, channel?: string) {
  const row = { ...(channel !== undefined && { channel }) }
  return [name, collection, { ...row, dueAt: new Date(longAgo) }, { ...row, dueAt: new Date('2100-01-01') }] as const
}

async function withWork(): Promise<readonly string[]> {
  return [...(await sweepsWithWork(idle.deps(), sweeps))]
}

it('each sweep is found to have work where there is some, in time and by its own channel, and no other is', async () => {
  expect(new Set(works.map(([name]) => name))).toEqual(
    new Set(sweeps.filter(({ places }) => places !== undefined).map(({ name }) => name)),
  )
  for (const [name, collection, work, notYet] of works) {
    const rows = idle.hub.db.collection<{ _id: string }>(collection)
    const [row] = [{ _id: newId(), owner: newId(), stream: newId() }]
    await rows.insertOne({ ...row, ...notYet })
    expect(await withWork(), `${name}: not yet`).toEqual([])
    await rows.replaceOne({ _id: row._id }, { ...row, ...work })
    expect(await withWork(), name).toEqual([name])
    await rows.deleteOne({ _id: row._id })
  }
})

it('one command asks for all of them, and nowhere more is looked at than an index', async () => {
  const { collections } = idle.core.deps
  const places = sweeps.flatMap((sweep) => sweep.places ?? [])
  for (const { of, filter } of places) {
    const plan = JSON.stringify(await collections[of].find(filter(Date.now())).limit(1).explain('queryPlanner'))
    expect(plan, of).toContain('"stage":"IXSCAN"')
    expect(plan, of).not.toContain('COLLSCAN')
  }
  await idle.hub.db.command({ profile: 2 })
  await withWork()
  await idle.hub.db.command({ profile: 0 })
  const commands = await idle.hub.db.collection('system.profile').find({ op: 'command' }).toArray()
  expect(commands.filter((one) => JSON.stringify(one).includes('"letters"'))).toHaveLength(1)
})

it('one that is slow holds up no other, is not begun anew meanwhile, and one without work is left alone', async () => {
  const runs = { slow: 0, quick: 0, workless: 0 }
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const letters = { of: 'letters', filter: () => ({ dueAt: { $lte: new Date(), $type: 'date' } }) } as const
  const sweep = (name: keyof typeof runs, run: () => Promise<void>, kind: string): Sweep => ({
    name,
    everyMs: 500,
    places: [{ ...letters, filter: () => ({ ...letters.filter(), kind }) }],
    async run() {
      runs[name] += 1
      await run()
      return 0
    },
  })
  const noWait = () => Promise.resolve()
  const _id = newId()
  const rows = idle.hub.db.collection<{ _id: string; dueAt: Date; kind: string }>('letters')
  await rows.insertOne({ _id, dueAt: new Date(longAgo), kind: 'there' })
  const running = startSweeps(contextOf(), [
    sweep('slow', () => held, 'there'),
    sweep('quick', noWait, 'there'),
    sweep('workless', noWait, 'none'),
  ])
  await expect.poll(() => runs.quick, soon).toBeGreaterThan(3)
  expect(runs).toMatchObject({ slow: 1, workless: 1 })
  release()
  await expect.poll(() => runs.slow, soon).toBeGreaterThan(1)
  expect(runs.workless, 'each looks once when it begins').toBe(1)
  await Promise.all(running.map((one) => one.stop()))
  await rows.deleteOne({ _id })
})

function contextOf(): WorkerContext {
  return { ...idle.core, notifiers: [], alerts: [], talk: [], letters: null, webhooks: {} as WorkerContext['webhooks'] }
}
