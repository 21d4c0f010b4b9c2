import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { pathFields } from '../../server/http/reference/route.ts'
import { errorCodes } from '../../shared/contract/errors.ts'
import { type Feed, feeds } from '../../shared/contract/feeds.ts'
import { type OperationName, operations } from '../../shared/contract/index.ts'
import type { Operation } from '../../shared/contract/operation.ts'
import { type Policy, roles } from '../../shared/contract/policy.ts'
import { paperWorld, sampleOf } from './samples.ts'
import { isStrict, partsOf } from './schemaParts.ts'

const table = Object.entries(operations) as [OperationName, Operation][]
const followed = Object.entries(feeds) as [string, Feed][]
const policies: [string, Policy][] = [...table, ...followed].map(([name, { policy }]) => [name, policy])
const routes: [string, { path: string; method: string; fields: z.ZodType }][] = [
  ...table.map(([name, { http, input }]) => [name, { ...http, fields: input }] as (typeof routes)[number]),
  ...followed.map(
    ([name, { path, params }]) => [`feed ${name}`, { path, method: 'get', fields: params }] as (typeof routes)[number],
  ),
]

describe('the contract table', () => {
  test.each(policies)('%s may be used by at least one role, and names none that there is not', (_name, policy) => {
    expect(Object.keys(policy).length).toBeGreaterThan(0)
    expect(roles).toEqual(expect.arrayContaining(Object.keys(policy)))
  })

  test.each(table)('%s is named noun.verb, or noun.part.verb', (name) => {
    expect(name).toMatch(/^[a-z][A-Za-z]*(?:\.[a-z][A-Za-z]*){1,2}$/)
  })

  test('no two operations or feeds share a method and path', () => {
    const places = routes.map(([, { method, path }]) => `${method} ${path.replaceAll(/:\w+/g, ':')}`)
    expect(places).toEqual([...new Set(places)])
  })

  test.each(routes)('%s takes every field that its path names, as text, and needs it', (_name, { path, fields }) => {
    const schema = z.toJSONSchema(fields, { io: 'input' })
    for (const field of pathFields(path)) {
      expect(schema.properties?.[field]).toMatchObject({ type: 'string' })
      expect(schema.required).toContain(field)
    }
  })

  test.each(table)('%s answers only with errors of the table, each named once', (_name, { errors }) => {
    expect(errorCodes).toEqual(expect.arrayContaining([...errors]))
    expect(errors).toEqual([...new Set(errors)])
  })

  test.each(table)('%s has a limit, and changes nothing when read with GET', (_name, { limit, http, write }) => {
    expect(limit.points).toBeGreaterThan(0)
    expect(limit.perSeconds).toBeGreaterThan(0)
    if (http.method === 'get') expect(write).toBe(false)
  })

  test.each(table)('%s has a sample input that it accepts', (name, { input }) => {
    expect(input.safeParse(sampleOf(name, paperWorld))).toMatchObject({ success: true })
  })

  test.each(table.filter(([, { http }]) => http.method === 'get' || http.method === 'delete'))(
    '%s understands its input as text, as a path and a query carry it',
    (name, { input }) => {
      const sample = sampleOf(name, paperWorld)
      const asText = Object.fromEntries(Object.entries(sample).map(([field, value]) => [field, String(value)]))
      expect(input.parse(asText)).toEqual(input.parse(sample))
    },
  )

  test.each([...routes.map(([name, { fields }]) => [name, fields] as const), ...answers()])(
    '%s refuses fields it does not name, at every depth',
    (_name, schema) => {
      const objects = partsOf(schema).filter(({ schema: part }) => part instanceof z.core.$ZodObject)
      expect(objects.length).toBeGreaterThan(0)
      expect(objects.filter(({ schema: part }) => !isStrict(part as z.core.$ZodObject))).toEqual([])
    },
  )
})

function answers(): (readonly [string, z.ZodType])[] {
  return table.map(([name, { output }]) => [`the answer of ${name}`, output] as const)
}

const smuggled = ['__proto__', 'constructor', 'prototype', 'toString', '$where', '$gt', 'guest.$set', '']
const operators = [{ $gt: '' }, { $ne: null }, { $regex: '.*' }, ['$where'], { __proto__: null }]

describe.each(table)('%s', (name, { input }) => {
  const sample = () => structuredClone(sampleOf(name, paperWorld)) as Record<string, unknown>

  test.each(smuggled)('does not let a field called "%s" through, at any depth', (key) => {
    for (const object of objectsIn(sample())) {
      const whole = sample()
      const target = at(whole, object)
      Object.defineProperty(target, key, { value: { polluted: true }, enumerable: true })
      expect(input.safeParse(whole).success).toBe(false)
    }
  })

  test('does not take an operator for a value', () => {
    for (const field of Object.keys(sample())) {
      for (const operator of operators) expect(input.safeParse({ ...sample(), [field]: operator }).success).toBe(false)
    }
  })
})

/** The paths of all objects in a value, arrays' members included. */
function objectsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return []
  const own = Array.isArray(value) ? [] : [path]
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => objectsIn(inner, [...path, key]))]
}

function at(value: unknown, path: readonly string[]): object {
  const found = path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value)
  return found as object
}
