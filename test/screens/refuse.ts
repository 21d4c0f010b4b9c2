import type { Page } from 'playwright-core'
import { type ErrorCode, errors } from '../../shared/contract/errors.ts'

/** This operation is answered with this error, whatever the hub would say; everything else passes. Before the page is loaded. */
export async function refuse(page: Page, operation: string, code: ErrorCode, more: object = {}): Promise<void> {
  const { status: _, meaning: message, ...row } = errors[code]
  const body = JSON.stringify([{ ok: false, error: { code, message, ...row, ...more } }])
  await page.routeWebSocket(/\/socket\.io\//, (browser) => {
    const hub = browser.connectToServer()
    browser.onMessage((message) => {
      // An event that wants an answer: `42`, its number, and the event.
      const asked = /^42(\d+)\["([^"]+)"/.exec(String(message))
      if (asked?.[2] === operation) browser.send(`43${asked[1]}${body}`)
      else hub.send(message)
    })
  })
}
