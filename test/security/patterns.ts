import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import type { z } from 'zod'
import { feeds } from '../../shared/contract/feeds.ts'
import { operations } from '../../shared/contract/index.ts'
import { partsOf } from '../contract/schemaParts.ts'

/** A regular expression of ours, and where it is. */
export interface Pattern {
  readonly at: string
  readonly pattern: RegExp
}

const root = new URL('../../', import.meta.url).pathname
const folders = ['server', 'shared', 'workers', 'client-sdk/src', 'client-sdk/apps']

/** Those written out in what is shipped. */
export function writtenPatterns(): readonly Pattern[] {
  return folders.flatMap((folder) => sourcesUnder(join(root, folder))).flatMap(patternsIn)
}

function sourcesUnder(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inside = join(path, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'dist' ? [] : sourcesUnder(inside)
    return /\.tsx?$/.test(entry.name) ? [inside] : []
  })
}

function patternsIn(file: string): readonly Pattern[] {
  const found: Pattern[] = []
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push({ at: relative(root, file), pattern: patternOf(node.text) })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function patternOf(literal: string): RegExp {
  const end = literal.lastIndexOf('/')
  return new RegExp(literal.slice(1, end), literal.slice(end + 1))
}

/** Those that the contract holds values against, the library's own for dates and addresses among them. */
export function contractPatterns(): readonly Pattern[] {
  const inputs = [
    ...Object.entries(operations).map(([name, { input }]) => [name, input] as const),
    ...Object.entries(feeds).map(([name, { params }]) => [name, params] as const),
  ]
  return inputs.flatMap(([name, input]) =>
    partsOf(input).flatMap(({ at, schema }) => patternsOf(schema).map((pattern) => ({ at: `${name} ${at}`, pattern }))),
  )
}

function patternsOf(schema: z.core.$ZodType): readonly RegExp[] {
  const { checks = [], ...own } = schema._zod.def
  return [own, ...checks.map((check) => check._zod.def)].flatMap((def) => {
    const pattern = 'pattern' in def ? def.pattern : undefined
    return pattern instanceof RegExp ? [pattern] : []
  })
}

/** One of each, under the first place it was found. */
export function distinct(patterns: readonly Pattern[]): readonly Pattern[] {
  return [...new Map(patterns.toReversed().map((it) => [String(it.pattern), it])).values()].toReversed()
}
