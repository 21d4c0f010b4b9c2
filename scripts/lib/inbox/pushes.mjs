import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { asInBrowser, refuse, startGoogle } from '../google.mjs'
import { escaped } from './html.mjs'

const mostOfOne = 50
const aliveMs = 20_000
const ourToken = /^local-[0-9a-f]{16}:[\w-]{1,80}$/

/**
 * The devices of the demo: takes what is pushed as the provider does, shows it as a locked phone would, and hands it to
 * the page that asked for the token, if one is open.
 */
export function createDevices({ identity, account }) {
  /** By token; the newest push first. */
  const told = new Map()
  const dropped = new Set()
  /** Open pages by token. */
  const pages = new Map()

  function take(message) {
    const { token, notification, webpush, data } = message
    const { tag } = webpush.notification
    const push = {
      at: new Date().toISOString(),
      ...notification,
      lang: webpush.notification.lang,
      tag,
      path: data.path,
    }
    // As a phone does it: what comes twice takes its own place.
    const others = (told.get(token) ?? []).filter((other) => other.tag !== tag)
    told.delete(token)
    told.set(token, [push, ...others].slice(0, mostOfOne))
    for (const page of pages.get(token) ?? []) page.write(`data: ${JSON.stringify(asInBrowser(message))}\n\n`)
  }

  /** One that is shown again is the same device, also when this process is another. */
  function handOut(shown, userAgent) {
    const token = ourToken.test(shown) ? shown : `local-${randomBytes(8).toString('hex')}:${nameIn(userAgent)}`
    dropped.delete(token)
    return token
  }

  function follow(token, request, response) {
    const open = pages.get(token) ?? new Set()
    pages.set(token, open.add(response))
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write(':\n\n')
    const alive = setInterval(() => response.write(':\n\n'), aliveMs)
    request.once('close', () => {
      clearInterval(alive)
      open.delete(response)
    })
  }

  return {
    start: (port) => {
      const message = ({ token }, _request, response) => {
        if (dropped.has(token)) refuse(response, 'unregistered')
        return dropped.has(token)
      }
      return startGoogle({ identity, account, take, port, play: { message } })
    },
    /** `[{ device, pushes }]`, who was told last first. */
    list: () => [...told].reverse().map(([token, pushes]) => ({ device: deviceOf(token), pushes })),
    /** What the app asks from its own page. @returns whether it was asked here at all */
    async serve(request, response, path) {
      const [, root, token = '', what] = path.split('/').map(decodeURIComponent)
      if (root !== 'devices') return false
      const { origin = '' } = request.headers
      if (/^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(origin)) {
        response.setHeader('access-control-allow-origin', origin)
      }
      if (request.method === 'POST' && token === '') {
        response.end(handOut(await text(request), request.headers['user-agent'] ?? ''))
      } else if (request.method === 'POST' && what === 'drop') {
        dropped.add(token)
        response.end()
      } else if (request.method === 'GET' && what === 'pushes') {
        follow(token, request, response)
      } else {
        response.writeHead(404).end()
      }
      return true
    },
  }
}

/** The first that is found counts: most also claim to be another. */
const browsers = ['Edg', 'Firefox', 'Chrome', 'Safari', 'A browser']
const systems = ['iPhone', 'iPad', 'Android', 'Windows', 'Mac OS X', 'Linux', 'some device']

/** `Chrome on Android`, to be told from others by, in letters that a token may have. */
function nameIn(userAgent) {
  const [browser, system] = [browsers, systems].map((all) => all.find((name) => userAgent.includes(name)) ?? all.at(-1))
  return Buffer.from(`${browser.replace('Edg', 'Edge')} on ${system}`).toString('base64url')
}

function deviceOf(token) {
  return ourToken.test(token) ? Buffer.from(token.split(':')[1], 'base64url').toString() : `${token.slice(0, 24)}…`
}

/** @param app where a tap leads */
export function phone({ device, pushes }, app) {
  const notices = pushes.map(
    ({ at, title, body, lang, path }) =>
      `<li><a lang="${escaped(lang)}" href="${escaped(new URL(path, app).href)}" target="_blank"><small>Couvert · <time>${escaped(at)}</time></small><strong>${escaped(title)}</strong>${escaped(body)}</a></li>`,
  )
  return `<section class="phone"><h3>${escaped(device)}</h3><ol>${notices.join('\n')}</ol></section>`
}
