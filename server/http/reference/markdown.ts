import { type ErrorCode, errors } from '../../../shared/contract/errors.ts'
import { type Feed, type FeedName, feeds } from '../../../shared/contract/feeds.ts'
import { type OperationName, operations } from '../../../shared/contract/index.ts'
import { commonErrors, type Operation, writeErrors } from '../../../shared/contract/operation.ts'
import { metricTable } from '../../core/infra/metrics.ts'
import { whoMay } from './answers.ts'

const generatedBy = 'Made from `shared/contract` by `npx tsx scripts/generate.ts`; do not edit by hand.'

/** A page of Markdown with one table. */
export function tablePage(page: {
  readonly title: string
  readonly intro: readonly string[]
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const lines = [row(page.head), row(page.head.map(() => '---')), ...page.rows.map(row)]
  return [`# ${page.title}`, '', ...page.intro.flatMap((text) => [text, '']), ...lines, '', generatedBy, ''].join('\n')
}

/** `docs/reference/errors.md`. */
export function errorsPage(): string {
  return tablePage({
    title: 'Errors',
    intro: [
      'Every failure has the same body on both transports, with the code, a message, the hint, and where they help the ' +
        'fields that do not fit (`issues`), the `reason`, and how long to wait (`retryAfterMs`). Over HTTP it is a ' +
        'problem of RFC 9457: `type`, `title`, `status` and `detail` are beside them, and `type` points at this table ' +
        'as the hub shows it (`/docs/errors`).',
      '**Again**: the same request may succeed later, unchanged. **Settles**: the command was judged and had no ' +
        'effect; without it, an earlier try under the same request id may still have taken effect.',
    ],
    head: ['Code', 'Status', 'Again', 'Settles', 'Meaning', 'What to do'],
    rows: (Object.keys(errors) as ErrorCode[]).map((code) => {
      const { status, retryable, settles, meaning, hint } = errors[code]
      return [`\`${code}\``, String(status), retryable ? 'yes' : 'no', settles ? 'yes' : 'no', meaning, hint]
    }),
  })
}

const codes = (list: readonly string[]) => list.map((code) => `\`${code}\``).join(', ')

/** `docs/reference/operations.md`. */
export function operationsPage(): string {
  const called = Object.entries(operations) as [OperationName, Operation][]
  const followed = Object.entries(feeds) as [FeedName, Feed][]
  return tablePage({
    title: 'Operations and feeds',
    intro: [
      'An operation is called as a Socket.IO event of its name, or over HTTP under `/v1`. Writes (✎) carry a request id ' +
        '(`requestId`, over HTTP `Idempotency-Key`). A feed is followed with `feed.open`, or read once over HTTP.',
      `Any of them can answer ${codes(commonErrors)}; writes also ${codes(writeErrors)}.`,
    ],
    head: ['Name', 'What it does', 'Who may', 'HTTP', 'Calls in s', 'Own errors'],
    rows: [
      ...called.map(([name, { summary, policy, http, limit, errors: own, write }]) => [
        `\`${name}\`${write ? ' ✎' : ''}`,
        summary,
        whoMay(policy),
        `\`${http.method.toUpperCase()} ${http.path}\``,
        `${limit.points} in ${limit.perSeconds}`,
        codes(own),
      ]),
      ...followed.map(([name, { summary, policy, path }]) => [
        `feed \`${name}\``,
        summary,
        whoMay(policy),
        `\`GET ${path}\``,
        '',
        codes(['not_found', 'busy']),
      ]),
    ],
  })
}

/** `docs/reference/metrics.md`. */
export function metricsPage(): string {
  return tablePage({
    title: 'Metrics',
    intro: [
      'Served at `/metrics` by every node and worker, beside those of the process itself. Labels are names from our own tables: never ids, never anything of a person.',
    ],
    head: ['Metric', 'Labels', 'What it tells'],
    rows: Object.entries(metricTable).map(([name, { help, labels }]) => [`\`${name}\``, codes(labels), help]),
  })
}
