import { expect, test } from 'vitest'
import { stretches } from '../../../client-sdk/apps/talk/links.ts'

test.each([
  ['See https://couvert.example/menu.', 'https://couvert.example/menu'],
  ['(http://couvert.example/a?b=c#d)', 'http://couvert.example/a?b=c#d'],
  ['メニューは https://couvert.example/メニュー、です', 'https://couvert.example/メニュー'],
])('in "%s" the address can be followed, and is shown as it was written', (text, address) => {
  const found = stretches(text)
  expect(found.filter(({ href }) => href !== null).map((it) => it.text)).toEqual([address])
  expect(found.map((it) => it.text).join('')).toBe(text)
})

test.each([
  'javascript:alert(1)',
  'data:text/html,hello',
  'https://couvert.example@elsewhere.example/',
  '<a href="x">words</a>',
  'https://',
  'couvert.example',
])('"%s" is nothing but words', (text) => {
  expect(stretches(text)).toEqual([{ text, href: null }])
})
