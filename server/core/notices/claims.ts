import type { mongo } from 'mongoose'
import type { Instant } from '../../../shared/domain/book/types.ts'
import type { Told, WhyNot } from '../../../shared/domain/notices/decideNotice.ts'
import { createBatcher } from '../infra/batcher.ts'

/** Longer than it takes to write something. While a provider is called the claim is renewed. */
const claimMs = 10_000
const renewMs = 3_000

/** How something is on its way to somebody. */
export interface OnItsWay {
  readonly _id: string
  /** Claimed: somebody judges and writes it. Sending: a provider may have it. */
  readonly state: 'pending' | 'claimed' | 'sending' | 'sent' | 'ambiguous' | 'suppressed' | 'dead'
  /** Pending: when to try. Claimed, sending: until when whoever claimed it may take. Else absent. */
  readonly dueAt?: Date
  /** Whoever is sending it. */
  readonly token?: string
  /** Claims that were not given back. */
  readonly attempts: number
  /** Senders that were lost with it, one after another: it may be what takes them down. */
  readonly lost?: number
  /** A try ended so that nobody knows whether it arrived, or its sender was lost with a provider on the line. */
  readonly unsure?: true
  /** Why it was suppressed, or how the last try failed; a code, without anybody's words. */
  readonly why?: WhyNot | string
  /** What the provider calls it. */
  readonly ref?: string
  readonly endedAt?: Date
}

export type ClaimedOf<T extends OnItsWay> = T & { readonly token: string }

/** What only rows of this kind have. */
export type NotesOf<T extends OnItsWay> = Partial<Omit<T, keyof OnItsWay>>

/** How what was claimed goes on, or ended. */
export type Settled =
  | { readonly state: 'sent'; readonly told?: Told; readonly ref: string }
  | { readonly state: 'suppressed'; readonly why: WhyNot }
  | { readonly state: 'dead' | 'ambiguous'; readonly why: string }
  /** Later again. `tried`: it counts as a try. */
  | {
      readonly state: 'pending'
      readonly at: Instant
      readonly tried: boolean
      readonly why?: string
      readonly unsure?: true
    }

/** Claimed before a provider is called, settled by whoever claimed it. */
export interface Claims<T extends OnItsWay> {
  /**
   * Null where it is not due, is somebody else's, or over.
   *
   * @param from `lost` also what somebody was lost with @default 'lost'
   */
  claim(id: string, from?: From): Promise<ClaimedOf<T> | null>
  /**
   * Just before a provider is called: from now on a lost sender leaves it unsure.
   *
   * @returns whether it is still theirs; where it is not, no provider may be called
   */
  handOver(claimed: Pick<ClaimedOf<T>, '_id' | 'token'>): Promise<boolean>
  /**
   * Hands it over by `send`, and keeps the claim alive meanwhile, so that a sender that is lost is soon followed by
   * another and one that is slow is not.
   *
   * @returns what `send` answered; null where it was not theirs any more, and nothing was sent
   */
  sending<O>(claimed: Pick<ClaimedOf<T>, '_id' | 'token'>, send: () => Promise<O>): Promise<O | null>
  /**
   * @param notes written with it
   * @returns whether it was still theirs
   */
  settle(claimed: Pick<ClaimedOf<T>, '_id' | 'token'>, settled: Settled, notes?: NotesOf<T>): Promise<boolean>
}

