import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SendOutcome } from '../../../../server/core/notices/message.ts'
import { linkTrouble } from '../../../../workers/channels/linkTrouble.ts'
import { createProviderGate } from '../../../../workers/channels/providerGate.ts'

const trouble: SendOutcome = { end: 'later', error: linkTrouble('ECONNREFUSED') }
const sent: SendOutcome = { end: 'sent', ref: 'x' }

function gateAt(options: { perSecond?: number } = {}) {
  const clock = { at: 1_000 }
  const gate = createProviderGate({ now: () => clock.at, perSecond: 1000, troubles: 3, pauseMs: 10_000, ...options })
  const tell = (...outcomes: readonly SendOutcome[]) => {
    for (const outcome of outcomes) gate.told(outcome)
  }
  return { clock, gate, tell }
}

describe('a provider in trouble', () => {
  it('is left alone after so many troubles in a row, and for how long is told', () => {
    const { clock, gate, tell } = gateAt()
    tell(trouble, trouble)
    expect(gate.ask()).toEqual({ go: true })
    tell(trouble)
    clock.at += 4_000
    expect(gate.ask()).toEqual({ go: false, retryAfterMs: 6_000 })
  })

  it('is then tried by one alone, and left alone again if that fails', () => {
    const { clock, gate, tell } = gateAt()
    tell(trouble, trouble, trouble)
    clock.at += 10_000
    expect(gate.ask()).toEqual({ go: true })
    expect(gate.ask()).toEqual({ go: false, retryAfterMs: 10_000 })
    clock.at += 2_000
    tell(trouble)
    expect(gate.ask()).toEqual({ go: false, retryAfterMs: 10_000 })
  })

  it('is open to all again once one got through', () => {
    const { clock, gate, tell } = gateAt()
    tell(trouble, trouble, trouble)
    clock.at += 10_000
    gate.ask()
    tell(sent)
    expect([gate.ask(), gate.ask(), gate.ask()]).toEqual([{ go: true }, { go: true }, { go: true }])
    tell(trouble, trouble)
    expect(gate.ask()).toEqual({ go: true })
  })

  it('is tried by another one when the first never told', () => {
    const { clock, gate, tell } = gateAt()
    tell(trouble, trouble, trouble)
    clock.at += 10_000
    gate.ask()
    clock.at += 9_999
    expect(gate.ask()).toEqual({ go: false, retryAfterMs: 1 })
    clock.at += 1
    expect(gate.ask()).toEqual({ go: true })
  })

  it.each<SendOutcome>([sent, { end: 'later', error: 'smtp_450' }, { end: 'never', error: 'smtp_550' }])(
    'is in no trouble as long as it answers: $end $error',
    (answer) => {
      const { gate, tell } = gateAt()
      tell(trouble, trouble, answer, trouble, trouble, answer, trouble, trouble)
      expect(gate.ask()).toEqual({ go: true })
    },
  )

  it('is in trouble too when it loses links after everything was said', () => {
    const { gate, tell } = gateAt()
    const unsure: SendOutcome = { end: 'unsure', error: linkTrouble('ETIMEDOUT') }
    tell(unsure, unsure, unsure)
    expect(gate.ask()).toEqual({ go: false, retryAfterMs: 10_000 })
  })
})

describe('the rate of a provider', () => {
  it('lets a second’s worth go at once, and the next when the first is a second old', () => {
    const { clock, gate } = gateAt({ perSecond: 2 })
    expect(gate.ask()).toEqual({ go: true })
    clock.at += 300
    expect(gate.ask()).toEqual({ go: true })
    expect(gate.ask()).toEqual({ go: false, retryAfterMs: 700 })
    clock.at += 700
    expect(gate.ask()).toEqual({ go: true })
    expect(gate.ask()).toEqual({ go: false, retryAfterMs: 300 })
  })

  it('is kept in every second whatever comes, and whoever waits as told may go', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), steps, (perSecond, waits) => {
        const { clock, gate } = gateAt({ perSecond })
        const went: number[] = []
        for (const wait of waits) {
          clock.at += wait
          const pass = gate.ask()
          if (!pass.go) {
            clock.at += pass.retryAfterMs
            expect(gate.ask()).toEqual({ go: true })
          }
          went.push(clock.at)
        }
        for (const at of went) {
          expect(went.filter((other) => other >= at && other < at + 1000).length).toBeLessThanOrEqual(perSecond)
        }
      }),
    )
  })
})
