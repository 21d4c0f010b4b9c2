import { notesOf } from '../../../shared/domain/concierge/message.ts'
import type { Deps } from '../deps.ts'
import { presentMessage } from '../presenters/presentMessage.ts'
import { findDesk } from '../talk/desks.ts'
import type { ConversationDocument, MessageDocument } from '../talk/documents.ts'
import { type Entry, type Reader, type TranscriptFormat, writerOf } from './write.ts'

/** The newest of a conversation, and as many of its notes. */
const mostMessages = 5000

export interface Wanted {
  readonly conversation: ConversationDocument
  readonly reader: Reader
  readonly format: TranscriptFormat
  /** With what staff said among themselves. */
  readonly notes: boolean
  /** @default mostMessages */
  readonly most?: number
}

/**
 * Everything that was said, the oldest first, as its reader may see it: part by part, so that however long it is, little
 * of it is in memory at once.
 *
 * @throws AppError `not_found`
 */
export async function* transcript(
  deps: Pick<Deps, 'collections' | 'crypt' | 'clock'>,
  { conversation, reader, format, notes, most = mostMessages }: Wanted,
): AsyncGenerator<string> {
  const { _id, deskId } = conversation
  const desk = await findDesk(deps, deskId)
  const top = await topOf(deps, _id)
  const writer = writerOf(format, reader)
  const { localNames, name } = desk
  yield writer.head({
    desk: (reader.language === 'en' ? null : localNames[reader.language]) ?? name,
    at: new Date(deps.clock.now()),
    most: top > most ? most : null,
    isEmpty: top === 0,
  })
  const said = entriesOf(deps, { stream: _id, above: top - most, isNote: false, reader })
  const stream = notesOf(_id)
  const among = notes
    ? entriesOf(deps, { stream, above: (await topOf(deps, stream)) - most, isNote: true, reader })
    : nothing()
  for await (const entry of inOrder(said, among)) yield writer.entry(entry)
  yield writer.foot
}

async function topOf({ collections }: Pick<Deps, 'collections'>, stream: string): Promise<number> {
  const options = { projection: { seq: 1 }, sort: { seq: -1 }, maxTimeMS: 3000 } as const
  return (await collections.messages.findOne({ stream }, options))?.seq ?? 0
}

interface Stretch {
  readonly stream: string
  readonly above: number
  readonly isNote: boolean
  readonly reader: Reader
}

async function* entriesOf(
  deps: Pick<Deps, 'collections' | 'crypt'>,
  { stream, above, isNote, reader }: Stretch,
): AsyncGenerator<Entry> {
  const found = deps.collections.messages
    .find({ stream, seq: { $gt: above } }, { maxTimeMS: 30_000, batchSize: 200 })
    .sort({ seq: 1 })
  for await (const row of found) yield entryOf(deps, row, { isNote, reader })
}

function entryOf(
  deps: Pick<Deps, 'crypt'>,
  row: MessageDocument,
  { isNote, reader }: Pick<Stretch, 'isNote' | 'reader'>,
): Entry {
  return { message: presentMessage(deps, row, reader.side), isNote }
}

async function* nothing(): AsyncGenerator<Entry> {}

/** Two lists, each in its order, as one by time. */
async function* inOrder(one: AsyncGenerator<Entry>, other: AsyncGenerator<Entry>): AsyncGenerator<Entry> {
  let [a, b] = [await one.next(), await other.next()]
  while (a.done !== true || b.done !== true) {
    const isFirst = b.done === true || (a.done !== true && a.value.message.at <= b.value.message.at)
    if (isFirst && a.done !== true) {
      yield a.value
      a = await one.next()
    } else if (b.done !== true) {
      yield b.value
      b = await other.next()
    }
  }
}
