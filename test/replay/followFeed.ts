import { setTimeout as sleep } from 'node:timers/promises'
import { canonical, sha256 } from '../../server/core/infra/ids.ts'
import type { Answer, Content, Opened, ServerEvents } from '../../shared/contract/wire.ts'
import type { Recorder } from '../checker/historyFile.ts'
import type { Caller } from './caller.ts'

type PatchMessage = Parameters<ServerEvents['feed.patch']>[0]
type BeaconMessage = Parameters<ServerEvents['feed.beacon']>[0]

export interface Followed {
  readonly version: string | null
  /** Notes what a screen would show now. */
  look(): void
  /** Notes what is held beside a fresh snapshot that another client gets. */
  rest(other: Caller): Promise<void>
  readonly opened: Promise<boolean>
}

const mostTries = 5

/** A screen says "live" for this long after the last proof. */
const liveMs = 15_000

export interface FollowOptions {
  readonly caller: Caller
  readonly recorder: Recorder
  readonly sess: string
  readonly venueId: string
  readonly date: string
}

/** Follows availability as a client should, and notes each step: what is judged is the hub, and this as its reader. */
export function followFeed({ caller, recorder, sess, venueId, date }: FollowOptions): Followed {
  const request = { feed: 'availability', params: { venueId, date } }
  const about = { actor: caller.person.actor, sess, book: `${venueId}:${date}` }
  let at: { key: string; epoch: string; version: string; content: Content } | null = null
  let opening = false
  let provenAt = Number.NEGATIVE_INFINITY

  async function open(): Promise<boolean> {
    if (opening) return false
    for (let tries = 1; tries <= mostTries; tries++) {
      const answer = await openOnce()
      if (answer?.ok === true) return true
      if (answer?.error.retryable === false) return false
      await sleep(answer?.error.retryAfterMs ?? 500)
    }
    return false
  }

  async function openOnce(): Promise<Answer<Opened> | null> {
    opening = true
    const since = at === null ? {} : { since: { epoch: at.epoch, version: at.version } }
    const of = recorder.note({ kind: 'invoke', op: 'feed.open', ...about })
    const answer = await caller.ask<Opened>('feed.open', { ...request, ...since }, 10_000)
    opening = false
    if (answer?.ok === true) take(answer.data, of)
    else {
      recorder.note({ kind: 'info', op: 'feed.open', ...about, data: { of, code: answer?.error.code ?? 'no_answer' } })
    }
    return answer
  }

  function take({ key, epoch, version, snapshot, patches = [], age }: Opened, of: number): void {
    let content = snapshot ?? at?.content ?? {}
    for (const patch of patches) content = patched(content, patch)
    at = { key, epoch, version, content }
    provenAt = performance.now() - age
    const data = { of, feed: key, epoch, to: version }
    recorder.note({ kind: 'ok', op: 'feed.open', ...about, ver: bookVersion(version), data })
  }

  function heard(patch: PatchMessage): void {
    // What is heard before the answer is part of it.
    if (opening || at === null || patch.key !== at.key || patch.to === at.version) return
    // Old or beyond a hole: either way opening again tells.
    if (patch.epoch !== at.epoch || patch.from !== at.version) return void open()
    at = { ...at, version: patch.to, content: patched(at.content, patch) }
    const { key: feed, epoch, from, to } = patch
    recorder.note({ kind: 'ok', op: 'feed.patch', ...about, ver: bookVersion(to), data: { feed, epoch, from, to } })
  }

  function proven({ key, epoch, version, age }: BeaconMessage): void {
    if (at === null || key !== at.key) return
    if (epoch === at.epoch && version === at.version) provenAt = performance.now() - age
    else if (!opening) void open()
  }

  caller.socket.on('feed.patch', heard)
  caller.socket.on('feed.beacon', proven)
  caller.socket.on('feed.resync', () => void open())
  caller.socket.on('connect', () => at !== null && void open())

  return {
    get version() {
      return at?.version ?? null
    },
    opened: open(),
    look() {
      if (at === null || !caller.socket.connected || performance.now() - provenAt > liveMs) return
      recorder.note({ kind: 'info', op: 'feed.live', ...about, ver: bookVersion(at.version) })
    },
    async rest(other) {
      const fresh = await other.ask<Opened>('feed.open', request, 10_000)
      if (at === null || fresh?.ok !== true || fresh.data.snapshot === undefined) return
      const { version: freshVersion, snapshot } = fresh.data
      const hashes = { hash: hashOf(at.content), freshHash: hashOf(snapshot) }
      const data = { feed: at.key, epoch: at.epoch, to: at.version, freshVersion, ...hashes }
      recorder.note({ kind: 'ok', op: 'feed.rest', ...about, ver: bookVersion(at.version), data })
    },
  }
}

function patched(content: Content, { set, unset }: Pick<PatchMessage, 'set' | 'unset'>): Content {
  const gone = new Set(unset)
  return { ...Object.fromEntries(Object.entries(content).filter(([key]) => !gone.has(key))), ...set }
}

function hashOf(content: Content): string {
  return sha256(canonical(content)).slice(0, 16)
}

/** Of availability, whose version begins with its book's. */
function bookVersion(version: string): number {
  return Number.parseInt(version, 10)
}
