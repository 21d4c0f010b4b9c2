import { expect, test } from 'vitest'
import { fillCanned, unknownVariables } from '../../../../../shared/domain/concierge/canned.ts'

const values = { guest: 'Anna', restaurant: 'Maison Hae', me: 'Kim', date: 'Friday' }

test('every variable is filled in wherever it stands, and as often', () => {
  const text = '{guest}, this is {me} of {restaurant}. {date}? {date}!'
  expect(fillCanned(text, values)).toBe('Anna, this is Kim of Maison Hae. Friday? Friday!')
  expect(unknownVariables(text)).toEqual([])
})

test('what a value says is never looked through again', () => {
  expect(fillCanned('{guest} and {me}', { ...values, guest: '{me}', me: '$&{guest}' })).toBe('{me} and $&{guest}')
})

test('what is none of ours is named and stays as it was written', () => {
  const text = 'Dear { guest}, {Guest} {} {table} {constructor}'
  expect(unknownVariables(text)).toEqual([' guest', 'Guest', '', 'table', 'constructor'])
  expect(fillCanned(text, values)).toBe(text)
})

test('braces that enclose nothing are text', () => {
  expect(unknownVariables('a } b { c')).toEqual([])
  expect(unknownVariables('{{guest}}')).toEqual([])
  expect(fillCanned('{{guest}} }{', values)).toBe('{Anna} }{')
})
