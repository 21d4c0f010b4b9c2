import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Input, Output } from '../../../shared/contract/index.ts'
import { allows } from '../../../shared/contract/policy.ts'
import { deskKeepers } from '../../../shared/contract/talk.ts'
import { conversationOf, notesOf } from '../../../shared/domain/concierge/message.ts'
import { findWords, type Wanted, wantedOf } from '../../../shared/domain/search/findWords.ts'
import { gramsFor } from '../../../shared/domain/search/grams.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import { conversationFor } from '../talk/conversations.ts'
import { findDesk } from '../talk/desks.ts'
import type { ConversationDocument, MessageDocument } from '../talk/documents.ts'
import { openSaid } from '../talk/sealing.ts'
import { tagOf } from '../talk/wordIndex.ts'
import { decodeEdge, type Edge, encodeEdge } from './search/edge.ts'
import { snippetOf } from './search/snippet.ts'

type Hit = Output<'message.search'>['hits'][number]
type Row = Pick<MessageDocument, '_id' | 'stream' | 'seq' | 'side' | 'at' | 'text'>
type Talk = Pick<ConversationDocument, '_id' | 'owner' | 'deskId'>

/** Conversations looked into, those first in which something was said last. */
const mostTalks = 500
/** Texts opened for one answer. */
const mostOpened = 200
/** Parts of words asked for at a time. */
const mostGrams = 4
/** Streams whose tags are made without letting others have their turn. */
const streamsAtOnce = 50
/** So far back from where it begins, then further: what was said lately is mostly what is looked for. */
const spansMs = [7, 60, 400, 100_000].map((days) => days * 86_400_000)

/**
 * Messages by parts of words, the newest first. The index only proposes: what is shown was opened and has the words.
 * What was said at length or changed a second ago may not be found yet.
 *
 * @throws AppError `not_found` for what is not there and what is not theirs alike, `invalid_input`
 */
export async function searchMessages(ctx: Context, query: Input<'message.search'>): Promise<Output<'message.search'>> {
  const wanted = wantedOf(query.query)
  const grams = rarest(wanted.flatMap(({ word }) => gramsFor(word)))
  if (grams.length === 0) {
    throw new AppError('invalid_input', { issues: [{ path: 'query', message: 'Two letters of a word at least' }] })
  }
  let edge: Edge = query.before === undefined ? { at: ctx.deps.clock.now() + 1, id: '' } : decodeEdge(query.before)
  const talks = await talksFor(ctx, query)
  const streams = new Map(talks.flatMap((talk) => streamsOf(ctx, talk).map((stream) => [stream, talk])))
  const tags = await tagsOf(ctx, [...streams.keys()], grams)
  const from = edge.at
  const hits: Hit[] = []
  let left = mostOpened
  for (const spanMs of spansMs) {
    const rows = await candidates(ctx, tags, { since: from - spanMs, edge, limit: left })
    for (const row of rows) {
      edge = { at: row.at.getTime(), id: row._id }
      const talk = streams.get(row.stream)
      const hit = talk === undefined ? null : hitOf(ctx, row, talk, wanted)
      if (hit !== null) hits.push(hit)
      if (hits.length === query.limit) return { hits, next: encodeEdge(edge) }
    }
    left -= rows.length
    if (left === 0) return { hits, next: encodeEdge(edge) }
    edge = { at: from - spanMs, id: '' }
  }
  return { hits, next: null }
}

/** As many as are asked for, from all over the words: neighbours say the same. */
function rarest(grams: readonly string[]): readonly string[] {
  const distinct = [...new Set(grams)]
  const step = Math.max(1, distinct.length / mostGrams)
  return distinct.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)).slice(0, mostGrams)
}

/** One, those of a desk, or one's own. */
async function talksFor(
  ctx: Context,
  { conversationId, deskId }: Pick<Input<'message.search'>, 'conversationId' | 'deskId'>,
): Promise<readonly Talk[]> {
  if (conversationId !== undefined) {
    const { conversation } = await conversationFor(ctx, conversationId)
    if (deskId !== undefined && conversation.deskId !== deskId) throw new AppError('not_found')
    return [conversation]
  }
  if (deskId === undefined) return newest(ctx, { owner: ctx.actor.key })
  // Whoever only has conversations of their own has none here.
  if (!allows(ctx.policy, ctx.actor, { owner: null, venueId: deskId })) throw new AppError('not_found')
  await findDesk(ctx.deps, deskId)
  return newest(ctx, { deskId })
}

function newest({ deps }: Context, which: object): Promise<Talk[]> {
  return deps.collections.conversations
    .find<Talk>(which, { projection: { owner: 1, deskId: 1 }, maxTimeMS: 3000 })
    .sort({ lastAt: -1 })
    .limit(mostTalks)
    .toArray()
}

/** Notes only for who may read them; nobody reads what is noted of themselves. */
function streamsOf({ actor }: Context, { _id, owner, deskId }: Talk): readonly string[] {
  const keeps = owner !== actor.key && allows(deskKeepers, actor, { owner: null, venueId: deskId })
  return keeps ? [_id, notesOf(_id)] : [_id]
}

/** Of each part, what it is found by in all of these streams. */
async function tagsOf({ deps }: Context, streams: readonly string[], grams: readonly string[]) {
  const tags = grams.map((): number[] => [])
  for (const [index, stream] of streams.entries()) {
    for (const [nth, gram] of grams.entries()) tags[nth]?.push(tagOf(deps, stream, gram))
    if (index % streamsAtOnce === streamsAtOnce - 1) await nextTurn()
  }
  return tags
}

interface Part {
  readonly since: number
  readonly edge: Edge
  readonly limit: number
}

/** What may have all of these parts, the newest first. */
function candidates({ deps }: Context, tags: readonly number[][], { since, edge, limit }: Part): Promise<Row[]> {
  const at = new Date(edge.at)
  const before = { $or: [{ at: { $lt: at } }, { at, _id: { $lt: edge.id } }] }
  const within = { at: { $gte: new Date(since), $lte: at } }
  return deps.collections.messages
    .find<Row>(
      { $and: [within, before, ...tags.map((some) => ({ grams: { $in: some } }))] },
      { projection: { stream: 1, seq: 1, side: 1, at: 1, text: 1 }, maxTimeMS: 3000 },
    )
    .sort({ at: -1, _id: -1 })
    .limit(limit)
    .toArray()
}

function hitOf(
  { deps }: Context,
  { _id, stream, seq, side, at, text }: Row,
  { deskId }: Talk,
  wanted: readonly Wanted[],
): Hit | null {
  if (text === null) return null
  const said = openSaid(deps, 'text', _id, text)
  const span = findWords(said, wanted)
  if (span === null) return null
  const conversationId = conversationOf(stream)
  const type = stream === conversationId ? ('message' as const) : ('note' as const)
  return { type, conversationId, deskId, seq, messageId: _id, side, at: at.toISOString(), ...snippetOf(said, span) }
}
