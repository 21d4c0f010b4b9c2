import { expect, test } from 'vitest'
import { visit } from '../../../client-sdk/apps/common/preferences.ts'
import { draftOf, keepDraft } from '../../../client-sdk/apps/talk/draft.ts'

test('each conversation has the draft that was begun in it, and nobody has another’s', () => {
  keepDraft('kim c1', 'A table\nby the window')
  keepDraft('kim c2', 'At eight')
  keepDraft('kim c1 note', 'Likes the window')
  expect(['kim c1', 'kim c2', 'kim c1 note', 'lee c1', 'kim'].map(draftOf)).toEqual([
    'A table\nby the window',
    'At eight',
    'Likes the window',
    '',
    '',
  ])
  keepDraft('kim c1', '')
  expect(['kim c1', 'kim c2'].map(draftOf)).toEqual(['', 'At eight'])
})

test('twenty are kept, and the oldest goes first', () => {
  keepDraft('kim c2', 'Written on')
  for (let n = 0; n < 20; n++) keepDraft(`many ${n}`, 'x')
  expect([draftOf('kim c2'), draftOf('many 0'), draftOf('many 19')]).toEqual(['', 'x', 'x'])
})

test('what another version of the app kept is no draft', () => {
  for (const kept of ['kim c1\nA table', '{"kim c1":"A table"}', '[["kim c1"],["kim c1",1],null]']) {
    visit.setItem('couvert.draft', kept)
    expect(draftOf('kim c1')).toBe('')
  }
})
