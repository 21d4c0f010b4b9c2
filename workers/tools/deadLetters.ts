import { loadConfig } from '../../server/core/config.ts'
import { connectMongo, helloPrimary } from '../../server/core/infra/mongo.ts'
import { collectionsOf } from '../../server/core/models/collections.ts'
import { createDeadLetters, type DeadLetter, type DeadLetters } from '../../server/core/work/deadLetters.ts'
import { type DeadLetterPlace, deadLetterPlaces } from '../../shared/contract/operations/work.ts'

/*
 * `npm run deadletters`: what could not be told, the newest first. `-- retry PLACE ID`, `-- drop PLACE ID`, with what a
 * line of the list begins with; `-- retry all`, `-- drop all` for all that are listed.
 *
 * Exit codes: 0 done, 1 there is no such thing, 2 what was asked could not be read.
 */

const shown = 1000
const usage = 'usage: npm run deadletters [-- retry|drop all | retry|drop notices|letters|alerts|messages|webhooks ID]'

type Judgement = 'retry' | 'drop'
type Asked =
  | { readonly how: 'list' }
  | { readonly how: Judgement; readonly one: Pick<DeadLetter, 'place' | 'id'> | 'all' }

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Undefined: it says nothing we know. */
function askedBy([how, place, id, ...rest]: readonly string[]): Asked | undefined {
  if (how === undefined) return { how: 'list' }
  if ((how !== 'retry' && how !== 'drop') || rest.length > 0) return undefined
  if (place === 'all' && id === undefined) return { how, one: 'all' }
  return isPlace(place) && id !== undefined ? { how, one: { place, id } } : undefined
}

function isPlace(text: string | undefined): text is DeadLetterPlace {
  return deadLetterPlaces.some((place) => place === text)
}

async function answer(letters: DeadLetters, asked: Asked): Promise<void> {
  if (asked.how === 'list') {
    for (const line of (await letters.list(shown)).map(lineOf)) say(line)
    const counts = Object.entries(await letters.counts())
    say(counts.map(([place, count]) => `${count} ${place}`).join(', '))
    return
  }
  const { how, one } = asked
  const ones = one === 'all' ? await letters.list(shown) : [one]
  const found = await Promise.all(ones.map(({ place, id }) => letters[how](place, id)))
  say(`${found.filter(Boolean).length} ${how === 'retry' ? 'will be tried again' : 'dropped'}`)
  if (found.includes(false)) process.exitCode = 1
}

function lineOf({ place, id, kind, channel, state, why, tries, endedAt }: DeadLetter): string {
  return `${place} ${id}  ${kind} by ${channel}, ${state} after ${tries} (${why ?? 'no reason'}) at ${endedAt.toISOString()}`
}

async function main(asked: Asked): Promise<void> {
  const connection = await connectMongo(loadConfig())
  const now = await helloPrimary(connection)
  await answer(
    createDeadLetters(collectionsOf(connection), () => now),
    asked,
  )
  await connection.close()
}

const asked = askedBy(process.argv.slice(2))
if (asked === undefined) {
  say(usage)
  process.exitCode = 2
} else {
  await main(asked)
}
