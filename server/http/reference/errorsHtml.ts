import { type ErrorCode, errors } from '../../../shared/contract/errors.ts'
import { escaped } from '../../core/infra/escaped.ts'
import { page, prose } from './html.ts'

/** The errors as one static page without script: what the `type` of a problem points at. */
export function errorsHtml(): string {
  const body = [
    '<header><h1>Errors</h1>',
    `<p>${prose('Every failure has the same fields on both transports; over HTTP `type`, `title`, `status` and `detail` are beside them.')}</p>`,
    '<p><a href="/docs">HTTP operations</a> · <a href="/docs/events">The socket side</a></p></header>',
    `<main>${(Object.keys(errors) as ErrorCode[]).map(section).join('\n')}</main>`,
  ]
  return page('Couvert: errors', '<link rel="stylesheet" href="/docs/events.css">', body.join('\n'))
}

function section(code: ErrorCode): string {
  const { status, retryable, settles, meaning, hint } = errors[code]
  const again = retryable
    ? 'The same request may succeed later, unchanged.'
    : 'The same request will not succeed unchanged.'
  const settled = settles ? 'The command was judged and had no effect.' : ''
  return `<section id="${escaped(code)}"><h2><code>${escaped(code)}</code> <small>${status}</small></h2>
<p>${prose(meaning)} ${prose(hint)}</p><p class="quiet">${again} ${settled}</p></section>`
}
