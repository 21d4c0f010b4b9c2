import { z } from 'zod'

/** Where the fields of an input travel over HTTP. Null: none there. */
export interface Carriage {
  readonly path: z.ZodObject | null
  readonly query: z.ZodObject | null
  readonly body: z.ZodObject | null
}

/** The fields a path names: `/holds/:reservationId` has `reservationId`. */
export function pathFields(path: string): readonly string[] {
  return [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
}

/** `/holds/:reservationId` as OpenAPI writes it: `/holds/{reservationId}`. */
export function templated(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}')
}

/**
 * Splits an input by where its fields travel: those the path names in the path, the rest in the body of a POST or PUT
 * and in the query of a GET or DELETE.
 *
 * @throws Error if the input is no object: only objects have fields to split
 */
export function carriage(input: z.ZodType, method: string, path: string): Carriage {
  if (!(input instanceof z.ZodObject)) throw new Error('The input of an operation has to be an object')
  const inPath = pathFields(path)
  const part = (wanted: (field: string) => boolean) => {
    const fields = Object.entries(input.shape).filter(([field]) => wanted(field))
    return fields.length === 0 ? null : z.strictObject(Object.fromEntries(fields))
  }
  const rest = part((field) => !inPath.includes(field))
  const bodied = method === 'post' || method === 'put'
  return { path: part((field) => inPath.includes(field)), query: bodied ? null : rest, body: bodied ? rest : null }
}
