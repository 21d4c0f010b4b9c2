import { describe, expect, test } from 'vitest'
import { assign, type DeskRules, type DeskState } from '../../../../../shared/domain/concierge/assign.ts'
import { concierge, daily, minuteMs, now, queued, rules, secondMs } from './support.ts'

const divide = (state: Partial<DeskState>, over: Partial<DeskRules> = {}, when = now) =>
  assign({ queue: [], held: [], present: [], ...state }, { ...rules, ...over }, when)
/** Who got what, as `conversation: concierge why`. */
const given = (state: Partial<DeskState>, over: Partial<DeskRules> = {}) =>
  divide(state, over).assignments.map(
    ({ conversationId, conciergeId, why }) => `${conversationId}: ${conciergeId} ${why}`,
  )
const stays = (state: Partial<DeskState>, over: Partial<DeskRules> = {}) =>
  divide(state, over).staying.map(({ conversationId, why }) => `${conversationId}: ${why}`)

describe('the guest’s own concierge', () => {
  const kim = concierge('kim', { quiet: 3 })
  const lee = concierge('lee')
  const guest = queued('a', { own: 'kim' })

  test('answers first, though others have less to do', () => {
    expect(divide({ queue: [guest], present: [kim, lee] }).assignments).toEqual([
      { conversationId: 'a', conciergeId: 'kim', why: 'own', notOwn: null },
    ])
  })

  test('is waited for while busy, but not for more than four tenths of the target', () => {
    const present = [concierge('kim', { owed: 1 }), lee]
    const { staying } = divide({ queue: [guest], present })
    expect(staying).toEqual([{ conversationId: 'a', why: 'waits_for_own', until: now + 120 * secondMs }])
    expect(stays({ queue: [queued('a', { own: 'kim', waitedSeconds: 119 })], present })).toEqual(['a: waits_for_own'])
    const patient = queued('a', { own: 'kim', waitedSeconds: 120 })
    expect(divide({ queue: [patient], present }).assignments).toEqual([
      { conversationId: 'a', conciergeId: 'lee', why: 'soonest', notOwn: 'full' },
    ])
  })

  test('is not waited for when absent: nobody knows when they come', () => {
    expect(divide({ queue: [guest], present: [lee] }).assignments).toMatchObject([
      { conciergeId: 'lee', notOwn: 'away' },
    ])
  })

  test('gives way where the guest would be answered too late', () => {
    const owes = { mostOwed: 3 }
    const late = queued('a', { own: 'kim', waitedSeconds: 150 })
    const present = [concierge('kim', { owed: 2 }), lee]
    expect(divide({ queue: [late], present }, owes).assignments).toMatchObject([{ conciergeId: 'lee', notOwn: 'late' }])
    const early = queued('a', { own: 'kim', waitedSeconds: 130 })
    expect(divide({ queue: [early], present }, owes).assignments).toMatchObject([{ conciergeId: 'kim', why: 'own' }])
  })

  test('does not give way to somebody who would be as late', () => {
    const late = queued('a', { own: 'kim', waitedSeconds: 299 })
    expect(given({ queue: [late], present: [kim, lee] })).toEqual(['a: kim own'])
  })

  test('is passed over where they do not serve the restaurant, or let the guest wait before', () => {
    const elsewhere = [concierge('kim', { venueIds: ['onjium'] }), lee]
    expect(
      divide({ queue: [queued('a', { own: 'kim', venueId: 'mirae' })], present: elsewhere }).assignments,
    ).toMatchObject([{ conciergeId: 'lee', notOwn: 'does_not_fit' }])
    expect(
      divide({ queue: [queued('a', { own: 'kim', takenFrom: ['kim'] })], present: [kim, lee] }).assignments,
    ).toMatchObject([{ conciergeId: 'lee', notOwn: 'let_go' }])
  })
})

describe('whoever knows the thread', () => {
  test('goes on with it, though others have less to do', () => {
    const present = [concierge('kim', { quiet: 3 }), concierge('lee')]
    expect(given({ queue: [queued('a', { last: 'kim' })], present })).toEqual(['a: kim thread'])
  })

  test('gives way to the guest’s own concierge', () => {
    const present = [concierge('kim', { quiet: 3 }), concierge('lee')]
    expect(given({ queue: [queued('a', { last: 'kim', own: 'lee' })], present })).toEqual(['a: lee own'])
  })

  test('is not waited for', () => {
    const present = [concierge('kim', { owed: 1 }), concierge('lee')]
    expect(given({ queue: [queued('a', { last: 'kim' })], present })).toEqual(['a: lee soonest'])
  })

  test('gives way where the guest would be answered too late', () => {
    const present = [concierge('kim', { owed: 1 }), concierge('lee')]
    const late = queued('a', { last: 'kim', waitedSeconds: 195 })
    expect(given({ queue: [late], present }, { mostOwed: 2 })).toEqual(['a: lee soonest'])
  })
})

