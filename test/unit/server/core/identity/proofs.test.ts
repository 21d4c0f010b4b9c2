import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../../../server/core/identity/proofs.ts'
import { newId, sha256 } from '../../../../../server/core/infra/ids.ts'
import { createMacs } from '../../../../../server/core/infra/macs.ts'
import { makeSecrets } from '../../../../support/secrets.ts'

describe('the code of a proof', () => {
  const macs = createMacs(makeSecrets())
  const attempt = newId()
  const body = sha256('ada@example.com')
  const end = new Date(1_800_000_000_000)

  it('is the same for the same proof, so that a letter that was not left yet tells what is expected', () => {
    expect(codeOf(macs, attempt, body, end)).toBe(codeOf(macs, attempt, body, end))
  })

  it('is another one for another attempt, body, end or hub', () => {
    const one = codeOf(macs, attempt, body, end)
    const others = [
      codeOf(macs, newId(), body, end),
      codeOf(macs, attempt, sha256('bob@example.com'), end),
      codeOf(macs, attempt, body, new Date(end.getTime() + 1)),
      codeOf(createMacs(makeSecrets()), attempt, body, end),
    ]
    // Each of them is the same by chance once in a million.
    expect(others.filter((code) => code === one).length).toBeLessThan(2)
  })

  it('is six digits, each as likely as any other, zeros in front too', () => {
    const codes = Array.from({ length: 3000 }, (_, n) => codeOf(macs, attempt, body, new Date(end.getTime() + n)))
    for (const code of codes) expect(code).toMatch(/^[0-9]{6}$/)
    for (const place of [0, 5]) {
      const counts = Array.from({ length: 10 }, (_, digit) => codes.filter((code) => code[place] === `${digit}`).length)
      // 300 expected, give or take 16: six times that is never by chance.
      for (const count of counts) expect(Math.abs(count - 300)).toBeLessThan(100)
    }
  })
})
