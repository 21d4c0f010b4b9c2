import type { Deps } from '../deps.ts'
import type { FieldCrypt } from '../infra/fieldCrypt.ts'
import type { Collections } from '../models/collections.ts'
import { emailIndexOf } from './accounts.ts'
import type { LetterDocument } from './documents.ts'

const keptMs = 86_400_000

interface Letter extends Pick<LetterDocument, 'kind' | 'language'> {
  /** Address. */
  readonly to: string
  /** What the letter tells: the code, the link. */
  readonly content: Readonly<Record<string, string>>
  /** Left under the same id twice, it is there once. */
  readonly id: string
  /** An instant: nobody needs it any more. @default when it goes, a day from now */
  readonly usefulUntil?: number
  /** Whose letter it is: an account, where the address is not (yet) its own. @default whoever has the address */
  readonly whose?: string
}

export interface OpenedLetter extends Pick<Letter, 'kind' | 'language' | 'to' | 'content'> {
  readonly at: Date
}

type Needs = Pick<Deps, 'collections' | 'crypt' | 'clock'>

/** Leaves a letter for a day, once however often it is asked for. Whose it is begins its id: so it can be found to erase. */
export async function leaveLetter(needs: Needs, letter: Letter): Promise<void> {
  const { collections, crypt, clock } = needs
  const { kind, language, to, content, id } = letter
  const _id = `${letter.whose ?? emailIndexOf(needs, to)}:${id}`
  const now = clock.now()
  const sealed = {
    to: crypt.seal(to, letterField('to', _id)),
    content: crypt.seal(JSON.stringify(content), letterField('content', _id)),
  }
  const times = {
    at: new Date(now),
    dueAt: new Date(now),
    usefulUntil: new Date(letter.usefulUntil ?? now + keptMs),
    expireAt: new Date(now + keptMs),
  }
  await collections.letters.updateOne(
    { _id },
    { $setOnInsert: { kind, language, ...sealed, ...times, state: 'pending', attempts: 0 } },
    { upsert: true, maxTimeMS: 5000 },
  )
}

/** Opened by whoever sends it. */
export function openLetter(
  { crypt }: Pick<Needs, 'crypt'>,
  { _id, to, content }: Pick<LetterDocument, '_id' | 'to' | 'content'>,
): Pick<Letter, 'to' | 'content'> {
  return {
    to: crypt.open(to, letterField('to', _id)),
    content: JSON.parse(crypt.open(content, letterField('content', _id))) as Letter['content'],
  }
}

/** The newest first. */
export async function newestLetters(
  { collections, crypt }: { readonly collections: Pick<Collections, 'letters'>; readonly crypt: FieldCrypt },
  limit: number,
): Promise<readonly OpenedLetter[]> {
  const found = await collections.letters.find({}, { maxTimeMS: 3000 }).sort({ at: -1, _id: 1 }).limit(limit).toArray()
  return found.map((letter) => {
    const { kind, language, at } = letter
    return { kind, language, at, ...openLetter({ crypt }, letter) }
  })
}

/** The ids, as given, of the letters of an account or of whoever has an address (its blind index). */
export async function letterIdsOf({ collections }: Pick<Needs, 'collections'>, whose: string): Promise<string[]> {
  const found = await collections.letters.find(ofWhom(whose), { projection: { _id: 1 }, maxTimeMS: 3000 }).toArray()
  return found.map(({ _id }) => _id.slice(whose.length + 1))
}

export async function eraseLetters({ collections }: Pick<Needs, 'collections'>, whose: string): Promise<void> {
  await collections.letters.deleteMany(ofWhom(whose))
}

function ofWhom(whose: string) {
  // The sign after the colon: every id that begins with `whose:`, by the index that ids have anyway.
  return { _id: { $gte: `${whose}:`, $lt: `${whose};` } }
}

function letterField(field: 'to' | 'content', _id: string): string {
  return `letters.${field}:${_id}`
}
