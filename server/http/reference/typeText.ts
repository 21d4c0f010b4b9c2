import { z } from 'zod'
import type { JsonSchema } from './fields.ts'

type Direction = 'input' | 'output'

/** Says schemas as TypeScript does: nothing but types, so that whoever reads them needs no library of schemas. */
export interface TypeWriter {
  /** What the schema takes or gives, by its name where it has one. */
  textOf(schema: z.ZodType, io: Direction, indent?: string): string
  /** What is behind each name. */
  readonly named: ReadonlyMap<string, string>
}

/** @param names what is met so often that it has a name of its own, and from which side */
export function createTypeWriter(names: Readonly<Record<string, readonly [z.ZodType, Direction]>>): TypeWriter {
  const nameOf = new Map<string, string>()
  const schemas = Object.entries(names).map(([name, [schema, io]]) => [name, jsonOf(schema, io)] as const)
  for (const [name, schema] of schemas) nameOf.set(identity(schema), name)
  const named = new Map(schemas.map(([name, schema]) => [name, objectText(schema, '')]))
  return { named, textOf: (schema, io, indent = '') => textOf(jsonOf(schema, io), indent) }

  function textOf(schema: JsonSchema, indent: string): string {
    const { anyOf, properties, additionalProperties, items } = schema
    const name = nameOf.get(identity(schema))
    if (name !== undefined) return name
    if (schema.const !== undefined) return literal(schema.const)
    if (schema.enum) return schema.enum.map(literal).join(' | ')
    if (anyOf) return [...new Set(anyOf.map((choice) => textOf(choice, indent)))].join(' | ')
    if (items) return arrayOf(textOf(items, indent), items)
    if (properties !== undefined && Object.keys(properties).length > 0) return objectText(schema, indent)
    if (typeof additionalProperties === 'object') return `Record<string, ${textOf(additionalProperties, indent)}>`
    return plainText(schema)
  }

  function objectText({ properties = {}, required = [] }: JsonSchema, indent: string): string {
    const inner = `${indent}  `
    const fields = Object.entries(properties).flatMap(([key, field]) => [
      ...docText(field.description, inner),
      `${inner}${key}${required.includes(key) ? '' : '?'}: ${textOf(field, inner)}`,
    ])
    return ['{', ...fields, `${indent}}`].join('\n')
  }
}

/** A comment above what it is about; nothing where there is nothing to say. */
export function docText(text: string | undefined, indent: string): readonly string[] {
  return text === undefined || text === '' ? [] : [`${indent}/** ${text.replaceAll('*/', '* /')} */`]
}

function jsonOf(schema: z.ZodType, io: Direction): JsonSchema {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io })
  return json as JsonSchema
}

function identity({ description: _remark, ...schema }: JsonSchema): string {
  return JSON.stringify(schema)
}

function arrayOf(text: string, { anyOf }: JsonSchema): string {
  const isOne = /^[\w.]+$/.test(text) || (text.startsWith('{') && anyOf === undefined)
  return isOne ? `${text}[]` : `(${text})[]`
}

function plainText({ type }: JsonSchema): string {
  return [type ?? 'any'].flat().map(wordFor).join(' | ')
}

const words = new Map([
  ['string', 'string'],
  ['number', 'number'],
  ['integer', 'number'],
  ['boolean', 'boolean'],
  ['null', 'null'],
  ['object', 'Record<string, never>'],
])

function wordFor(type: string): string {
  const word = words.get(type)
  if (word === undefined) throw new Error(`No word in TypeScript for the type ${type} yet`)
  return word
}

const literal = (value: unknown) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value))
