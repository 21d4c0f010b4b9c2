/** As much of a JSON schema as zod writes for the contract. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly additionalProperties?: boolean | JsonSchema
  readonly anyOf?: readonly JsonSchema[]
}

/** One line of a description: where in the message, what stands there. */
export interface Field {
  readonly path: string
  readonly type: string
  readonly required: boolean
  readonly note: string
}

/** The fields of a schema, flat: `input.guest.phone`, `services[].opens`, `snapshot{}.startsAt`. */
export function fieldsOf(schema: JsonSchema, path = '', required = true): readonly Field[] {
  const own = path === '' ? [] : [{ path, type: typeOf(schema), required, note: schema.description ?? '' }]
  return [...own, ...inside(schema, path)]
}

function inside(schema: JsonSchema, path: string): readonly Field[] {
  const at = path === '' ? '' : `${path}.`
  const { properties = {}, required = [], items, additionalProperties, anyOf = [] } = schema
  return [
    ...Object.entries(properties).flatMap(([name, field]) => fieldsOf(field, at + name, required.includes(name))),
    ...(items ? inside(items, `${path}[]`) : []),
    ...(typeof additionalProperties === 'object' ? inside(additionalProperties, `${path}{}`) : []),
    ...anyOf.flatMap((choice) => inside(choice, path)),
  ]
}

function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ')
  if (schema.items) return `${typeOf(schema.items)}[]`
  if (typeof schema.additionalProperties === 'object') return `map of ${typeOf(schema.additionalProperties)}`
  return schema.format ?? [schema.type ?? 'anything'].flat().join(' | ')
}
