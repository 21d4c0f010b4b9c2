import { mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { logOf, startChild, waitForLine } from './child.mjs'
import { PortTaken } from './ports.mjs'
import { Problem } from './problem.mjs'

const replicaSetName = 'couvert'

const startMs = 60_000
const electionMs = 30_000
const pollMs = 15
const exitCodes = { portTaken: 48, folderInUse: 100 }
const alreadyInitialised = 23

/** Somebody works on this data; right after a hard end it may still be our own mongod, writing its last. */
export class FolderInUse extends Problem {}

/**
 * One mongod, listening. It belongs to a replica set that `ensureReplicaSet` starts.
 *
 * zlib is left out of the compressors: 6.0.5 gives away memory through it (CVE-2025-14847).
 *
 * @param {string} [options.sockets] folder for a socket besides the port, see `socketUri`
 * @throws {FolderInUse}
 * @throws {PortTaken}
 */
export async function startMongod({ binary, folder, port, logFile, sockets, extraArgs = [], ...childOptions }) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const args = ['--replSet', replicaSetName, '--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1']
  args.push(
    ...(sockets === undefined ? ['--nounixsocket'] : ['--unixSocketPrefix', sockets]),
    '--noscripting',
    '--wiredTigerCacheSizeGB',
    '0.25',
    '--networkMessageCompressors',
    'snappy,zstd',
  )
  const child = await startChild({ command: binary, args: [...args, ...extraArgs], logFile, ...childOptions })
  // Its own word, not an answer on the port: somebody else's server may listen there.
  if (await waitForLine(child, (line) => line.includes('"id":23016'), startMs)) return child
  const { code, signal } = await child.stop()
  if (code === exitCodes.portTaken) throw new PortTaken(`port ${port} is taken`)
  if (code === exitCodes.folderInUse) {
    throw new FolderInUse(`the data folder ${folder} is in use by another mongod: stop that one first`)
  }
  throw new Problem(`MongoDB did not start (exit ${code ?? signal}): ${whyOf(child)}; its log is ${logFile}`)
}

function whyOf(child) {
  const lines = logOf(child).trim().split('\n')
  const last = lines.findLast((line) => /"s":"[FE]"/.test(line)) ?? lines.at(-1) ?? ''
  return /"error":"([^"]+)"/.exec(last)?.[1] ?? last.slice(0, 200)
}

async function withMember(port, work) {
  const { MongoClient } = await import('mongodb') // Not before: it may have been installed a moment ago.
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 10_000,
  })
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}

/**
 * Makes the running members one replica set with a primary: the first time by initiating it, later by correcting the
 * addresses when ports have changed (a member that does not find itself in the set's configuration serves nobody).
 *
 * @param {number[]} ports of the members, the first preferred as primary
 * @param {object} config of the replica set besides, such as its `settings`
 */
export async function ensureReplicaSet(ports, config = {}) {
  const members = ports.map((port, index) => ({ _id: index, host: `127.0.0.1:${port}`, priority: index === 0 ? 2 : 1 }))
  await withMember(ports[0], async (client) => {
    const admin = client.db('admin')
    try {
      await admin.command({ replSetInitiate: { _id: replicaSetName, members, ...config } })
    } catch (error) {
      if (error.code !== alreadyInitialised) throw error
      await correctAddresses(client, members)
    }
    await waitUntilServing(admin)
  })
}

async function correctAddresses(client, members) {
  const config = await client.db('local').collection('system.replset').findOne()
  const hosts = (list) => list.map((member) => member.host).join()
  if (config === null || hosts(config.members) === hosts(members)) return
  const corrected = { ...config, members, version: config.version + 1 }
  await client.db('admin').command({ replSetReconfig: corrected, force: true })
}

/** Until every member serves: a set with one member still copying looks ready and loses its majority with one more. */
async function waitUntilServing(admin) {
  const until = Date.now() + electionMs
  while (Date.now() < until) {
    const { members } = await admin.command({ replSetGetStatus: 1 })
    const states = members.map((member) => member.stateStr)
    if (states.includes('PRIMARY') && states.every((state) => state === 'PRIMARY' || state === 'SECONDARY')) return
    await sleep(pollMs)
  }
  throw new Problem('MongoDB started but chose no primary')
}

/** The address of a member by the socket in its folder, for who knows the one and looks for no others. */
export function socketUri(sockets, port) {
  return `mongodb://${encodeURIComponent(`${sockets}/mongodb-${port}.sock`)}/?directConnection=true`
}

/** The address of a set whose members listen on `ports`; `database` is the one used when a client names none. */
export function mongoUri(ports, database = '') {
  return `mongodb://${ports.map((port) => `127.0.0.1:${port}`).join()}/${database}?replicaSet=${replicaSetName}`
}