describe('of all others', () => {
  test('the one who owes the fewest answers is given it', () => {
    const present = [concierge('kim', { owed: 1 }), concierge('lee', { quiet: 2 })]
    expect(given({ queue: [queued('a')], present }, { mostOwed: 2 })).toEqual(['a: lee soonest'])
  })

  test('four guests whose turn it is weigh more than one who waits', () => {
    const present = [concierge('kim', { owed: 1 }), concierge('lee', { quiet: 4 })]
    expect(given({ queue: [queued('a')], present }, { mostOwed: 2 })).toEqual(['a: kim soonest'])
  })

  test('then the one who has waited longest for work, then by id', () => {
    const present = [concierge('kim'), concierge('lee', { lastGivenAt: now - 2 * 3_600_000 }), concierge('park')]
    expect(given({ queue: [queued('a')], present })).toEqual(['a: lee soonest'])
    expect(given({ queue: [queued('a')], present: [concierge('lee'), concierge('kim')] })).toEqual(['a: kim soonest'])
  })

  test('the only one who speaks Japanese is spared for those who need it, while others are free', () => {
    const sato = concierge('sato', { languages: ['ko', 'ja'] })
    const lee = concierge('lee', { quiet: 1 })
    expect(given({ queue: [queued('a')], present: [sato, lee] })).toEqual(['a: lee soonest'])
    expect(given({ queue: [queued('a')], present: [sato, concierge('lee', { owed: 1 })] })).toEqual(['a: sato soonest'])
    expect(given({ queue: [queued('a', { language: 'ja' })], present: [sato, lee] })).toEqual(['a: sato soonest'])
  })

  test('one of two who speak it is spared less', () => {
    const present = [
      concierge('sato', { languages: ['ko', 'ja'] }),
      concierge('abe', { languages: ['ko', 'ja'], owed: 1 }),
      concierge('lee', { quiet: 1 }),
    ]
    expect(given({ queue: [queued('a')], present })).toEqual(['a: sato soonest'])
  })

  test('nobody gets back what was taken from them, unless nobody else has room', () => {
    const present = [concierge('kim'), concierge('lee', { quiet: 2 })]
    const guest = queued('a', { takenFrom: ['kim'] })
    expect(given({ queue: [guest], present })).toEqual(['a: lee soonest'])
    expect(given({ queue: [guest], present: [concierge('kim')] })).toEqual(['a: kim soonest'])
    expect(given({ queue: [guest], present: [concierge('kim'), concierge('lee', { quiet: 5 })] })).toEqual([
      'a: kim soonest',
    ])
  })
})

describe('room', () => {
  test('is not had by whoever owes an answer, or has as many conversations as they may', () => {
    expect(stays({ queue: [queued('a')], present: [concierge('kim', { owed: 1 })] })).toEqual(['a: all_full'])
    expect(stays({ queue: [queued('a')], present: [concierge('kim', { quiet: 5 })] })).toEqual(['a: all_full'])
    expect(given({ queue: [queued('a')], present: [concierge('kim', { quiet: 4 })] })).toEqual(['a: kim soonest'])
  })

  const busy = ['kim', 'lee', 'park'].map((id) => concierge(id, { owed: 1 }))

  test('is made for a VIP whose target presses, and for nobody below', () => {
    expect(given({ queue: [queued('a', { tier: 'vip', waitedSeconds: 40 })], present: busy })).toEqual([
      'a: kim soonest',
    ])
    expect(stays({ queue: [queued('a', { tier: 'vip', waitedSeconds: 39 })], present: busy })).toEqual(['a: all_full'])
    expect(stays({ queue: [queued('a', { tier: 'regular', waitedSeconds: 200 })], present: busy })).toEqual([
      'a: all_full',
    ])
  })

  test('is made for whoever only two can answer', () => {
    const pressing = queued('a', { waitedSeconds: 190 })
    expect(given({ queue: [pressing], present: busy.slice(0, 2) })).toEqual(['a: kim soonest'])
    expect(stays({ queue: [pressing], present: busy })).toEqual(['a: all_full'])
  })

  test('is made for one, not for two, and never beyond the capacity', () => {
    const vip = queued('a', { tier: 'vip', waitedSeconds: 60 })
    expect(stays({ queue: [vip], present: [concierge('kim', { owed: 2 })] })).toEqual(['a: all_full'])
    expect(stays({ queue: [vip], present: [concierge('kim', { owed: 1, quiet: 4 })] })).toEqual(['a: all_full'])
  })

  test('goes to whoever has their turn, and less is left for the next', () => {
    const queue = [queued('standard'), queued('vip', { tier: 'vip' }), queued('regular', { tier: 'regular' })]
    const { assignments, staying } = divide({ queue, present: [concierge('kim'), concierge('lee')] })
    expect(assignments.map(({ conversationId }) => conversationId)).toEqual(['vip', 'regular'])
    expect(new Set(assignments.map(({ conciergeId }) => conciergeId)).size).toBe(2)
    expect(staying.map(({ conversationId, why }) => [conversationId, why])).toEqual([['standard', 'all_full']])
  })
})

