import { loadConfig } from '../../server/core/config.ts'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { connectMongo } from '../../server/core/infra/mongo.ts'
import { progressAfter } from './progress.ts'
import { resealFields } from './rotateKeys/resealFields.ts'
import { hashedUnderEachKey, sealedUnderEachKey, type UnderEachKey } from './rotateKeys/underEachKey.ts'

/*
 * `npm run rotate-keys`: brings every sealed field under the first of the field keys, beside a hub that runs, and tells
 * what is under which key. docs/operations.md says what comes before and after.
 *
 * Exit codes: 0 everything is under the first key, 1 something is left.
 */

const config = loadConfig()
const connection = await connectMongo(config)
const { db } = connection
if (db === undefined) throw new Error('not connected')

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const progress = progressAfter(2000, (documents) => `${documents} documents looked at`)
const crypt = createFieldCrypt(config.secrets)
const { changed, closed } = await resealFields({ db, crypt, onProgress: progress.at })
progress.end()

const sealed = await sealedUnderEachKey(db)
for (const what of closed) say(`does not open: ${what}`)
say(`${changed} fields sealed anew`)
for (const line of linesOf('field key', sealed, config.secrets.fieldKeys)) say(line)
for (const line of linesOf('mac key', await hashedUnderEachKey(db), config.secrets.macKeys)) say(line)
if ([...sealed.keys()].some((id) => id !== config.secrets.fieldKeys[0]?.id)) {
  say('something is left under another key: run this again once every process has the new one')
  process.exitCode = 1
}
await connection.close()

/** Each key of the ring, in its order, and any other that something is under. */
function linesOf(noun: string, found: UnderEachKey, ring: readonly { readonly id: string }[]): readonly string[] {
  const ids = new Set([...ring.map(({ id }) => id), ...found.keys()])
  return [...ids].map((id) => {
    const counts = [...(found.get(id) ?? [])].map(([what, count]) => `${count} ${what}`)
    const known = ring.some((key) => key.id === id) ? '' : ', which is not in the ring'
    return `${noun} ${id}${known}: ${counts.length === 0 ? 'nothing' : counts.join(', ')}`
  })
}
