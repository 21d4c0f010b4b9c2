import type { Link } from '../../server/core/audit/chain.ts'
import { type AuditVerdict, verifyAudit } from '../../server/core/audit/verifyAudit.ts'
import { loadConfig } from '../../server/core/config.ts'
import { createMacs } from '../../server/core/infra/macs.ts'
import { connectMongo, helloPrimary } from '../../server/core/infra/mongo.ts'
import { collectionsOf } from '../../server/core/models/collections.ts'
import { progressAfter } from './progress.ts'

/*
 * `npm run audit:verify [-- N:HASH]`: is everything on record as it was recorded? `N:HASH` is the newest block that an
 * earlier run told.
 *
 * Exit codes: 0 the chain holds, 1 it does not, 2 what was asked could not be read.
 */

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function main(known: Link | null): Promise<void> {
  const config = loadConfig()
  const connection = await connectMongo(config)
  const now = await helloPrimary(connection)
  const progress = progressAfter(2000, (records) => `${records} records compared`)
  const verdict = await verifyAudit(
    {
      collections: collectionsOf(connection),
      macs: createMacs(config.secrets),
      macKeys: new Set(config.secrets.macKeys.map(({ id }) => id)),
      now: () => now,
      onProgress: progress.at,
    },
    known,
  )
  progress.end()
  for (const line of linesOf(verdict)) say(line)
  if (verdict.broken > 0) process.exitCode = 1
  await connection.close()
}

function linesOf(verdict: AuditVerdict): readonly string[] {
  const { blocks, entries, retired, waiting, waitingSince, head, broken, findings } = verdict
  return [
    ...findings,
    ...(broken > findings.length ? [`and ${broken - findings.length} more`] : []),
    `${blocks} blocks, ${entries} entries, of which retention has removed ${retired}`,
    ...(waitingSince === null ? [] : [`${waiting} wait to be chained, since ${waitingSince.toISOString()}`]),
    ...(head === null ? [] : [`newest block ${head._id}:${head.hash}`]),
    broken === 0 ? 'the chain holds' : `the chain is broken: ${broken} findings`,
  ]
}

/** Undefined: not a block's number and hash. */
function headFrom(text: string | undefined): Link | null | undefined {
  if (text === undefined) return null
  const [, number, hash] = /^([1-9][0-9]*):([0-9a-f]{64})$/.exec(text) ?? []
  return number === undefined || hash === undefined ? undefined : { _id: Number(number), hash }
}

const known = headFrom(process.argv[2])
if (known === undefined) {
  say('usage: npm run audit:verify [-- N:HASH]')
  process.exitCode = 2
} else {
  await main(known)
}
