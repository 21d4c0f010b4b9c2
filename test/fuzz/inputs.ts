import fc from 'fast-check'
import type { Described } from './described.ts'
import { valuesOf } from './values.ts'

/** What to send, with references for what the hub knows. */
export interface Draft {
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/**
 * Inputs that fit the description.
 *
 * @param strange how often, of ten, they are about something that the hub does not know
 */
export function inputsOf({ parameters, body }: Described, strange: number): fc.Arbitrary<Draft> {
  const valueOf = valuesOf(strange)
  const inside = (where: 'path' | 'query' | 'header') => {
    const mine = parameters.filter((parameter) => parameter.in === where)
    const values = Object.fromEntries(mine.map(({ name, schema }) => [name, valueOf(schema, name)]))
    const requiredKeys = mine.filter(({ required }) => required).map(({ name }) => name)
    return fc.record(values, { requiredKeys })
  }
  return fc.record({
    path: inside('path'),
    query: inside('query'),
    headers: inside('header'),
    body: body === null ? fc.constant(undefined) : valueOf(body, ''),
  })
}
