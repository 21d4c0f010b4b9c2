import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../../server/core/appError.ts'
import { mustNotNamePerson } from '../../../../../server/core/identity/passwordRules.ts'

const ada = { email: 'ada.byron@example.com', name: 'Ada Byron' }

function pathOf(password: string, person: Parameters<typeof mustNotNamePerson>[1] = ada, path?: string): string | null {
  try {
    mustNotNamePerson(password, person, path)
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return error.details.issues?.[0]?.path ?? ''
  }
}

describe('a password', () => {
  it('may be anything that does not name the person, of whatever signs', () => {
    for (const password of [
      'aaaaaaaa',
      '12345678',
      'ada is not byron',
      'ada.byron',
      'ein Tisch am Fenster',
      '창가 자리로',
    ]) {
      expect(pathOf(password)).toBeNull()
    }
  })

  it('is not the address, however it is written', () => {
    for (const password of [ada.email, 'Ada.Byron@Example.COM', ' ada.byron@example.com']) {
      expect(pathOf(password)).toBe('password')
    }
    expect(pathOf(ada.email, { ...ada, email: null })).toBeNull()
  })

  it('does not contain the whole name, however it is written', () => {
    for (const password of ['Ada Byron', 'xx-adabyron-1815', 'ADA  BYRON!', 'Ａｄａ Ｂｙｒｏｎ 1']) {
      expect(pathOf(password)).toBe('password')
    }
    expect(pathOf('박하나1234', { ...ada, name: '박하나' }, 'next')).toBe('next')
  })

  it('may contain a name so short that many a word does', () => {
    expect(pathOf('a lion in winter', { ...ada, name: 'Li' })).toBeNull()
  })
})
