import mongoose, { type Connection } from 'mongoose'
import { type Config, ConfigError } from '../config.ts'

// Nothing a client sends may become an operator, and a misspelt filter must not match everything.
mongoose.set('sanitizeFilter', true)
mongoose.set('strictQuery', 'throw')

const authenticationFailed = 18

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
    maxPoolSize: 50,
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

/** The primary's clock, in milliseconds. @throws when there is no primary, or it does not answer in three seconds */
export async function helloPrimary({ db }: Connection): Promise<number> {
  if (db === undefined) throw new Error('not connected')
  const { localTime, isWritablePrimary } = await db.admin().command({ hello: 1 }, { timeoutMS: 3000 })
  if (isWritablePrimary !== true || !(localTime instanceof Date)) throw new Error('no primary')
  return localTime.getTime()
}
