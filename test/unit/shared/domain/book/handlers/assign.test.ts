import { describe, expect, it } from 'vitest'
import { apply } from '../../../../../../shared/domain/book/apply.ts'
import { decide } from '../../../../../../shared/domain/book/decide.ts'
import type { Claim, Party } from '../../../../../../shared/domain/book/types.ts'
import { buildBook, buildClaim, guest, staff, stranger } from '../support/build.ts'
import { toyRules } from '../support/toyRules.ts'

const assign = { type: 'assign', claimId: 'c1', to: 'account:ada' } as const
const ada: Party = { key: 'account:ada', staff: false }

function ask(claim: Claim, by: Party = guest, now = 0) {
  return decide(buildBook(claim), toyRules(), assign, by, now)
}

describe('assign', () => {
  it('changes whose it is and nothing else, in every state a claim of a guest can be in', () => {
    for (const state of [
      'held',
      'requested',
      'awaiting_payment',
      'confirmed',
      'arrived',
      'seated',
      'no_show',
    ] as const) {
      const claim = buildClaim({ state })
      const changed = { ...claim, holder: ada.key }
      expect(ask(claim)).toEqual({
        ok: true,
        events: [{ type: 'claim.changed', claim: changed, why: 'assign' }],
        guards: { notBefore: null, before: null },
        claim: changed,
      })
    }
  })

  it('is the holder’s to ask for: a stranger does not find the claim, and staff do not give away what is a guest’s', () => {
    expect(ask(buildClaim(), stranger)).toMatchObject({ ok: false, refusal: { code: 'not_found' } })
    const refusal = { code: 'not_allowed_now', from: 'confirmed', to: 'assign' }
    expect(ask(buildClaim(), staff)).toMatchObject({ ok: false, refusal })
  })

  it('of a hold leans on its not having run out', () => {
    const held = buildClaim({ state: 'held', expiresAt: 50 })
    expect(ask(held, guest, 49)).toMatchObject({ ok: true, guards: { notBefore: null, before: 50 } })
    expect(ask(held, guest, 50)).toMatchObject({ ok: false, refusal: { code: 'hold_expired' } })
  })

  it('takes the claim out of the old holder’s hands: from then on only the new one may act on it', () => {
    const book = buildBook(buildClaim())
    const decision = decide(book, toyRules(), assign, guest, 0)
    if (!decision.ok) throw new Error('refused')
    const after = decision.events.reduce(apply, book)
    const cancel = { type: 'cancel', claimId: 'c1' } as const
    expect(decide(after, toyRules(), cancel, guest, 0)).toMatchObject({ ok: false, refusal: { code: 'not_found' } })
    expect(decide(after, toyRules(), cancel, ada, 0)).toMatchObject({ ok: true })
  })
})
