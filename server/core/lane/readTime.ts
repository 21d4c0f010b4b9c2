import type { mongo } from 'mongoose'

/**
 * The newest operation time that reads of this process have seen.
 *
 * A new primary may not know yet how far the majority was when the old one answered. Reading after this time makes it
 * wait until it does, so that what one read saw moved to `events`, the next read finds there.
 */
export class ReadTime {
  #newest: mongo.Timestamp | undefined

  give(session: mongo.ClientSession): void {
    if (this.#newest !== undefined) session.advanceOperationTime(this.#newest)
  }

  take(session: mongo.ClientSession): void {
    const { operationTime } = session
    if (operationTime === undefined) return
    if (this.#newest === undefined || operationTime.greaterThan(this.#newest)) this.#newest = operationTime
  }
}
