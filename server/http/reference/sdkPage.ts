import type { z } from 'zod'
import { type Feed, feeds } from '../../../shared/contract/feeds.ts'
import { type OperationName, operations } from '../../../shared/contract/index.ts'
import { commonErrors, type Operation, writeErrors } from '../../../shared/contract/operation.ts'
import { contractWriter, readNames } from './contractTypes.ts'
import { type Noun, nounOf, nouns } from './nouns.ts'

const codes = (list: readonly string[]) => list.map((it) => `\`${it}\``).join(', ')

const intro = `# What the SDK calls and follows

\`client.call(name, input)\` answers with what stands behind \`→\`, or throws a \`ClientError\` ([all codes](errors.md)). A
write (✎) goes out under a request id that is kept until the answer is definite; what only reads (○) can be asked with
\`useQuery\`. \`client.feed(name, params)\` follows, and its content is a map of entries. \`createPushDevice(client)\` keeps
the token of a device registered, at every start and through changes of the session. How the client behaves, offline too,
is in [its README](../../client-sdk/README.md).

Any operation can be refused with ${codes(commonErrors)}; writes also with ${codes(writeErrors)}.`

/** `docs/reference/sdk.md`. */
export function sdkPage(): string {
  const parts = [
    intro,
    ...(Object.keys(nouns) as Noun[]).map(nounSection),
    '## Feeds',
    ...(Object.entries(feeds) as [string, Feed][]).map(feedSection),
    '## Types',
    'Named because several operations use them; exported by the package under these names.',
    ...[...contractWriter.named].map(([name, text]) => code(`interface ${name} ${text}`)),
    'Made from `shared/contract` by `npx tsx scripts/generate.ts`; do not edit by hand.',
  ]
  return `${parts.join('\n\n')}\n`
}

function nounSection(noun: Noun): string {
  const own = (Object.entries(operations) as [OperationName, Operation][]).filter(([name]) => nounOf(name) === noun)
  return [`## ${noun}`, nouns[noun], ...own.map(operationSection)].join('\n\n')
}

function operationSection([name, operation]: [OperationName, Operation]): string {
  const { summary, input, output, write, errors } = operation
  const mark = write ? ' ✎' : readNames.includes(name) ? ' ○' : ''
  return [
    `### ${name}${mark}`,
    summary,
    code(`call('${name}', ${said(input, 'input')})\n→ ${said(output, 'output')}`),
    ...(errors.length > 0 ? [`Refusals of its own: ${codes(errors)}.`] : []),
  ].join('\n\n')
}

function feedSection([name, { summary, params, entry }]: [string, Feed]): string {
  const text = `feed('${name}', ${said(params, 'input')})\n→ Record<string, ${said(entry, 'output')}>`
  return [`### ${name}`, summary, code(text)].join('\n\n')
}

/** What is empty is written as one writes it. */
function said(schema: z.ZodType, io: 'input' | 'output'): string {
  const text = contractWriter.textOf(schema, io)
  return text === 'Record<string, never>' ? '{}' : text
}

function code(text: string): string {
  return `\`\`\`ts\n${text}\n\`\`\``
}
