import type { mongo } from 'mongoose'
import { within } from '../infra/within.ts'

/**
 * The newest operation time that reads of this process have seen.
 *
 * A new primary may not know yet how far the majority was when the old one answered. Reading after this time makes it
 * wait until it does, so that what one read saw moved to `events`, the next read finds there.
 */
export class ReadTime {
  #newest: mongo.Timestamp | undefined

  /**
   * Reads in a session after that time. The session ends with the work, however late that is.
   *
   * @throws what `within` throws when it takes longer than `ms`
   */
  async after<T>(
    client: Pick<mongo.MongoClient, 'startSession'>,
    ms: number,
    work: (session: mongo.ClientSession) => Promise<T>,
  ): Promise<T> {
    const session = client.startSession({ causalConsistency: true })
    if (this.#newest !== undefined) session.advanceOperationTime(this.#newest)
    const found = await within(ms, inSession(session, work))
    this.#take(session)
    return found
  }

  #take(session: mongo.ClientSession): void {
    const { operationTime } = session
    if (operationTime === undefined) return
    if (this.#newest === undefined || operationTime.greaterThan(this.#newest)) this.#newest = operationTime
  }
}

async function inSession<T>(
  session: mongo.ClientSession,
  work: (session: mongo.ClientSession) => Promise<T>,
): Promise<T> {
  try {
    return await work(session)
  } finally {
    await session.endSession()
  }
}
