import type { z } from 'zod'
import { errorBodySchema, errorCodes } from '../../../shared/contract/errors.ts'
import { type Feed, feeds } from '../../../shared/contract/feeds.ts'
import { operations } from '../../../shared/contract/index.ts'
import type { Operation } from '../../../shared/contract/operation.ts'
import { guestDetails, reservation } from '../../../shared/contract/schemas.ts'
import { tableSettings } from '../../../shared/contract/settings.ts'
import { createTypeWriter, docText } from './typeText.ts'

/** What several operations take or answer; the same names in the types and on the page about them. */
export const contractWriter = createTypeWriter({
  Reservation: [reservation, 'output'],
  GuestDetails: [guestDetails, 'input'],
  Venue: [operations['venue.get'].output, 'output'],
  Profile: [operations['account.get'].output, 'output'],
  OpenedSession: [operations['session.guest'].output, 'output'],
  TableSettings: [tableSettings, 'output'],
})

/** Operations that only read: asking again does nothing. */
export const readNames: readonly string[] = Object.entries(operations).flatMap(
  ([name, { http }]: [string, Operation]) => (http.method === 'get' ? [name] : []),
)

/** The source of `client-sdk/src/generated/types.ts`: the contract's types, without the schemas they come from. */
export function contractTypesSource(): string {
  return [
    '// Made from `shared/contract` by `npx tsx scripts/generate.ts`; do not edit by hand.',
    '',
    ...[...contractWriter.named].flatMap(([name, text]) => [`export interface ${name} ${text}`, '']),
    ...table('What each operation takes and answers.', 'Operations', operations, operationFields),
    'export type OperationName = keyof Operations',
    '/** What a client sends: what has a default may be left out. */',
    "export type Sent<N extends OperationName> = Operations[N]['sent']",
    "export type Output<N extends OperationName> = Operations[N]['output']",
    '/** Operations that only read: a screen may ask them again whenever it wants to. */',
    `export type ReadName =${union(readNames)}`,
    '',
    ...table('What each feed is opened with, and the entries it is made of.', 'Feeds', feeds, feedFields),
    'export type FeedName = keyof Feeds',
    "export type FeedParams<N extends FeedName> = Feeds[N]['params']",
    "export type FeedEntry<N extends FeedName> = Feeds[N]['entry']",
    '',
    `export type ErrorCode =${union(errorCodes)}`,
    '',
    ...errorTypes(),
  ].join('\n')
}

function errorTypes(): readonly string[] {
  const { issues } = errorBodySchema.shape
  const rest = contractWriter.textOf(errorBodySchema.omit({ code: true, issues: true }), 'output')
  return [
    '/** A field that does not fit. */',
    `export interface Issue ${contractWriter.textOf(issues.unwrap().element, 'output')}`,
    '',
    '/** The body of every failure, on both transports. */',
    `export interface ErrorBody ${rest.replace('{', '{\n  code: ErrorCode\n  issues?: Issue[]')}`,
    '',
  ]
}

function table<T>(
  doc: string,
  name: string,
  entries: Readonly<Record<string, T>>,
  fields: (entry: T) => readonly [summary: string, ...parts: string[]],
): readonly string[] {
  const rows = Object.entries(entries).flatMap(([key, entry]) => {
    const [summary, ...parts] = fields(entry)
    return [...docText(summary, '  '), `  '${key}': {`, ...parts, '  }']
  })
  return [`/** ${doc} */`, `export interface ${name} {`, ...rows, '}', '']
}

function operationFields({ summary, input, output }: Operation): readonly [string, ...string[]] {
  return [summary, field('sent', input, 'input'), field('output', output, 'output')]
}

function feedFields({ summary, params, entry }: Feed): readonly [string, ...string[]] {
  return [summary, field('params', params, 'input'), field('entry', entry, 'output')]
}

function field(name: string, schema: z.ZodType, io: 'input' | 'output'): string {
  return `    ${name}: ${contractWriter.textOf(schema, io, '    ')}`
}

function union(names: readonly string[]): string {
  return names.map((name) => `\n  | '${name}'`).join('')
}
