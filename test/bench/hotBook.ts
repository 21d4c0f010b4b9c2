import type { Cluster } from '../replay/cluster.ts'
import { bareUpdate, compareAndSet, findOneAndUpdate, uniqueInsert } from './baselines.ts'
import { guestHolds, type Heart, makeVenue, staffCommands } from './commands.ts'
import { type Goal, printSlices } from './goals.ts'
import { latency, perSecond, ratioOf, runRounds, type Slice } from './rounds.ts'

const rounds = { rounds: 9, sliceMs: 400 }

/** One hot book with 64 commands in flight, and alone; baselines and commands in turn, in one process. */
export async function hotBook(
  { client, database }: Cluster,
  heart: Heart,
  say: (line: string) => void,
): Promise<readonly Goal[]> {
  const db = client.db(database)
  const [staff, guests] = [staffCommands(heart, await makeVenue(heart)), guestHolds(heart, await makeVenue(heart))]
  const [set, insert, update, bare] = [
    compareAndSet(db, 'compare-and-set per operation', () => 'hot'),
    uniqueInsert(db),
    findOneAndUpdate(db),
    bareUpdate(db),
  ]
  const busy = await runRounds([set, insert, update, staff, guests], { ...rounds, inFlight: 64 })
  say(`64 in flight, ${rounds.rounds} rounds of ${rounds.sliceMs} ms each:\n${printSlices(busy)}`)
  const alone = await runRounds([bare, staff, guests], { ...rounds, inFlight: 1 })
  say(`alone:\n${printSlices(alone)}`)

  const of = (slices: ReadonlyMap<string, readonly Slice[]>, { name }: { name: string }): readonly Slice[] =>
    slices.get(name) ?? []
  const rate = (a: { name: string }, b: { name: string }) => ratioOf(of(busy, a), of(busy, b), perSecond)
  const wait = (a: { name: string }) => ratioOf(of(alone, a), of(alone, bare), latency(50))
  const relay = 'the relay copies and publishes each event meanwhile, on the same two cores and the same disk'
  const disk = 'the relay flushes to the same disk meanwhile; the prototype of the goal had none'
  const late = ratioOf(of(busy, staff), of(busy, insert), latency(99))
  return [
    { what: 'staff commands, against compare-and-set per operation', spread: rate(staff, set), least: 100, why: relay },
    { what: 'staff commands, against unique insert', spread: rate(staff, insert), least: 4, why: relay },
    { what: 'staff commands, against findOneAndUpdate', spread: rate(staff, update), least: 12, why: relay },
    { what: 'staff commands, p99 against that of the insert', spread: late, most: 0.5, why: relay },
    { what: 'staff command alone, latency against a bare majority update', spread: wait(staff), most: 1.3, why: disk },
    {
      what: 'guest holds, against unique insert',
      spread: rate(guests, insert),
      least: 1.5,
      why: `${relay}; each hold is also entered and settled on its guest’s page`,
    },
    { what: 'guest hold alone, latency against a bare majority update', spread: wait(guests), most: 2.5, why: disk },
  ]
}

/** A thousand books that are touched now and then: what a lane costs where it gains nothing. */
export async function coldBooks(
  { client, database }: Cluster,
  heart: Heart,
  say: (line: string) => void,
): Promise<readonly Goal[]> {
  const venues = await Promise.all(Array.from({ length: 10 }, () => makeVenue(heart)))
  let next = 0
  const dateOf = (n: number): string => new Date(Date.now() + (20 + n) * 86_400_000).toISOString().slice(0, 10)
  const staff = venues.map((venueId) =>
    staffCommands(heart, venueId, () => dateOf(Math.floor(next / venues.length) % 100)),
  )
  const cold = {
    name: 'staff, 1,000 books',
    once: async (worker: number) => (await staff[next++ % staff.length]?.once(worker)) ?? 0,
  }
  let at = 0
  const set = compareAndSet(client.db(database), 'compare-and-set, 1,000 books', () => `book ${at++ % 1000}`)
  const slices = await runRounds([set, cold], { ...rounds, inFlight: 64 })
  say(`1,000 books, 64 in flight:\n${printSlices(slices)}`)
  const spread = ratioOf(slices.get(cold.name) ?? [], slices.get(set.name) ?? [], perSecond)
  return [
    {
      what: 'staff commands on 1,000 cold books, against compare-and-set',
      spread,
      least: 0.95,
      why: 'each first command makes its book: read, insert, read again, then the commit',
    },
  ]
}
