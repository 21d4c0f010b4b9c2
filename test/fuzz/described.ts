import { z } from 'zod'

/** As much of a JSON schema as the reference is written in. */
export interface Schema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly schema: Schema
}

/** One answer as the reference promises it. */
export interface Promised {
  /** By content type; none where there is no body. */
  readonly bodies: ReadonlyMap<string, z.ZodType>
  /** Headers that have to be there. */
  readonly headers: readonly string[]
  /** The failures it can be; empty for what is none. */
  readonly codes: readonly string[]
}

export interface Described {
  readonly id: string
  readonly method: string
  /** With `{name}` for each of its parameters. */
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body: Schema | null
  readonly answers: ReadonlyMap<number, Promised>
}

const methods = ['get', 'post', 'put', 'delete'] as const

interface Answer {
  readonly headers?: Readonly<Record<string, { readonly required?: boolean }>>
  readonly content?: Readonly<Record<string, { readonly schema: Schema; readonly examples?: object }>>
}

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly (Omit<Parameter, 'required'> & { readonly required?: boolean })[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly responses: Readonly<Record<string, Answer>>
}

/** Everything an OpenAPI document describes. Nothing is known of the hub here but what it says of itself. */
export function describedIn(document: unknown): readonly Described[] {
  const { paths } = inlined(document) as { paths: Record<string, Partial<Record<(typeof methods)[number], Operation>>> }
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      return operation === undefined ? [] : [describe(method, path, operation)]
    }),
  )
}

function describe(method: string, path: string, operation: Operation): Described {
  const { operationId: id, parameters = [], requestBody, responses } = operation
  return {
    id,
    method,
    path,
    parameters: parameters.map((parameter) => ({ ...parameter, required: parameter.required === true })),
    body: requestBody?.content['application/json']?.schema ?? null,
    answers: new Map(Object.entries(responses).map(([status, answer]) => [Number(status), promisedBy(answer)])),
  }
}

function promisedBy({ headers = {}, content = {} }: Answer): Promised {
  const bodies = Object.entries(content).map(
    ([type, { schema }]) => [type, z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])] as const,
  )
  return {
    bodies: new Map(bodies),
    headers: Object.keys(headers).filter((name) => headers[name]?.required === true),
    codes: Object.values(content).flatMap(({ examples }) => Object.keys(examples ?? {})),
  }
}

/** The document with every reference replaced by what it refers to. */
function inlined(document: unknown): unknown {
  const at = (ref: string) =>
    ref
      .slice(2)
      .split('/')
      .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], document)
  const replace = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(replace)
    if (typeof part !== 'object' || part === null) return part
    const { $ref } = part as { readonly $ref?: unknown }
    if (typeof $ref === 'string') return replace(at($ref))
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, replace(value)]))
  }
  return replace(document)
}
