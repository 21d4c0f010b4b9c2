import { expect, test } from 'vitest'
import { addressIn } from '../../../client-sdk/apps/concierge/desk/address.ts'
import { cleaned, draftOf, faultsIn, faultsOf } from '../../../client-sdk/apps/concierge/replies/draft.ts'
import { filledIn } from '../../../client-sdk/apps/concierge/replies/filledIn.ts'
import { ownPath } from '../../../client-sdk/apps/diner/push/shown.ts'
import { fillCanned } from '../../../shared/domain/concierge/canned.ts'

const values = { guest: 'Ha-eun Kim', restaurant: 'Maison Hae', me: 'Min-ji', date: 'Monday' }
const draft = { ...draftOf(null), shortcut: 'hello', title: 'Hello', en: 'Good day {guest}' }

test('a preview says what the hub would say, and what of it is filled in', () => {
  for (const text of [
    'Good day {guest}, this is {me} of {restaurant}.',
    '{date}',
    'plain',
    '{guest}{guest}',
    '{x} {me',
  ]) {
    expect(
      filledIn(text, values)
        .map((stretch) => stretch.text)
        .join(''),
    ).toBe(fillCanned(text, values))
  }
  expect(filledIn('Good day {guest}!', values)).toEqual([
    { text: 'Good day ', filled: false },
    { text: 'Ha-eun Kim', filled: true },
    { text: '!', filled: false },
  ])
  expect(filledIn('', values)).toEqual([])
})

test('what is filled in is never looked through again', () => {
  expect(filledIn('{guest}', { ...values, guest: '{me}' })).toEqual([{ text: '{me}', filled: true }])
})

test('a reply is sent as the hub takes it, whatever is written around it', () => {
  expect(cleaned({ ...draft, shortcut: ' /Hello ', ko: '  ' })).toEqual({
    shortcut: 'hello',
    title: 'Hello',
    texts: { ko: null, en: 'Good day {guest}', ja: null },
  })
  expect(faultsOf(cleaned(draft), ['welcome'])).toEqual({})
})

test('what does not fit is told at the field it is about', () => {
  expect(faultsOf(cleaned({ ...draft, shortcut: 'good day' }), [])).toEqual({ shortcut: 'shape' })
  expect(faultsOf(cleaned({ ...draft, shortcut: '' }), [''])).toEqual({ shortcut: 'shape' })
  expect(faultsOf(cleaned({ ...draft, shortcut: 'welcome' }), ['welcome'])).toEqual({ shortcut: 'taken' })
  expect(faultsOf(cleaned({ ...draft, title: ' ', en: '' }), [])).toEqual({ title: 'untitled', ko: 'nothing' })
  expect(faultsIn([{ path: 'texts.ja', message: 'Nothing fills {x}' }])).toEqual({ ja: 'unfit' })
  expect(faultsIn([{ path: 'deskId', message: 'Not a desk' }])).toEqual({})
})

test('an address says at which desk and conversation one is, also on a phone that was pressed; another says neither', () => {
  const path = '/desk/at/0123456789abcdefghjkmnpqrs/s0123456789abcdefghjkmnpqr'
  expect(addressIn(path)).toEqual({
    deskId: '0123456789abcdefghjkmnpqrs',
    conversationId: 's0123456789abcdefghjkmnpqr',
  })
  expect(ownPath(path)).toBe(path)
  for (const other of ['/desk', '/desk/assets/main.js', '/desk/at/a/b/c']) {
    expect(addressIn(other)).toEqual({ deskId: null, conversationId: null })
  }
})
