import { describe, expect, it } from 'vitest'
import { decide } from '../../../../../shared/domain/book/decide.ts'
import type { Claim, Command } from '../../../../../shared/domain/book/types.ts'
import { buildBook, buildClaim, guest, staff } from './support/build.ts'
import { toyRules } from './support/toyRules.ts'

const held = (id: string, expiresAt: number) =>
  buildClaim({ id, state: 'held', expiresAt, unitIds: ['c'], start: expiresAt, end: expiresAt + 1 })
const ended = (claim: Claim) => ({ type: 'claim.ended', claim, end: 'expired', why: 'due' }) as const
const cancel: Command = { type: 'cancel', claimId: 'c1' }

describe('what is due', () => {
  const booked = buildClaim()
  const [first, second] = [held('h2', 30), held('h1', 40)]
  const book = buildBook(second, booked, first, held('h3', 50))

  it('ends before anything else an accepted command does, and only from then on is that true', () => {
    const cancelled = { ...ended(booked), end: 'cancelled', why: 'cancel' } as const
    expect(decide(book, toyRules(), cancel, guest, 45)).toEqual({
      ok: true,
      events: [ended(first), ended(second), cancelled],
      guards: { notBefore: 40, before: null },
      claim: null,
    })
  })

  it('ends at the word of the tidy-up job, which touches nothing else', () => {
    const guards = { notBefore: 30, before: null }
    const expected = { ok: true, events: [ended(first)], guards, claim: null }
    expect(decide(book, toyRules(), { type: 'expire' }, staff, 39)).toEqual(expected)
  })

  it('is nothing before the first deadline: the tidy-up job is accepted and writes nothing', () => {
    const expected = { ok: true, events: [], guards: { notBefore: null, before: null }, claim: null }
    expect(decide(book, toyRules(), { type: 'expire' }, staff, 29)).toEqual(expected)
  })

  it('stays in the book where the command is refused', () => {
    const command: Command = { type: 'confirm', claimId: 'c1' }
    expect(decide(book, toyRules(), command, guest, 45)).toEqual({
      ok: false,
      refusal: { code: 'not_allowed_now', from: 'confirmed', to: 'confirmed' },
      guards: { notBefore: null, before: null },
    })
  })

  it('keeps both its own guard and that of the command', () => {
    const command: Command = { type: 'confirm', claimId: 'h3' }
    expect(decide(book, toyRules(), command, guest, 45).guards).toEqual({ notBefore: 40, before: 50 })
  })
})

describe('settings', () => {
  const book = buildBook(buildClaim())

  it('older than the book are refused: it has moved on', () => {
    expect(decide(book, toyRules({ settingsVersion: 2 }), cancel, guest, 0)).toEqual({
      ok: false,
      refusal: { code: 'settings_behind' },
      guards: { notBefore: null, before: null },
    })
  })

  it('newer than the book are an error of the caller: it has to adopt them first', () => {
    const early = () => decide(book, toyRules({ settingsVersion: 4 }), cancel, guest, 0)
    expect(early).toThrow('Rules of settings 4 for a book that has adopted 3.')
  })
})
