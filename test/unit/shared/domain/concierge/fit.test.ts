import { expect, test } from 'vitest'
import { type Able, type Asks, whoFits } from '../../../../../shared/domain/concierge/fit.ts'

const anything: Asks = { venueId: null, language: null, skills: [] }
const kim: Able = { venueIds: ['mirae'], languages: ['ko'], skills: ['events'] }
const sato: Able = { venueIds: null, languages: ['ko', 'ja'], skills: [] }

test('whoever asks for nothing in particular can be answered by anybody', () => {
  expect(whoFits([kim, sato], anything)).toEqual([kim, sato])
})

test('a restaurant is answered by those who serve it, and by those who serve all', () => {
  expect(whoFits([kim, sato], { ...anything, venueId: 'mirae' })).toEqual([kim, sato])
  expect(whoFits([kim, sato], { ...anything, venueId: 'onjium' })).toEqual([sato])
  expect(whoFits([kim], { ...anything, venueId: 'onjium' })).toBe('no_restaurant')
})

test('a guest is answered in their language', () => {
  expect(whoFits([kim, sato], { ...anything, language: 'ja' })).toEqual([sato])
  expect(whoFits([kim, sato], { ...anything, language: 'zh' })).toBe('no_language')
})

test('all that has to be known is known by one person', () => {
  expect(whoFits([kim, sato], { ...anything, skills: ['events'] })).toEqual([kim])
  expect(whoFits([kim, sato], { ...anything, skills: ['events', 'wine'] })).toBe('no_skill')
})

test('what the last of them lacks is the reason', () => {
  expect(whoFits([kim, sato], { venueId: 'onjium', language: 'ja', skills: ['events'] })).toBe('no_skill')
  expect(whoFits([kim, sato], { venueId: 'onjium', language: 'zh', skills: ['events'] })).toBe('no_language')
})
