import { expect, test } from 'vitest'
import { snippetOf } from '../../../../../../server/core/queries/search/snippet.ts'

const found = (text: string, words: string) => {
  const from = text.indexOf(words)
  const { snippet, ...span } = snippetOf(text, { from, to: from + words.length })
  return { snippet, marked: snippet.slice(span.from, span.to) }
}

test('what is short is shown whole', () => {
  expect(found('A table by the window', 'window')).toEqual({ snippet: 'A table by the window', marked: 'window' })
})

test('what goes on is begun with a word, and says that it goes on', () => {
  const text = `Congratulations! Let me look for one by the window. ${'It is quiet there. '.repeat(12)}`
  const { snippet, marked } = found(text, 'window')
  expect(marked).toBe('window')
  expect(snippet).toMatch(/^…Let me look for one by the window\. It is/)
  expect(snippet).toMatch(/…$/)
})

test('where there are no spaces it is cut where it must be, and what was found is still marked', () => {
  const { snippet, marked } = found(`${'土曜の夜に四名で伺えますか。'.repeat(6)}窓際で`, '窓際')
  expect(marked).toBe('窓際')
  expect(snippet.startsWith('…')).toBe(true)
})

test('of a sign of two halves both are shown, or none', () => {
  const { snippet } = found(`${'🥂'.repeat(30)}x window`, 'window')
  expect(snippet).toMatch(/^…(?:x |🥂)/u)
})
