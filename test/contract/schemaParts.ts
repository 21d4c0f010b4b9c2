import type { z } from 'zod'

/** A schema inside another, and where: `guest.name`, `tableIds[]`. */
export interface Part {
  readonly at: string
  readonly schema: z.core.$ZodType
}

/** A schema and everything inside it. */
export function partsOf(schema: z.core.$ZodType, at = ''): readonly Part[] {
  return [{ at, schema }, ...inside(schema as z.core.$ZodTypes, at)]
}

function inside(schema: z.core.$ZodTypes, at: string): readonly Part[] {
  const def = schema._zod.def
  const within = (name: string) => (at === '' ? name : `${at}.${name}`)
  if (def.type === 'object') return Object.entries(def.shape).flatMap(([name, field]) => partsOf(field, within(name)))
  if (def.type === 'array') return partsOf(def.element, `${at}[]`)
  if (def.type === 'record') return partsOf(def.valueType, `${at}{}`)
  if (def.type === 'union') return def.options.flatMap((option) => partsOf(option, at))
  if (def.type === 'pipe') return [...partsOf(def.in, at), ...partsOf(def.out, at)]
  return 'innerType' in def ? partsOf(def.innerType, at) : []
}

/** Does this object refuse fields it does not name? */
export function isStrict(object: z.core.$ZodObject): boolean {
  return object._zod.def.catchall?._zod.def.type === 'never'
}
