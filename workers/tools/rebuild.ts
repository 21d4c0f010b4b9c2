import { loadConfig } from '../../server/core/config.ts'
import { createLog } from '../../server/core/infra/log.ts'
import { connectMongo } from '../../server/core/infra/mongo.ts'
import { collectionsOf } from '../../server/core/models/collections.ts'
import { rebuildReservations } from '../../server/core/outbox/rebuild.ts'

/** `npm run rebuild`: makes every projection anew and prints what differed. */
const config = loadConfig()
const connection = await connectMongo(config)
const { db } = connection
if (db === undefined) throw new Error('not connected')

const differences = await rebuildReservations({
  db,
  collections: collectionsOf(connection),
  log: createLog(config),
  onProgress: (events) => process.stderr.write(`\r${events} events read`),
})
process.stderr.write('\n')
for (const { reservationId, found, made } of differences) {
  process.stdout.write(`${reservationId}: was ${told(found)}, is ${told(made)}\n`)
}
process.stdout.write(
  differences.length === 0
    ? 'reservations: nothing differed\n'
    : `reservations: ${differences.length} brought to what the events say\n`,
)
await connection.close()

function told(row: { state: string; date: string; bookVersion: number } | null): string {
  return row === null ? 'absent' : `${row.state} on ${row.date} at version ${row.bookVersion}`
}
