import type { Browser } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { startHub } from '../support/hub.ts'
import { startRedis, startReplicaSet } from '../support/servers.ts'
import { dateAhead } from '../support/venue.ts'
import type { Goal } from './goals.ts'
import { spreadOf } from './rounds.ts'

/** As SCREENS.md has it; a round trip as the usual tools set it for such a connection. */
const phone = { slowdown: 4, bitsPerSecond: 1_600_000, roundTripMs: 150 }
const rounds = 9
const goalMs = 3000

interface Visit {
  /** From the address to a time that can be chosen, proven live. */
  readonly usableMs: number
  /** Cumulative layout shift until then. */
  readonly shift: number
  /** What came over the wire for scripts. */
  readonly scriptBytes: number
}

/** `phone`: a restaurant's page on a slow phone, with nothing in its cache. */
export async function slowPhone(say: (line: string) => void): Promise<readonly Goal[]> {
  await using mongo = await startReplicaSet({ members: 1 })
  await using redis = await startRedis()
  await using hub = await startHub({ mongoUri: mongo.uri, redisUrl: `${redis.url}/1` })
  const { venueId } = await hub.seedVenue()
  const address = `${hub.url(0)}/v/${venueId}?${new URLSearchParams({ date: dateAhead(7), party: '2', lang: 'en' })}`
  const browser = await launchBrowser()
  try {
    await visit(browser, address)
    const visits: Visit[] = []
    for (let round = 0; round < rounds; round++) {
      const one = await visit(browser, address)
      say(
        `usable after ${Math.round(one.usableMs)} ms, ${one.scriptBytes} bytes of scripts, shift ${one.shift.toFixed(3)}`,
      )
      visits.push(one)
    }
    const spread = (of: (one: Visit) => number) => spreadOf(visits.map(of))
    return [
      { what: 'the picker is usable on a slow phone', spread: spread((it) => it.usableMs), most: goalMs, unit: 'ms' },
      { what: 'layout shift until then', spread: spread((it) => it.shift), most: 0.1, unit: '' },
    ]
  } finally {
    await browser.close()
  }
}

async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' })
  try {
    const page = await context.newPage()
    await page.addInitScript(countShifts)
    const devtools = await context.newCDPSession(page)
    const bytesPerSecond = phone.bitsPerSecond / 8
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: phone.roundTripMs,
      downloadThroughput: bytesPerSecond,
      uploadThroughput: bytesPerSecond,
    })
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: phone.slowdown })
    const scripts = new Set<string>()
    let scriptBytes = 0
    devtools.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script') scripts.add(requestId)
    })
    devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) scriptBytes += encodedDataLength
    })
    const startedAt = performance.now()
    await page.goto(address, { waitUntil: 'commit' })
    await page.locator('button.slot:enabled').first().waitFor()
    await page
      .getByRole('status')
      .filter({ hasText: /^\s*live\s*$/ })
      .first()
      .waitFor()
    const usableMs = performance.now() - startedAt
    const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift)
    return { usableMs, shift, scriptBytes }
  } finally {
    await context.close()
  }
}

/** Runs in the page. */
function countShifts(): void {
  const counted = window as unknown as { shift: number }
  counted.shift = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
      if (!entry.hadRecentInput) counted.shift += entry.value
    }
  }).observe({ type: 'layout-shift', buffered: true })
}
