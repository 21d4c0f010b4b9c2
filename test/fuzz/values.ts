import fc from 'fast-check'
import type { Schema } from './described.ts'

/** Something that only exists once the hub runs: one of a pool, chosen when it is sent. */
export class Ref {
  readonly pool: string
  readonly pick: number

  constructor(pool: string, pick: number) {
    this.pool = pool
    this.pick = pick
  }
}

/** Fields whose values the hub knows; anything else of the right shape is of nothing. */
const pools: Readonly<Record<string, string>> = {
  venueId: 'venueId',
  venueIds: 'venueId',
  date: 'date',
  freeOn: 'date',
  startsAt: 'startsAt',
  endsAt: 'endsAt',
  area: 'area',
  party: 'party',
  tableIds: 'tableId',
  reservationId: 'reservationId',
  holdId: 'reservationId',
  blockId: 'blockId',
  sessionId: 'sessionId',
  accountId: 'accountId',
  hostAccountId: 'accountId',
  noticeIds: 'noticeId',
  keyId: 'keyId',
  webhookId: 'webhookId',
  deliveryId: 'deliveryId',
  deadLetterId: 'deadLetterId',
  deskId: 'deskId',
  conversationId: 'conversationId',
  companyId: 'companyId',
  url: 'url',
  secret: 'secret',
  attempt: 'attempt',
  refreshToken: 'refreshToken',
  token: 'deviceToken',
  email: 'email',
  password: 'password',
  current: 'password',
  phone: 'phone',
  after: 'next',
  settings: 'settings',
  zone: 'zone',
}

/**
 * Values that fit a schema, by the name of the field.
 *
 * @param strange how often, of ten, one is of nothing that the hub knows
 */
export function valuesOf(strange: number): (schema: Schema, name: string) => fc.Arbitrary<unknown> {
  return valueOf

  function valueOf(schema: Schema, name: string): fc.Arbitrary<unknown> {
    const pool = pools[name]
    const plain = plainValueOf(schema, name)
    if (pool === undefined || schema.items !== undefined) return plain
    const known = fc.nat(1000).map((pick) => new Ref(pool, pick))
    return fc.oneof({ weight: 10 - strange, arbitrary: known }, { weight: strange, arbitrary: plain })
  }

  function plainValueOf(schema: Schema, name: string): fc.Arbitrary<unknown> {
    if (schema.const !== undefined) return fc.constant(schema.const)
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
    if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((choice) => valueOf(choice, name)))
    if (Array.isArray(schema.type)) {
      return fc.oneof(...schema.type.map((type: string) => plainValueOf({ ...schema, type }, name)))
    }
    switch (schema.type) {
      case 'string':
        return textOf(schema)
      case 'integer':
        return fc.oneof(
          fc.integer({ min: from(schema, -1e6), max: Math.min(from(schema, -1e6) + 8, to(schema, 1e6)) }),
          whole(schema),
        )
      case 'number':
        return fc.double({ min: from(schema, -1e6), max: to(schema, 1e6), noNaN: true })
      case 'boolean':
        return fc.boolean()
      case 'null':
        return fc.constant(null)
      case 'array':
        return listOf(schema, name)
      case 'object':
        return objectOf(schema)
      case undefined:
      default:
        return fc.jsonValue({ maxDepth: 2 })
    }
  }

  function listOf({ items = {}, minItems = 0, maxItems = 4 }: Schema, name: string): fc.Arbitrary<unknown> {
    return fc.array(valueOf(items, name), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) })
  }

  function objectOf({ properties = {}, required = [], additionalProperties }: Schema): fc.Arbitrary<unknown> {
    if (typeof additionalProperties === 'object') {
      return fc.dictionary(fc.string({ maxLength: 10 }), valueOf(additionalProperties, ''), { maxKeys: 3 })
    }
    const fields = Object.entries(properties).map(([name, schema]) => [name, valueOf(schema, name)] as const)
    return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] })
  }
}

const from = ({ minimum = Number.NEGATIVE_INFINITY }: Schema, least: number) => Math.max(minimum, least)
const to = ({ maximum = Number.POSITIVE_INFINITY }: Schema, most: number) => Math.min(maximum, most)
const whole = (schema: Schema) => fc.integer({ min: from(schema, -1e6), max: to(schema, 1e6) })

const words = [
  'Kim Min-ji',
  '서울',
  '東京 寿司',
  'Zoë',
  "O'Neill",
  'a',
  '가나다라마바사',
  '🍷 window seat',
  'x'.repeat(40),
]

function textOf({ format, pattern, minLength = 0, maxLength = 1_000 }: Schema): fc.Arbitrary<string> {
  if (format === 'date') return instants.map((at) => at.slice(0, 10))
  if (format === 'date-time') return instants
  if (format === 'email') return fc.stringMatching(/^[a-z]{1,10}@example\.com$/)
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength
  // Whatever is excluded there is a mutation's business.
  if (pattern?.includes('\\p{') === true) return fc.constantFrom(...words.filter(fits))
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern)).filter(fits)
  return fc.oneof(
    fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 40), unit: 'grapheme' }),
    fc.constantFrom(...words).filter(fits),
  )
}

const instants = fc
  .date({ min: new Date('1999-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((at) => at.toISOString())
