import type { Page } from 'playwright-core'
import type { OperationName, Output } from '../../client-sdk/src/index.ts'
import { type ErrorCode, errors } from '../../shared/contract/errors.ts'

/** This operation is answered with this error, whatever the hub would say; everything else passes. Before the page is loaded. */
export async function refuse(page: Page, operation: string, code: ErrorCode, more: object = {}): Promise<void> {
  const { status: _, meaning: message, ...row } = errors[code]
  await say(page, operation, { ok: false, error: { code, message, ...row, ...more } })
}

/** This operation is answered with this. Before the page is loaded. */
export async function answer<N extends OperationName>(page: Page, operation: N, data: Output<N>): Promise<void> {
  await say(page, operation, { ok: true, data })
}

async function say(page: Page, operation: string, answer: object): Promise<void> {
  const body = JSON.stringify([answer])
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