describe('a conversation that stays says why', () => {
  test('nobody is there', () => {
    expect(stays({ queue: [queued('a')] })).toEqual(['a: nobody_present'])
  })

  test('nobody who is there has what it asks for', () => {
    const present = [concierge('kim', { venueIds: ['mirae'], owed: 9 })]
    expect(stays({ queue: [queued('a', { venueId: 'onjium' })], present })).toEqual(['a: no_restaurant'])
    expect(stays({ queue: [queued('a', { language: 'ja' })], present })).toEqual(['a: no_language'])
    expect(stays({ queue: [queued('a', { skills: ['events'] })], present })).toEqual(['a: no_skill'])
  })

  test('the desk is closed, whoever is there, and until when', () => {
    const hours = daily('Asia/Seoul', { from: '10:00', to: '19:00' })
    const state = {
      queue: [queued('a'), queued('b', { tier: 'vip' })],
      held: [queued('c')],
      present: [concierge('kim')],
    }
    const opens = Date.parse('2026-12-25T10:00:00+09:00')
    expect(divide(state, { hours })).toEqual({
      assignments: [],
      staying: [
        { conversationId: 'b', why: 'closed', until: opens },
        { conversationId: 'a', why: 'closed', until: opens },
      ],
      askAgainAt: opens,
    })
  })

  test('and does not keep the next from its turn', () => {
    const present = [concierge('kim')]
    const queue = [queued('a', { language: 'ja', waitedSeconds: 60 }), queued('b')]
    expect(given({ queue, present })).toEqual(['b: kim soonest'])
  })
})

describe('relief', () => {
  const pressing = queued('a', { waitedSeconds: 190, takenFrom: [] })
  const free = concierge('lee', { quiet: 2 })

  test('comes from whoever is free, once the target presses', () => {
    expect(given({ held: [pressing], present: [concierge('kim', { owed: 2 }), free] })).toEqual(['a: lee relief'])
    expect(given({ held: [queued('a', { waitedSeconds: 189 })], present: [free] })).toEqual([])
  })

  test('comes from nobody who owes an answer, has no room, does not fit, or let it go before', () => {
    expect(given({ held: [pressing], present: [concierge('lee', { owed: 1 })] }, { mostOwed: 3 })).toEqual([])
    expect(given({ held: [pressing], present: [concierge('lee', { quiet: 5 })] })).toEqual([])
    expect(given({ held: [{ ...pressing, language: 'ja' }], present: [free] })).toEqual([])
    expect(given({ held: [{ ...pressing, takenFrom: ['lee'] }], present: [free] })).toEqual([])
  })

  test('comes after the queue, and once for each who is free', () => {
    const held = [pressing, queued('b', { waitedSeconds: 200 })]
    expect(given({ queue: [queued('c')], held, present: [free] })).toEqual(['c: lee soonest'])
    expect(given({ held, present: [free] })).toEqual(['b: lee relief'])
  })
})

describe('it is asked again', () => {
  test('when the next target begins to press, or patience ends', () => {
    const busy = [concierge('kim', { owed: 1 })]
    expect(divide({ queue: [queued('a')], present: busy }).askAgainAt).toBe(now + 190 * secondMs)
    expect(divide({ held: [queued('a')], present: busy }).askAgainAt).toBe(now + 190 * secondMs)
    expect(divide({ queue: [queued('a', { own: 'kim' })], present: busy }).askAgainAt).toBe(now + 2 * minuteMs)
  })

  test('not for what has passed', () => {
    expect(divide({ queue: [queued('a', { waitedSeconds: 200 })], present: [] }).askAgainAt).toBeNull()
    expect(divide({}).askAgainAt).toBeNull()
  })
})
