export type Plain = Readonly<Record<string, unknown>>

/**
 * The inner form of an update in the oplog since MongoDB 5 (`$v: 2`): `u` fields set, `i` fields made, `d` fields gone,
 * `s<field>` the same one level down; arrays (`a: true`) have a length `l`, `u<index>` and `s<index>`.
 *
 * Not documented as stable, so it is read here and nowhere else, and whoever rebuilds documents from it compares the
 * last state with what the database holds.
 *
 * @throws Error on a part it does not know: a guess would make the judge blind.
 */
export function applyDelta(before: Plain, diff: Plain): Plain {
  const after: Record<string, unknown> = { ...before }
  for (const [part, value] of Object.entries(diff)) {
    if (part === 'u' || part === 'i') Object.assign(after, value)
    else if (part === 'd') for (const field of Object.keys(value as Plain)) delete after[field]
    else if (part.startsWith('s')) after[part.slice(1)] = applyInner(after[part.slice(1)], value as Plain)
    else throw new Error(`the oplog holds a part of a delta that is not known: ${part}`)
  }
  return after
}

function applyInner(before: unknown, diff: Plain): unknown {
  return diff.a === true ? applyToArray(before as readonly unknown[], diff) : applyDelta((before ?? {}) as Plain, diff)
}

function applyToArray(before: readonly unknown[], { l, ...parts }: Plain): readonly unknown[] {
  const after = [...before]
  if (typeof l === 'number') after.length = l
  for (const [part, value] of Object.entries(parts)) {
    if (part === 'a') continue
    const index = Number(part.slice(1))
    if (part.startsWith('u')) after[index] = value
    else if (part.startsWith('s')) after[index] = applyInner(after[index], value as Plain)
    else throw new Error(`the oplog holds a part of an array's delta that is not known: ${part}`)
  }
  return after
}
