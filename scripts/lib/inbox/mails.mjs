import { buffer } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { escaped } from './html.mjs'

const most = 200
const mostBytes = 2 * 1024 * 1024

/** A mail server that keeps what it is given. */
export function createMailbox() {
  /** The newest first. */
  const mails = []
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: mostBytes,
    onData: (stream, session, done) => void keep(stream, session).then(() => done(), done),
  })
  smtp.on('error', (error) => process.stderr.write(`${error.message}\n`))

  async function keep(stream, session) {
    const email = await PostalMime.parse(await buffer(stream))
    const { subject = '', from, html = '', text = '', attachments } = email
    const files = attachments.map(({ filename, mimeType, content }) => ({ filename, mimeType, text: textOf(content) }))
    const to = session.envelope.rcptTo.map(({ address }) => address)
    mails.unshift({ at: new Date().toISOString(), to, from: from?.address ?? '', subject, html, text, files })
    mails.length = Math.min(mails.length, most)
  }

  return {
    mails,
    /** @returns its port */
    listen: (port) =>
      new Promise((resolve) => {
        const listening = smtp.listen(port, '127.0.0.1', () => resolve(listening.address().port))
      }),
  }
}

function textOf(content) {
  return typeof content === 'string' ? content : new TextDecoder().decode(content)
}

export function mailArticle({ at, to, subject, html, text, files }) {
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