export function createClaims<T extends OnItsWay>(
  collection: mongo.Collection<T>,
  { now, newId }: { readonly now: () => Instant; readonly newId: () => string },
): Claims<T> {
  // Only what all of them have is read and written here; the rest goes through as it is.
  const rows = collection as unknown as mongo.Collection<OnItsWay>
  type Held = Pick<ClaimedOf<T>, '_id' | 'token'>

  async function handOver({ _id, token }: Held): Promise<boolean> {
    const { matchedCount } = await rows.updateOne(
      { _id, state: 'claimed', token, dueAt: { $gt: new Date(now()) } },
      { $set: { state: 'sending', dueAt: new Date(now() + claimMs) } },
    )
    return matchedCount > 0
  }

  async function renew({ _id, token }: Held): Promise<void> {
    await rows.updateOne(
      { _id, state: 'sending', token, dueAt: { $gt: new Date(now()) } },
      { $set: { dueAt: new Date(now() + claimMs) } },
      { maxTimeMS: renewMs },
    )
  }

  /** Of many, each as if alone. */
  async function claimAll(wanted: readonly Wanted[]): Promise<readonly (OnItsWay | null)[]> {
    const idsFrom = (from: From) => wanted.filter((one) => one.from === from).map(({ id }) => id)
    const won = { pending: await take(idsFrom('pending'), 'pending'), lost: await take(idsFrom('lost'), 'lost') }
    return wanted.map(({ id, from }) => {
      const row = won[from].get(id) ?? null
      // Asked for twice at once, it is theirs who asked first.
      won[from].delete(id)
      return row
    })
  }

  /** All in one write, which costs a quarter of as many by themselves. @returns those that are theirs now, by id */
  async function take(ids: readonly string[], from: From): Promise<Map<string, OnItsWay>> {
    if (ids.length === 0) return new Map()
    const [at, token] = [now(), newId()]
    const [filter, update] = [claimableOf(ids, from, at), claiming(token, at)]
    if (ids.length === 1) {
      const row = await rows.findOneAndUpdate(filter, update, { returnDocument: 'after', maxTimeMS: 5000 })
      return new Map(row === null ? [] : [[row._id, row]])
    }
    const write = () => rows.updateMany(filter, update, { maxTimeMS: 5000 })
    // A driver repeats what changes one row, not what changes many. Again it takes those not taken yet, by the same token.
    await write().catch(write)
    const found = rows.find({ _id: { $in: [...ids] }, token }, { maxTimeMS: 5000 })
    return new Map(await found.map((row) => [row._id, row] as const).toArray())
  }

  const claims = createBatcher({ run: claimAll, yieldTurn: () => new Promise((resolve) => setImmediate(resolve)) })

  return {
    claim: (id, from = 'lost') => claims.add({ id, from }) as unknown as Promise<ClaimedOf<T> | null>,

    handOver,

    async sending(claimed, send) {
      if (!(await handOver(claimed))) return null
      // Where it cannot be renewed it runs out, as if whoever sends were lost.
      const renewing = setInterval(() => void renew(claimed).catch(() => undefined), renewMs)
      try {
        return await send()
      } finally {
        clearInterval(renewing)
      }
    },

    async settle({ _id, token }, settled, notes = {}) {
      const filter = { _id, state: { $in: ['claimed', 'sending'] as const }, token }
      const update = settling(settled, now())
      const { matchedCount } = await rows.updateOne(filter, { ...update, $set: { ...update.$set, ...notes } })
      return matchedCount > 0
    },
  }
}

type From = 'pending' | 'lost'

/** What somebody wants to claim. */
interface Wanted {
  readonly id: string
  readonly from: From
}

const claimable = { pending: ['pending'], lost: ['pending', 'claimed', 'sending'] } as const

function claimableOf(ids: readonly string[], from: From, at: Instant): mongo.Filter<OnItsWay> {
  return { _id: { $in: [...ids] }, state: { $in: claimable[from] }, dueAt: { $lte: new Date(at) } }
}

function claiming(token: string, at: Instant): mongo.Document[] {
  const lostMeanwhile = { $eq: ['$state', 'sending'] }
  const wasLost = { $ne: ['$state', 'pending'] }
  return [
    {
      $set: {
        state: 'claimed',
        token: { $literal: token },
        dueAt: new Date(at + claimMs),
        // Counted before it is tried: what takes its sender down with it must come to an end too.
        attempts: { $add: ['$attempts', 1] },
        // Kept, or whoever is lost next would hide it.
        unsure: { $cond: [lostMeanwhile, true, '$unsure'] },
        lost: { $cond: [wasLost, { $add: [{ $ifNull: ['$lost', 0] }, 1] }, '$lost'] },
      },
    },
  ]
}

function settling(settled: Settled, at: Instant): mongo.UpdateFilter<OnItsWay> {
  if (settled.state === 'pending') {
    const { at: next, tried, why, unsure } = settled
    const notes = { ...(why !== undefined && { why }), ...(unsure && { unsure }) }
    return {
      $set: { state: 'pending', dueAt: new Date(next), ...notes },
      $unset: { token: 1, lost: 1 },
      ...(!tried && { $inc: { attempts: -1 } }),
    }
  }
  return { $set: { ...settled, endedAt: new Date(at) }, $unset: { token: 1, dueAt: 1 } }
}
