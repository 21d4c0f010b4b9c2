import { describe, expect, it } from 'vitest'
import { noGuards } from '../../../../../shared/domain/book/guards.ts'
import type { Claim, Want } from '../../../../../shared/domain/book/types.ts'
import { engineOf } from '../../../../../shared/domain/tables/engine.ts'
import { place } from '../../../../../shared/domain/tables/place.ts'
import type { TableSettings } from '../../../../../shared/domain/tables/settings.ts'
import {
  claim,
  date,
  everyDay,
  hourMs,
  noPacing,
  outcome,
  service,
  settings,
  slotAt,
  staff,
  table,
  want,
} from './support.ts'

const at18 = slotAt(settings(), '18:00')
const early = at18 - 6 * hourMs
const ask = (overrides: Partial<TableSettings>, claims: Claim[], wanted: Want, now = early) =>
  place(engineOf(settings(overrides), date), claims, wanted, now)
const onePartyAQuarter = everyDay(service({ pacing: { ...noPacing, maxParties: 1 } }))

describe('the first check that refuses gives the reason', () => {
  const full = [claim('a', ['A'], at18)]
  const strict = { tables: [table('A', 2)], weekly: onePartyAQuarter, leadMinutes: 60, maxParty: 2 }

  it('is the settings, which hold at any time', () => {
    expect(ask(strict, full, want(at18, 3), at18)).toEqual({ ok: false, reason: 'party_too_large', guards: noGuards })
  })

  it('is then the clock, from its instant on', () => {
    const guards = { notBefore: at18 - hourMs, before: null }
    expect(ask(strict, full, want(at18, 2), at18 - hourMs)).toEqual({ ok: false, reason: 'lead_time', guards })
  })

  it('is then pacing, and then the tables, both while the clock lets guests in', () => {
    const guards = { notBefore: null, before: at18 - hourMs }
    expect(ask(strict, full, want(at18, 2))).toEqual({ ok: false, reason: 'pacing_parties', guards })
    const unpaced = { ...strict, weekly: everyDay(service()) }
    expect(ask(unpaced, full, want(at18, 2))).toEqual({ ok: false, reason: 'taken', guards })
  })
})

describe('a place', () => {
  it('is given under the guards of the clock', () => {
    expect(ask({}, [], want(at18, 2)).guards).toEqual({ notBefore: null, before: at18 })
    expect(ask({}, [], staff(at18, 2)).guards).toEqual(noGuards)
  })

  it('is given under those of the parties that move for it', () => {
    const tables = [table('A', 2), table('B', 2, { area: 'terrace' })]
    const wanted = want(at18, 2, { area: 'terrace' })
    const result = ask({ tables, repacking: true }, [claim('c', ['B'], at18)], wanted)
    expect(result).toMatchObject({ ok: true, guards: { notBefore: null, before: at18 - hourMs } })
  })

  it('is exactly the one that staff pick', () => {
    expect(outcome(ask({}, [], staff(at18, 2, { unitIds: ['C'] })))).toEqual(['C'])
    expect(outcome(ask({}, [], staff(at18, 2)))).toEqual(['A'])
  })

  it('is given beyond pacing by override alone', () => {
    const arrived = [claim('a', ['A'], at18)]
    const weekly = onePartyAQuarter
    expect(outcome(ask({ weekly }, arrived, staff(at18, 2)))).toBe('pacing_parties')
    expect(outcome(ask({ weekly }, arrived, staff(at18, 2, { override: true })))).toEqual(['B'])
    expect(outcome(ask({ weekly }, arrived, staff(at18 - hourMs, 2, { override: true })))).toEqual(['B'])
  })
})

describe('a party still seated', () => {
  const tables = [table('A', 2)]
  const seated = claim('s', ['A'], at18 - 2 * hourMs, { state: 'seated', end: at18 })
  const next = staff(at18, 2)

  it('is out of the next one’s way if it leaves by its end: given before that, refused from it on', () => {
    const given = { ok: true, guards: { notBefore: null, before: at18 } }
    expect(ask({ tables }, [seated], next, at18 - 1)).toMatchObject(given)
    const refused = { ok: false, reason: 'taken', guards: { notBefore: at18, before: null } }
    expect(ask({ tables }, [seated], next, at18)).toEqual(refused)
  })

  it('leaves the answer alone where it ends after the start, and so does one that has not sat down', () => {
    const later = { ...seated, end: at18 + 1 }
    expect(ask({ tables }, [later], next)).toEqual({ ok: false, reason: 'taken', guards: noGuards })
    expect(ask({ tables }, [{ ...seated, state: 'confirmed' }], next)).toMatchObject({ ok: true, guards: noGuards })
    const both = [claim('c', ['B'], at18 - 2 * hourMs), { ...seated, unitIds: ['B'] }]
    expect(ask({}, both, next).guards).toEqual({ notBefore: null, before: at18 })
  })
})
