import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/*
 * The inbox of the demo: a mail server on this machine that keeps what it is given, and a page to read it.
 * Arguments: the port of the page and that of the mail server, 0 for any. Says `inbox ready` and the ports when both listen.
 */

const most = 200
const mostBytes = 2 * 1024 * 1024
const [pagePort, smtpPort] = process.argv.slice(2).map(Number)

/** The newest first. */
const mails = []

const smtp = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  size: mostBytes,
  onData: (stream, session, done) => keep(stream, session).then(() => done(), done),
})

async function keep(stream, session) {
  const email = await PostalMime.parse(await buffer(stream))
  const { subject = '', from, html = '', text = '', attachments } = email
  const files = attachments.map(({ filename, mimeType, content }) => ({ filename, mimeType, text: textOf(content) }))
  const to = session.envelope.rcptTo.map(({ address }) => address)
  mails.unshift({ at: new Date().toISOString(), to, from: from?.address ?? '', subject, html, text, files })
  mails.length = Math.min(mails.length, most)
}

function textOf(content) {
  return typeof content === 'string' ? content : new TextDecoder().decode(content)
}

const page = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  response.setHeader('cache-control', 'no-store')
  if (pathname === '/mails.json')
    return response.setHeader('content-type', 'application/json').end(JSON.stringify({ mails }))
  if (pathname !== '/') return response.writeHead(404).end('There is only one page: /')
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'")
  response.end(inboxPage())
})

function inboxPage() {
  const list =
    mails.length === 0 ? '<p>No mail yet. Book a table and leave an address.</p>' : mails.map(article).join('\n')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Couvert: inbox</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 44rem; margin: 0 auto; padding: 1.5rem; }
details { border-top: 1px solid; padding: 0.75rem 0; }
summary { cursor: pointer; }
summary small { display: block; opacity: 0.7; }
iframe { width: 100%; height: 36rem; border: 1px solid; background: Canvas; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 2px solid; padding-left: 1rem; }
</style></head><body><h1>Inbox of the demo</h1><p>What was mailed since the last start, to whomever. Load again for more.</p>
${list}</body></html>`
}

function article({ at, to, subject, html, text, files }) {
  const parts = files.map(
    ({ filename, mimeType, text: content }) =>
      `<h3>${escaped(filename ?? mimeType)}</h3><pre>${escaped(content)}</pre>`,
  )
  return `<details><summary><strong>${escaped(subject)}</strong><small>${escaped(to.join(', '))} · ${escaped(at)}</small></summary>
<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escaped(linksOutside(html))}" title="${escaped(subject)}"></iframe>
<h3>As text</h3><pre>${escaped(text)}</pre>${parts.join('')}</details>`
}

/** Nothing of ours lets itself be shown in a frame. */
function linksOutside(html) {
  return html.replace('<head>', '<head><base target="_blank">')
}

function escaped(text) {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

smtp.on('error', (error) => process.stderr.write(`${error.message}\n`))
const listening = smtp.listen(smtpPort, '127.0.0.1', () => {
  page.listen(pagePort, '127.0.0.1', () => {
    process.stdout.write(`inbox ready ${page.address().port} ${listening.address().port}\n`)
  })
})
