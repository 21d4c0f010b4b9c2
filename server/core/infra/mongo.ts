import mongoose, { type Connection } from 'mongoose'
import { type Config, ConfigError } from '../config.ts'

// Nothing a client sends may become an operator, and a misspelt filter must not match everything.
mongoose.set('sanitizeFilter', true)
mongoose.set('strictQuery', 'throw')

const authenticationFailed = 18

/** Connections to one member of the replica set, at most: what more than these do at once waits, two seconds at most. */
const most = 50
/**
 * So many are opened at once, and before a node says that it is ready. The driver opens two at a time: whoever comes in a
 * crowd, to a fresh node or after a failover, would wait for handshakes, and a busy machine makes few of them in two
 * seconds. Whoever comes beyond these still may. As long as nodes are few there is nobody to be spared: forty nodes are 640 handshakes of a primary that takes
 * thousands of connections. A third of all, for what is asked at once is answered in a few milliseconds each.
 */
const atOnce = 16

/**
 * One connection for all. Reads and writes are majority unless a query says otherwise: an answer that could be rolled
 * back is worse than none. Timeouts are short because the driver's defaults leave a caller silent for half a minute.
 *
 * @throws ConfigError when the user or its password is refused
 * @throws when no primary answers within five seconds
 */
export async function connectMongo(config: Pick<Config, 'mongoUri' | 'nodeName'>): Promise<Connection> {
  const connection = mongoose.createConnection(config.mongoUri, {
    appName: config.nodeName,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    heartbeatFrequencyMS: 1000,
    connectTimeoutMS: 2000,
    serverSelectionTimeoutMS: 5000,
    socketTimeoutMS: 20_000,
    waitQueueTimeoutMS: 2000,
    maxPoolSize: most,
    maxConnecting: atOnce,
    compressors: 'none',
    readConcern: { level: 'majority' },
    readPreference: 'primary',
    writeConcern: { w: 'majority', journal: true },
    retryWrites: true,
  })
  return connection.asPromise().catch((error: unknown) => {
    const refused = error instanceof mongoose.mongo.MongoServerError && error.code === authenticationFailed
    throw refused ? new ConfigError('MONGODB_URI: MongoDB refuses the user or its password') : error
  })
}

/**
 * Opens what a node needs in a crowd: commands that are sent in one turn each take, or open, a connection of their own.
 *
 * @throws when the primary does not answer in three seconds
 */
export async function openShare({ db }: Connection): Promise<void> {
  if (db === undefined) throw new Error('not connected')
  const admin = db.admin()
  await Promise.all(Array.from({ length: atOnce }, () => admin.command({ ping: 1 }, { timeoutMS: 3000 })))
}

/** The primary's clock, in milliseconds. @throws when there is no primary, or it does not answer in three seconds */
export async function helloPrimary({ db }: Connection): Promise<number> {
  if (db === undefined) throw new Error('not connected')
  const { localTime, isWritablePrimary } = await db.admin().command({ hello: 1 }, { timeoutMS: 3000 })
  if (isWritablePrimary !== true || !(localTime instanceof Date)) throw new Error('no primary')
  return localTime.getTime()
}
