import { describe, expect, test } from 'vitest'
import type { LedgerEntry } from '../../../../../server/core/ledger/entry.ts'
import type { Finding } from '../../../../../server/core/ledger/ports.ts'
import { settlePage } from '../../../../../server/core/ledger/settlePage.ts'

const weight = { kind: 'booking', start: 1, end: 2, until: 3 } as const

function entry(key: string, more: Partial<LedgerEntry> = {}): LedgerEntry {
  return { ...weight, kind: 'hold', key, claim: 'b/c', request: 'r1', version: 0, giveUpAt: 9, raises: false, ...more }
}

function settled(version: number, request = 'r1'): LedgerEntry {
  return { ...weight, key: `b/c@${version}`, claim: 'b/c', request, version, giveUpAt: null, raises: false }
}

const found: Finding = { claim: 'b/c', version: 2, weight, request: 'r1' }
const stranger = entry('stranger', { claim: 'b/other' })

describe('settlePage', () => {
  test('puts what was found in the place of the entry that was made for it', () => {
    expect(settlePage([stranger, entry('made')], found)).toEqual([stranger, settled(2)])
  })

  test('puts it in the place of what was known before, and of what made the claim, by whichever request', () => {
    expect(settlePage([settled(1, 'r0'), entry('made', { request: 'r0' })], found)).toEqual([settled(2)])
  })

  test('leaves newer knowledge alone', () => {
    expect(settlePage([settled(3), entry('made')], found)).toEqual([settled(3)])
  })

  test('leaves the entry of another request that is about to raise the claim', () => {
    const rival = entry('rival', { request: 'r2', raises: true })
    expect(settlePage([rival, entry('own', { raises: true })], found)).toEqual([rival, settled(2)])
    expect(settlePage([rival], found)).toEqual([rival])
  })

  test('takes every entry of a claim that is no more', () => {
    const rival = entry('rival', { request: 'r2', raises: true })
    expect(settlePage([stranger, rival, settled(7)], { ...found, weight: null })).toEqual([stranger])
  })

  test('names the claim as the request where no client asked', () => {
    expect(settlePage([settled(1)], { ...found, request: null })).toEqual([settled(2, 'b/c')])
  })
})
