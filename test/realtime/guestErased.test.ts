import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeGuest } from '../../server/core/commands/talk/guestFile.ts'
import type { Core } from '../../server/core/createCore.ts'
import type { Deps } from '../../server/core/deps.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { tellCallInApp } from '../../server/core/notices/inApp.ts'
import { eraseConversations } from '../../server/core/talk/conversations.ts'
import type { GuestFileDocument } from '../../server/core/talk/documents.ts'
import { removeStrayFiles } from '../../server/core/talk/guestFiles.ts'
import { before } from '../support/before.ts'
import { askedBy, coreOf } from '../support/core.ts'
import { seedDesk, startConversation } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { probeOf } from '../support/probe.ts'

let hub: TestHub
let core: Core
beforeAll(async () => {
  hub = await startHub({ worker: false })
  core = await coreOf(hub)
})
afterAll(async () => {
  await core?.close()
  await hub?.[Symbol.asyncDispose]()
})

/** Somebody at the desk writes down what they know; `deps` is with whatever happens meanwhile. */
function write(deps: Deps, deskId: string, conversationId: string) {
  const ctx = askedBy(deps, 'conversation.describe', { role: 'concierge', venueId: deskId })
  const words = { allergies: 'Peanuts', seating: null, notes: 'Proposes in May' }
  return describeGuest(ctx, { conversationId, version: 0, ...words })
}

type Schedule = (deps: Deps, of: { owner: string; deskId: string; conversationId: string }) => Promise<unknown>

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'written',
    (error: unknown) => (error as { code?: string }).code,
  )

/** Each with how the writing ends. */
const schedules: Readonly<Record<string, Schedule>> = {
  'all of it is erased before the words are written': (deps, { owner, deskId, conversationId }) =>
    outcome(
      write(
        before(deps, 'guestFiles', 'findOneAndUpdate', () => eraseConversations(deps, owner)),
        deskId,
        conversationId,
      ),
    ),
  'the words are written when files are gone and the conversation is about to go': async (deps, of) => {
    let ended: unknown
    const meanwhile = async () => {
      ended = await outcome(write(deps, of.deskId, of.conversationId))
    }
    await eraseConversations(before(deps, 'conversations', 'deleteMany', meanwhile), of.owner)
    return ended
  },
}

/** @returns how the writing ended, and how many files are left */
async function run(schedule: Schedule, deps: Deps) {
  const [deskId, owner] = [await seedDesk(hub), `account:${newId()}`]
  const conversationId = await startConversation(hub, owner, deskId)
  const ended = await schedule(deps, { owner, deskId, conversationId })
  const files = hub.db.collection<GuestFileDocument>('guest_files')
  return { ended, left: await files.countDocuments({ _id: conversationId }) }
}

describe('no file of a guest is left behind where', () => {
  for (const [name, schedule] of Object.entries(schedules)) {
    it(name, async () => {
      expect(await run(schedule, core.deps)).toEqual({ ended: 'not_found', left: 0 })
      // Without looking once more after writing, it is.
      const broken = { ...core.deps, probe: probeOf({ breaks: ['describe-unseen'] }) }
      expect(await run(schedule, broken)).toEqual({ ended: 'written', left: 1 })
    })
  }
})

it('a file whose writer died before looking again is removed some time after, and that of nobody else', async () => {
  const files = hub.db.collection<GuestFileDocument>('guest_files')
  const left: string[] = []
  for (const isErased of [true, false]) {
    const [deskId, owner] = [await seedDesk(hub), `account:${newId()}`]
    const conversationId = await startConversation(hub, owner, deskId)
    const erase = async () => {
      if (isErased) await eraseConversations(core.deps, owner)
    }
    const deps = before(core.deps, 'guestFiles', 'findOneAndUpdate', erase)
    await write({ ...deps, probe: probeOf({ breaks: ['describe-unseen'] }) }, deskId, conversationId)
    left.push(conversationId)
  }
  const there = async () => (await files.find({ _id: { $in: left } }).toArray()).map(({ _id }) => _id)
  expect((await there()).toSorted()).toEqual(left.toSorted())
  await removeStrayFiles(core.deps)
  expect(await there()).toEqual(left.slice(1))
})

it('what is written before the guest is erased is erased with them', async () => {
  const written: Schedule = async (deps, { owner, deskId, conversationId }) => {
    const ended = await outcome(write(deps, deskId, conversationId))
    await eraseConversations(deps, owner)
    return ended
  }
  expect(await run(written, core.deps)).toEqual({ ended: 'written', left: 0 })
})

it('what those at the desk were told of a guest who waited goes with the conversation, and nothing else of theirs', async () => {
  const [deskId, owner, keeper] = [await seedDesk(hub), `account:${newId()}`, `account:${newId()}`]
  const conversationId = await startConversation(hub, owner, deskId)
  const told = { _id: newId(), kind: 'wait.overdue', conversationId } as const
  const kept = { ...told, _id: newId(), conversationId: newId() }
  for (const row of [told, kept]) await tellCallInApp(core.deps, row, { owner: keeper, deskId })
  await eraseConversations(core.deps, owner)
  const left = await core.deps.collections.notices.find({ owner: keeper }).toArray()
  expect(left).toMatchObject([{ conversationId: kept.conversationId }])
})
