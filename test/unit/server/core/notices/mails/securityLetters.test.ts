import { describe, expect, it } from 'vitest'
import { renderText } from '../../../../../../server/core/notices/mails/render.ts'
import {
  type AccountLetterFacts,
  accountLetter,
  type SecurityFacts,
  securityLetter,
} from '../../../../../../server/core/notices/mails/securityLetters.ts'
import { languages } from './facts.ts'

const publicUrl = 'https://couvert.example'

function account(overrides: Partial<AccountLetterFacts>): AccountLetterFacts {
  return { kind: 'register', language: 'en', content: {}, publicUrl, codeMinutes: 15, invitationDays: 7, ...overrides }
}

function security(overrides: Partial<SecurityFacts>): SecurityFacts {
  const at = Date.UTC(2026, 11, 5, 10, 30)
  const known = { language: 'en', name: 'Ada', at, zone: 'Asia/Seoul', userAgent: null, publicUrl } as const
  return { what: 'passwordChanged', ...known, ...overrides }
}

describe('a letter with a code', () => {
  it('has it once, to be copied whole, and says how long it counts', () => {
    for (const kind of ['register', 'reset', 'email'] as const) {
      for (const language of languages) {
        const letter = accountLetter(account({ kind, language, content: { code: '058113' } }))
        expect(letter.parts).toContainEqual({ kind: 'code', code: '058113' })
        expect(renderText(letter).match(/058113/g)).toHaveLength(1)
        expect(renderText(letter)).toMatch(/\b15\D/)
      }
    }
  })

  it('does not show it before it is opened', () => {
    const { subject, preview } = accountLetter(account({ content: { code: '058113' } }))
    expect(`${subject} ${preview}`).not.toContain('058113')
  })

  it('is not made without one', () => {
    expect(() => accountLetter(account({ kind: 'reset' }))).toThrow('a letter of kind reset has no code')
  })
})

describe('a letter with a link', () => {
  it('leads to our own page', () => {
    for (const [kind, path] of [
      ['registered', '/login'],
      ['nobody', '/register'],
    ] as const) {
      expect(renderText(accountLetter(account({ kind })))).toContain(`\n${publicUrl}${path}\n`)
    }
  })

  it('says who invites, as what, and for how long', () => {
    const content = { link: '/staff#secret', venue: '<b>Maison Hae</b>', role: 'concierge' }
    const roles = { ko: '컨시어지', en: 'concierge', ja: 'コンシェルジュ' }
    for (const language of languages) {
      const letter = accountLetter(account({ kind: 'invitation', language, content }))
      const text = renderText(letter)
      expect(letter.subject).toContain('<b>Maison Hae</b>')
      expect(text).toContain(roles[language])
      expect(text).toMatch(/\b7\D/)
      expect(text).toContain('https://couvert.example/staff#secret')
    }
  })

  it('invites to no role there is not', () => {
    const content = { link: '/staff#secret', venue: 'Hae', role: 'admin' }
    expect(() => accountLetter(account({ kind: 'invitation', content }))).toThrow('a role there is not')
  })
})

describe('a letter about what happened to an account', () => {
  it('says when, on whose clock', () => {
    expect(renderText(securityLetter(security({})))).toContain('When: 5 December 2026 19:30 (GMT+9)\n')
    expect(renderText(securityLetter(security({ zone: null })))).toContain('When: 5 December 2026 10:30 (UTC)\n')
    expect(renderText(securityLetter(security({ language: 'ko' })))).toContain('일시: 2026년 12월 5일 19:30 (GMT+9)\n')
    expect(renderText(securityLetter(security({ language: 'ja' })))).toContain('日時：2026年12月5日 19:30 (GMT+9)\n')
  })

  it('says on which device in our words, and nothing of what it wrote', () => {
    const said = (userAgent: string) => renderText(securityLetter(security({ what: 'newDevice', userAgent })))
    const iphone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1'
    expect(said(iphone)).toContain('Device: Safari on iPhone\n')
    expect(said(`${iphone} KAKAOTALK 10`)).toContain('Device: KakaoTalk on iPhone\n')
    expect(said('curl <b>http://evil.example</b>')).toContain('Device: Unknown device\n')
    expect(said('curl <b>http://evil.example</b>')).not.toContain('evil')
  })

  it('tells the old address as much of the new one as its owner needs to know it', () => {
    const letter = securityLetter(security({ what: 'emailChanged', newAddress: 'someone@example.com' }))
    expect(renderText(letter)).toContain('New address: s•••@example.com\n')
    expect(renderText(letter)).not.toContain('omeone')
  })

  it('leads to a new password, but not where the code for it would go to whoever took the account', () => {
    const target = (what: SecurityFacts['what']) =>
      securityLetter(security({ what })).parts.flatMap((part) => (part.kind === 'action' ? [part.to] : []))
    for (const what of ['passwordChanged', 'factorOn', 'factorOff', 'newDevice'] as const) {
      expect(target(what)).toEqual([`${publicUrl}/reset`])
    }
    expect(target('emailChanged')).toEqual([`${publicUrl}/account`])
  })

  it('addresses its owner with the honorific', () => {
    expect(renderText(securityLetter(security({ language: 'ko', name: '김지원' })))).toContain('김지원 님, ')
    expect(renderText(securityLetter(security({ language: 'ja', name: '伊藤' })))).toContain('伊藤 様、')
  })
})
