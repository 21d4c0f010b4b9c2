import { Ref } from './values.ts'

const kept = 60

/** What a field of an answer is worth sending again as. */
const harvested: Readonly<Record<string, string>> = {
  reservationId: 'reservationId',
  blockId: 'blockId',
  sessionId: 'sessionId',
  accountId: 'accountId',
  keyId: 'keyId',
  webhookId: 'webhookId',
  deliveryId: 'deliveryId',
  deadLetterId: 'deadLetterId',
  deskId: 'deskId',
  conversationId: 'conversationId',
  noticeId: 'noticeId',
  companyId: 'companyId',
  secret: 'secret',
  attempt: 'attempt',
  refreshToken: 'refreshToken',
  next: 'next',
}

/** What there is at the hub, as far as its answers have told. Each caller has first what was told to them. */
export class Pools {
  readonly #values = new Map<string, unknown[]>()

  add(pool: string, ...values: readonly unknown[]): void {
    const before = this.#values.get(pool) ?? []
    this.#values.set(pool, [...before, ...values].slice(-kept))
  }

  all(pool: string): readonly unknown[] {
    return this.#values.get(pool) ?? []
  }

  /** Whatever an answer names, at any depth. */
  harvest(caller: string, part: unknown): void {
    if (typeof part !== 'object' || part === null) return
    for (const [field, value] of Object.entries(part)) {
      const pool = harvested[field]
      if (pool !== undefined && typeof value === 'string') this.#told(caller, pool, value)
      else this.harvest(caller, value)
    }
  }

  #told(caller: string, pool: string, value: string): void {
    this.add(pool, value)
    this.add(`${caller} ${pool}`, value)
  }

  /** With every reference replaced by what it refers to; the same choice where nothing new has come since. */
  resolve(caller: string, part: unknown): unknown {
    if (part instanceof Ref) return this.#choose(caller, part)
    if (Array.isArray(part)) return part.map((item) => this.resolve(caller, item))
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, this.resolve(caller, value)]))
  }

  #choose(caller: string, { pool, pick }: Ref): unknown {
    const own = this.#values.get(`${caller} ${pool}`) ?? []
    const all = this.#values.get(pool) ?? []
    // Of what was told to them, rather the newest: the older is over, or was somebody's before them.
    const isOwn = pick % 4 !== 0 && own.length > 0
    const chosen = isOwn
      ? own.at(-1 - Math.floor(own.length * (pick / 1001) ** 3))
      : all[pick % Math.max(1, all.length)]
    return structuredClone(chosen ?? 'nothing')
  }
}
