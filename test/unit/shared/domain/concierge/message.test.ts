import { expect, test } from 'vitest'
import { conversationOf, mayChange, notesOf } from '../../../../../shared/domain/concierge/message.ts'

const minute = 60_000

test('what was said may be changed for fifteen minutes, and not at their end', () => {
  const at = Date.parse('2026-03-14T11:00:00Z')
  expect([0, 15 * minute - 1, 15 * minute].map((after) => mayChange(at, at + after))).toEqual([true, true, false])
})

test('both streams of a conversation lead back to it', () => {
  for (const stream of ['talk', notesOf('talk')]) expect(conversationOf(stream)).toBe('talk')
  expect(notesOf('talk')).not.toBe('talk')
  expect(conversationOf('talk.notes.more'), 'only at its end').toBe('talk.notes.more')
})
