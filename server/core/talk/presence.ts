import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { type PresenceState, presenceStates } from '../../../shared/domain/concierge/presence.ts'

/** Whoever has said nothing for so long is heard of no more; an app says it every twenty seconds. */
export const presentMs = 45_000

/** Who was last there, and when that was, is of no use any more. */
const rememberedMs = 86_400_000

/** What somebody has said last. */
export interface Heard {
  readonly state: PresenceState
  readonly at: Instant
  /** Since when they say so without a break. */
  readonly since: Instant
}

export interface Attendance {
  /** By account id; also those who are heard of no more. */
  readonly people: ReadonlyMap<string, Heard>
  /** Whether this is everybody. Without Redis a node knows only whoever says so at that node. */
  readonly whole: boolean
}

export interface Presence {
  /** @returns whether anything is different by it: not for one more sign of somebody who is there */
  say(deskId: string, accountId: string, state: PresenceState): Promise<boolean>
  at(deskId: string): Promise<Attendance>
}

const heard = z.strictObject({ state: z.enum(presenceStates), at: z.number(), since: z.number() })

/**
 * Who is at which desk: in Redis, and nowhere else for longer than this process lives. What is lost there everybody has
 * said again twenty seconds later.
 */
export function createPresence({ redis, now }: { readonly redis: Redis; readonly now: () => Instant }): Presence {
  /** What was said at this node, for when Redis is away. */
  const here = new Map<string, Map<string, Heard>>()

  function note(deskId: string, accountId: string, state: PresenceState): Heard | undefined {
    const desk = here.get(deskId) ?? new Map<string, Heard>()
    here.set(deskId, desk)
    const before = desk.get(accountId)
    desk.set(accountId, after(before, state, now()))
    return before
  }

  return {
    async say(deskId, accountId, state) {
      const known = note(deskId, accountId, state)
      const key = keyOf(deskId)
      try {
        const before = read(await redis.hget(key, accountId))
        const next = after(before, state, now())
        await redis.multi().hset(key, accountId, JSON.stringify(next)).pexpire(key, rememberedMs).exec()
        return isNews(before, next)
      } catch {
        return isNews(known, after(known, state, now()))
      }
    },

    async at(deskId) {
      try {
        const found = Object.entries(await redis.hgetall(keyOf(deskId)))
        const people = found.flatMap(([accountId, text]) => {
          const one = read(text)
          return one === undefined ? [] : [[accountId, one] as const]
        })
        return { people: new Map(people), whole: true }
      } catch {
        return { people: new Map(here.get(deskId)), whole: false }
      }
    },
  }
}

/** Whether they are there: said so lately, and did not say that they are away. */
export function isThere({ state, at }: Heard, now: Instant): boolean {
  return state !== 'away' && now < at + presentMs
}

/** Null: without Redis nobody can tell. */
export function nobodyIsThere({ people, whole }: Attendance, now: Instant): boolean | null {
  return whole ? ![...people.values()].some((heard) => isThere(heard, now)) : null
}

function keyOf(deskId: string): string {
  return `present:${deskId}`
}

function read(text: string | null): Heard | undefined {
  if (text === null) return undefined
  const parsed = heard.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : undefined
}

function after(before: Heard | undefined, state: PresenceState, at: Instant): Heard {
  const goesOn = before?.state === state && at < before.at + presentMs
  return { state, at, since: goesOn ? before.since : at }
}

/** What goes on since before is none. */
function isNews(before: Heard | undefined, { since }: Heard): boolean {
  return before?.since !== since
}
