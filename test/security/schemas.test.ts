import { describe, expect, test } from 'vitest'
import { type OperationName, operationNames, operations } from '../../shared/contract/index.ts'
import { paperWorld, sampleOf } from '../contract/samples.ts'

const foreign = {
  role: 'admin',
  grants: [{ role: 'admin', venueId: null }],
  holder: 'account:someone',
  actor: 'account:someone',
  version: 99,
  status: 'confirmed',
  state: 'confirmed',
  price: 0,
  expiresAt: '2099-01-01T00:00:00.000Z',
  _id: 'x',
  __v: 1,
  'constructor.prototype.admin': true,
  $set: { state: 'confirmed' },
}

function parse(name: OperationName, input: unknown) {
  return operations[name].input.safeParse(input)
}

describe.each(operationNames)('%s', (name) => {
  const sample = sampleOf(name, paperWorld)

  test('control: takes its sample', () => {
    expect(parse(name, sample).success).toBe(true)
  })

  test('refuses every field that is not its own', () => {
    const extra = Object.entries(foreign).filter(([field]) => !(field in operations[name].input.shape))
    const taken = extra.filter(([field, value]) => parse(name, { ...sample, [field]: value }).success)
    expect(taken.map(([field]) => field)).toEqual([])
  })

  test('takes no operator for a value, and nothing that reaches for a prototype', () => {
    const evil: readonly unknown[] = [{ $ne: null }, { $gt: '' }, { $where: '1' }, ['$ne'], { toString: 'x' }]
    const swallowed = Object.keys(sample).flatMap((field) =>
      evil.filter((value) => {
        const read = parse(name, { ...sample, [field]: value })
        return read.success && JSON.stringify(read.data).includes('$')
      }),
    )
    expect(swallowed).toEqual([])
    const own = JSON.parse(`{"__proto__":{"admin":true}}`) as object
    const withProto = Object.defineProperty({ ...sample }, '__proto__', { value: own, enumerable: true })
    parse(name, withProto)
    expect(({} as { admin?: unknown }).admin).toBeUndefined()
  })

  test('is through with the worst strings it can be given', () => {
    for (const field of Object.keys(operations[name].input.shape)) {
      for (const evil of evilStrings) expect(parse(name, { ...sample, [field]: evil }).success).toBe(false)
    }
  })
})

/** Fifty thousand letters of what makes a bad pattern try everything; one that did would still be at it tomorrow. */
const evilStrings = ['a', ' ', '0', '-', '@', 'a@', 'a.', '가', '👩‍👩‍👧', '\n', '\u202e', '=', '(a)', '%00'].map(
  (part) => `${part.repeat(Math.ceil(50_000 / part.length))}!`,
)
