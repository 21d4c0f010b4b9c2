import { expect, test } from 'vitest'
import { AtHand } from '../../../../../server/core/feeds/atHand.ts'
import type { Material, Shown } from '../../../../../server/core/feeds/conversationState.ts'
import type { ConversationDocument, MessageDocument } from '../../../../../server/core/talk/documents.ts'

const message = (seq: number): MessageDocument => ({ _id: `${seq}`, seq, rev: 1 }) as MessageDocument
const shown = ({ seq, rev }: Pick<MessageDocument, 'seq' | 'rev'>): Shown => ({ seq, rev, as: {} as Shown['as'] })
const row = (version: number): ConversationDocument => ({ version }) as ConversationDocument

function read(upTo: number, version = 1): Material {
  const newest = Array.from({ length: Math.min(upTo, 50) }, (_, n) => shown({ seq: upTo - n, rev: 1 }))
  return { row: row(version), desk: null, attended: 'no', seen: [], newest }
}

const seqs = (material: Material | null): readonly number[] | null => material && material.newest.map(({ seq }) => seq)

test('what was said here goes on from what was read, in its order, and nothing is read again', () => {
  const own = new AtHand()
  own.take(read(2))
  for (const seq of [4, 3]) own.said(message(seq))
  expect(seqs(own.advance(shown))).toEqual([4, 3, 2, 1])
  expect(seqs(own.advance(shown)), 'each once').toEqual([4, 3, 2, 1])
})

test('before anything was read, and where a number is missing, it has to be read', () => {
  const own = new AtHand()
  own.said(message(1))
  expect(own.advance(shown)).toBeNull()
  own.take(read(1))
  own.said(message(3))
  expect(own.advance(shown)).toBeNull()
  own.take(read(3))
  expect(seqs(own.advance(shown))).toEqual([3, 2, 1])
})

test('what was said while a reading was under way that does not have it yet comes after it', () => {
  const own = new AtHand()
  own.take(read(1))
  own.said(message(2))
  expect(seqs(own.take(read(1)))).toEqual([1])
  expect(seqs(own.advance(shown))).toEqual([2, 1])
})

test('of two rows the newer counts, whichever came first', () => {
  const own = new AtHand()
  own.counted(row(3))
  own.counted(row(2))
  expect(own.take(read(1, 1))?.row.version).toBe(3)
  expect(own.take(read(1, 4))?.row.version).toBe(4)
})

test('an erased conversation is forgotten, and no more than the newest fifty are kept', () => {
  const own = new AtHand()
  own.take(read(50))
  own.said(message(51))
  expect(seqs(own.advance(shown))).toHaveLength(50)
  expect(seqs(own.advance(shown))?.at(-1)).toBe(2)
  own.take(null)
  expect(own.advance(shown)).toBeNull()
})
