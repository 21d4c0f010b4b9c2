import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type CompanyMember, without, withRole } from '../../../../../shared/domain/companies/members.ts'

const people = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 })
  .chain((ids) => fc.tuple(fc.constant(ids), fc.array(fc.boolean(), { minLength: ids.length, maxLength: ids.length })))
  .map(([ids, runs]): readonly CompanyMember[] =>
    ids.map((accountId, n) => ({ accountId, role: n === 0 || runs[n] === true ? 'admin' : 'member' })),
  )
const one = fc.constantFrom('a', 'b', 'c', 'd', 'e')

it('whoever goes, somebody runs the company as long as anybody is of it, and nobody else’s place changes', () => {
  fc.assert(
    fc.property(people, one, (members, who) => {
      const left = without(members, who)
      expect(left.map(({ accountId }) => accountId)).toEqual(
        members.map(({ accountId }) => accountId).filter((id) => id !== who),
      )
      expect(left.some(({ role }) => role === 'admin')).toBe(left.length > 0)
    }),
  )
})

it('the oldest follows whoever ran it alone', () => {
  const members = [
    { accountId: 'a', role: 'member' },
    { accountId: 'b', role: 'admin' },
    { accountId: 'c', role: 'member' },
  ] as const
  expect(without(members, 'b').map(({ role }) => role)).toEqual(['admin', 'member'])
  expect(without(members, 'c').map(({ role }) => role)).toEqual(['member', 'admin'])
})

it('a role is changed, but for that of the last one who runs it', () => {
  fc.assert(
    fc.property(people, one, (members, who) => {
      const changed = withRole(members, who, 'member')
      const others = members.filter(({ accountId, role }) => accountId !== who && role === 'admin')
      expect(changed === null).toBe(others.length === 0)
    }),
  )
})
