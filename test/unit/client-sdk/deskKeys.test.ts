import { expect, test } from 'vitest'
import { hintOf, keys, keyText, meaningOf } from '../../../client-sdk/apps/concierge/keys/keys.ts'

const pressed = (key: string, held: Partial<Parameters<typeof meaningOf>[0]> = {}) => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false },
  ...held,
})
const idle = { writing: false, single: true }
const writing = { writing: true, single: true }
const withoutSingle = { writing: false, single: false }

test('a letter is a command outside of texts, whichever case it comes in', () => {
  expect(meaningOf(pressed('j'), idle)).toBe('next')
  expect(meaningOf(pressed('J'), idle)).toBe('next')
  expect(meaningOf(pressed('/'), idle)).toBe('canned')
  expect(meaningOf(pressed('x'), idle)).toBeNull()
})

test('while one writes, letters are letters; with Ctrl or ⌘ they are commands there too', () => {
  expect(meaningOf(pressed('e'), writing)).toBeNull()
  expect(meaningOf(pressed('k', { ctrlKey: true }), writing)).toBe('table')
  expect(meaningOf(pressed('k', { metaKey: true }), writing)).toBe('table')
  expect(meaningOf(pressed('ArrowDown', { ctrlKey: true }), writing)).toBe('next')
})

test('what the browser does with Ctrl is left to it, and arrows alone scroll', () => {
  expect(meaningOf(pressed('r', { ctrlKey: true }), idle)).toBeNull()
  expect(meaningOf(pressed('t', { metaKey: true }), idle)).toBeNull()
  expect(meaningOf(pressed('ArrowDown'), idle)).toBeNull()
})

test('k alone goes back and with Ctrl finds a table', () => {
  expect(meaningOf(pressed('k'), idle)).toBe('previous')
  expect(meaningOf(pressed('k', { ctrlKey: true }), idle)).toBe('table')
})

test('Escape leaves from everywhere, also where single letters are switched off', () => {
  for (const where of [idle, writing, withoutSingle]) expect(meaningOf(pressed('Escape'), where)).toBe('leave')
  expect(meaningOf(pressed('j'), withoutSingle)).toBeNull()
  expect(meaningOf(pressed('k', { ctrlKey: true }), withoutSingle)).toBe('table')
})

test('a letter that is still being put together, or is typed with Alt, is none of ours', () => {
  expect(meaningOf(pressed('Escape', { isComposing: true }), writing)).toBeNull()
  expect(meaningOf(pressed('j', { isComposing: true }), idle)).toBeNull()
  expect(meaningOf(pressed('@', { altKey: true, ctrlKey: true }), idle)).toBeNull()
})

test('no two commands have the same key, and a hint says the first of each', () => {
  const pressable = keys.map(({ key, anywhere }) => `${anywhere === true} ${key}`)
  expect(new Set(pressable).size).toBe(pressable.length)
  expect(hintOf('table')).toBe('Ctrl K')
  expect(hintOf('next')).toBe('J')
  expect(keys.map(keyText)).toEqual(expect.arrayContaining(['Ctrl ↓', 'Ctrl ↑', 'Esc', '?']))
})
