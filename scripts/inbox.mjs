import { createServer } from 'node:http'
import { ensureGoogleKeys } from './lib/google/keys.mjs'
import { createMailbox, mailArticle } from './lib/inbox/mails.mjs'
import { createDevices, phone } from './lib/inbox/pushes.mjs'

/*
 * What the demo tells people: a mail server and a stand-in for Firebase Cloud Messaging on this machine, which keep what
 * they are given, and a page to look at it. Arguments: the data folder, the address of the app, and three ports, 0 for
 * any: of the page, of the mail server, of the proxy to what stands for Google. Says `inbox ready` and the ports when all
 * listen.
 */

const [folder = '', app = '', ...ports] = process.argv.slice(2)
const [pagePort, smtpPort, proxyPort] = ports.map(Number)

const mailbox = createMailbox()
const devices = createDevices(ensureGoogleKeys(folder))

const page = createServer((request, response) => {
  serve(request, response).catch(() => response.destroy())
})

async function serve(request, response) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  response.setHeader('cache-control', 'no-store')
  if (await devices.serve(request, response, pathname)) return
  if (pathname === '/mails.json') return json(response, { mails: mailbox.mails })
  if (pathname === '/pushes.json') return json(response, { devices: devices.list() })
  if (pathname !== '/') return response.writeHead(404).end('There is only one page: /')
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'")
  response.end(inboxPage())
}

function json(response, value) {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
}

function inboxPage() {
  const phones = devices.list().map((each) => phone(each, app))
  const mails = mailbox.mails.map(mailArticle)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Couvert: what anybody is told</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
.phones { display: flex; flex-wrap: wrap; gap: 1rem; }
.phone { width: 20rem; min-height: 16rem; padding: 1rem; border-radius: 2rem; color: #fff; background: linear-gradient(160deg, #3b4a5a, #171a1f); }
.phone h3 { margin: 0.25rem 0 1rem; text-align: center; font-size: 0.875rem; font-weight: 500; }
.phone ol { margin: 0; padding: 0; list-style: none; display: grid; gap: 0.5rem; }
.phone a { display: block; padding: 0.75rem 1rem; border-radius: 1rem; color: inherit; background: rgb(255 255 255 / 15%); text-decoration: none; }
.phone strong { display: block; }
.phone small { opacity: 0.8; }
details { border-top: 1px solid; padding: 0.75rem 0; }
summary { cursor: pointer; }
summary small { display: block; opacity: 0.7; }
iframe { width: 100%; height: 36rem; border: 1px solid; background: Canvas; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 2px solid; padding-left: 1rem; }
</style></head><body><h1>What anybody is told</h1><p>Since the last start, the newest first. Load again for more.</p>
<h2>Phones, locked</h2>
${phones.length === 0 ? '<p>No push yet. Book a table, switch on “Tell me on this device” below it, then change the booking.</p>' : `<div class="phones">${phones.join('\n')}</div>`}
<h2>Mails</h2>
${mails.length === 0 ? '<p>No mail yet. Book a table and leave an address.</p>' : mails.join('\n')}</body></html>`
}

const smtp = await mailbox.listen(smtpPort)
const { proxy } = await devices.start(proxyPort)
page.listen(pagePort, '127.0.0.1', () => {
  process.stdout.write(`inbox ready ${page.address().port} ${smtp} ${new URL(proxy).port}\n`)
})
