import { saveVenue } from '../../server/core/commands/saveVenue.ts'
import { loadConfig } from '../../server/core/config.ts'
import { connectMongo } from '../../server/core/infra/mongo.ts'
import { collectionsOf } from '../../server/core/models/collections.ts'
import { ImportError } from './import/importError.ts'
import { type Counts, importFile } from './import/importFile.ts'
import { roomRule } from './import/roomRule.ts'
import { zoneRule } from './import/zoneOf.ts'

/*
 * `npm run import -- <file.csv[.gz]>`: restaurants from a directory into the hub's database.
 *
 * Exit codes: 0 all rows read, 1 the file could not be read on, 2 no file was named.
 */

const say = (line: string): void => void process.stdout.write(`${line}\n`)

function summary(counts: Counts): string {
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return `${rows} rows: ${Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ')}`
}

async function main(file: string): Promise<void> {
  const connection = await connectMongo(loadConfig())
  const collections = collectionsOf(connection)
  let rows = 0
  say(`${zoneRule}\n${roomRule}`)
  try {
    const counts = await importFile(file, {
      save: (venue) => saveVenue(collections, venue),
      onRefused: ({ line, field, reason }) => say(`refused: line ${line}${field && `, ${field}`}: ${reason}`),
      onProgress: (soFar) => {
        rows += 1
        if (rows % 250 === 0) say(summary(soFar))
      },
    })
    say(summary(counts))
  } catch (error) {
    if (!(error instanceof ImportError)) throw error
    say(`${error.code}: ${error.message}`)
    process.exitCode = 1
  } finally {
    await connection.close()
  }
}

const file = process.argv[2]
if (file === undefined) {
  say('usage: npm run import -- <file.csv[.gz]>')
  process.exitCode = 2
} else {
  await main(file)
}
