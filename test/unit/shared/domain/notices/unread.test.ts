import { describe, expect, it, test } from 'vitest'
import { decideUnread, type UnreadFacts, unreadUsefulMs, untold } from '../../../../../shared/domain/notices/unread.ts'

const now = 1_000_000_000
const push = { channel: 'push', from: 5, since: now - 60_000 } as const
const mail = { channel: 'email', from: 5, since: now - 900_000 } as const
const facts: UnreadFacts = {
  said: [5, 7],
  readUpTo: 4,
  deliveredUpTo: 4,
  toldUpTo: 0,
  behind: null,
  reachable: true,
  switchedOff: false,
  quietUntil: null,
}

describe('what was said while somebody was away', () => {
  test.each([
    ['read', { readUpTo: 5 }],
    ['not_true', { said: [] }],
    ['told', { toldUpTo: 7 }],
    ['switched_off', { switchedOff: true }],
    ['unreachable', { reachable: false }],
  ] as const)('is told to nobody where it is %s', (why, change) => {
    for (const notice of [push, mail]) {
      expect(decideUnread(notice, facts, now)).toEqual({ do: 'send' })
      expect(decideUnread(notice, { ...facts, ...change }, now)).toEqual({ do: 'suppress', why })
    }
  })

  it('is no push where a device has all of it, and a mail all the same', () => {
    expect(decideUnread(push, { ...facts, deliveredUpTo: 7 }, now)).toEqual({ do: 'suppress', why: 'delivered' })
    expect(decideUnread(push, { ...facts, deliveredUpTo: 5 }, now)).toEqual({ do: 'send' })
    expect(decideUnread(mail, { ...facts, deliveredUpTo: 7 }, now)).toEqual({ do: 'send' })
  })

  it('waits for the morning, and for what was to go before it; three days later nobody needs it', () => {
    expect(decideUnread(mail, { ...facts, quietUntil: now + 1000 }, now)).toEqual({ do: 'wait', until: now + 1000 })
    expect(decideUnread(mail, { ...facts, quietUntil: now }, now)).toEqual({ do: 'send' })
    const behind = decideUnread(mail, { ...facts, behind: now + 5000 }, now)
    expect(behind).toEqual({ do: 'wait', until: now + 7000 })
    expect(decideUnread(mail, facts, mail.since + unreadUsefulMs)).toEqual({ do: 'suppress', why: 'too_late' })
  })

  it('is told from where they last read or were told', () => {
    expect(untold({ said: [5, 7, 8], readUpTo: 4, toldUpTo: 7 })).toEqual([8])
    expect(untold({ said: [5, 7, 8], readUpTo: 7, toldUpTo: 5 })).toEqual([8])
  })
})
