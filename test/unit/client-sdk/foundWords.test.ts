import { expect, test } from 'vitest'
import { mayChange as mayStillChange } from '../../../client-sdk/apps/talk/mayChange.ts'
import { marked } from '../../../client-sdk/apps/talk/search/marked.ts'
import { mayChange } from '../../../shared/domain/concierge/message.ts'

const textsOf = (snippet: string, from: number, to: number) =>
  marked({ snippet, from, to }).map(({ text, found }) => (found ? `[${text}]` : text))

test('the found part of a snippet is marked, wherever in it that stands, and nothing of the snippet is lost', () => {
  expect(textsOf('a table by the window', 2, 7)).toEqual(['a ', '[table]', ' by the window'])
  expect(textsOf('창가 자리', 0, 2)).toEqual(['[창가]', ' 자리'])
  expect(textsOf('🍷 와인', 3, 5)).toEqual(['🍷 ', '[와인]'])
  expect(textsOf('魚', 0, 1)).toEqual(['[魚]'])
})

test('the app offers to change a message for exactly as long as the hub lets it be changed', () => {
  const at = Date.parse('2026-12-04T10:00:00.000Z')
  const since = [0, 1, 14 * 60_000, 15 * 60_000 - 1, 15 * 60_000, 15 * 60_000 + 1, 86_400_000]
  const offered = since.map((ms) => mayStillChange(new Date(at).toISOString(), at + ms))
  expect(offered).toEqual(since.map((ms) => mayChange(at, at + ms)))
  expect(offered).toEqual([true, true, true, true, false, false, false])
})
