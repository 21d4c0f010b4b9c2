import { escaped } from '../../core/infra/escaped.ts'
import type { AsyncApiDocument, Channel } from './asyncApi.ts'
import { type Field, fieldsOf, type JsonSchema } from './fields.ts'
import { page, prose } from './html.ts'

/** The socket side as one static page without script, made from the AsyncAPI document. */
export function eventsPage(document: AsyncApiDocument): string {
  const channels = Object.entries(document.channels)
  const index = channels.map(([id]) => `<li><a href="#${escaped(id)}"><code>${escaped(id)}</code></a></li>`)
  const body = [
    `<header><h1>${escaped(document.info.title)}: the socket side</h1>`,
    `<p>${prose(document.info.description)}</p>`,
    '<p><a href="/docs">HTTP operations</a> · <a href="/docs/errors">Errors</a> · <a href="/docs/asyncapi.json">AsyncAPI document</a></p></header>',
    `<nav aria-label="Events"><ul>${index.join('')}</ul></nav>`,
    `<main>${channels.map(([id, channel]) => section(id, channel)).join('\n')}</main>`,
  ]
  return page(`${document.info.title}: events`, '<link rel="stylesheet" href="/docs/events.css">', body.join('\n'))
}

function section(id: string, channel: Channel): string {
  const address = channel.address === id ? '' : ` <small>event <code>${escaped(channel.address)}</code></small>`
  const messages = Object.values(channel.messages).map(
    ({ title, payload }) =>
      `<details><summary>${escaped(title)}</summary>${table(fieldsOf(payload as JsonSchema))}</details>`,
  )
  return `<section id="${escaped(id)}"><h2><code>${escaped(id)}</code>${address}</h2>
<p>${prose(channel.summary)}</p><p class="quiet">${prose(channel.description)}</p>
${messages.join('\n')}</section>`
}

function table(fields: readonly Field[]): string {
  const rows = fields.map(
    ({ path, type, required, note }) =>
      `<tr><td><code>${escaped(path)}</code></td><td><code>${escaped(type)}</code></td>` +
      `<td>${required ? '' : 'optional'}</td><td>${prose(note)}</td></tr>`,
  )
  return `<table><thead><tr><th>Field</th><th>Type</th><th></th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

export const eventsStyle = `:root { color-scheme: light dark; --quiet: color-mix(in srgb, currentColor 65%, transparent); --line: color-mix(in srgb, currentColor 18%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
code { font-family: ui-monospace, monospace; font-size: 0.9em; overflow-wrap: anywhere; }
nav ul { columns: 14rem; padding: 0; list-style: none; }
section { border-top: 1px solid var(--line); padding: 0.5rem 0; }
h2 { font-size: 1.1rem; } h2 small { font-weight: normal; color: var(--quiet); }
.quiet { color: var(--quiet); }
summary { cursor: pointer; padding: 0.25rem 0; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--line); }
`
