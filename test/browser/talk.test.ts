import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { messages } from '../../client-sdk/apps/diner/messages.ts'
import { talkWords } from '../../client-sdk/apps/talk/messages.ts'
import { searchWords } from '../../client-sdk/apps/talk/search/messages.ts'
import { paint } from '../support/attachments.ts'
import { launchBrowser, visit } from '../support/browser.ts'
import { connect } from '../support/client.ts'
import { type Shown, seedDesk, shownIn, textsIn } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { button, leave, venueAt } from './diner.ts'

const t = messages.en
const w = talkWords.en
const s = searchWords.en
const soon = { timeout: 30_000 }

let browser: Browser
let hub: TestHub

beforeAll(async () => {
  ;[browser, hub] = await Promise.all([launchBrowser(), startHub({ nodes: 2 })])
})

afterAll(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

/** From the restaurant's page to its desk. @returns the page, and the conversation it shows */
async function writeTo(venueId: string): Promise<{ page: Page; conversationId: string }> {
  const page = await visit(browser, venueAt(hub.url(0), venueId))
  await button(page, w.write).click()
  await page.getByText(w.beginning).waitFor()
  return { page, conversationId: new URL(page.url()).pathname.replace('/messages/', '') }
}

const said = (page: Page) => page.locator('.talk-said:not(.unsent) .talk-text').allInnerTexts()

test('a guest in the app and a desk at another node talk, and what is written without a connection arrives once and in order', async () => {
  const { venueId } = await hub.seedVenue({ name: 'Maison Hae' })
  await seedDesk(hub, venueId)
  const { page, conversationId } = await writeTo(venueId)
  using desk = connect(hub.url(1), hub.tokenFor('concierge', venueId))
  const feed = await desk.follow({ feed: 'conversation', params: { conversationId } })
  const about = () => feed.content['about'] as { guest: { readUpTo: number; deliveredUpTo: number } }
  const box = page.getByLabel(w.compose)
  const answer = (text: string) => desk.must('message.send', { conversationId, text })

  await box.fill('Is there a table by the window?')
  await box.press('Enter')
  await expect.poll(() => textsIn(feed), soon).toEqual(['Is there a table by the window?'])
  await page.getByText(w.marks.sent, { exact: true }).waitFor()
  await desk.must('conversation.delivered', { conversationId, upTo: 1 })
  await page.getByText(w.marks.delivered, { exact: true }).waitFor()
  await desk.must('conversation.read', { conversationId, upTo: 1 })
  await page.getByText(w.marks.read, { exact: true }).waitFor()

  await desk.must('conversation.typing', { conversationId })
  await page.getByText(w.writing('Test desk')).waitFor()
  await answer('Yes, see https://couvert.example/window <b>here</b>')
  const link = page.getByRole('link', { name: 'https://couvert.example/window' })
  expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow')
  await page.getByText('<b>here</b>').first().waitFor()
  expect(await page.locator('.talk-writing').innerText()).toBe('')
  expect(await page.getByRole('status').filter({ hasText: 'Test desk: Yes' }).count()).toBe(1)
  await expect.poll(about, soon).toMatchObject({ guest: { readUpTo: 2, deliveredUpTo: 2 } })

  await page.context().setOffline(true)
  await page.getByText(w.offline).waitFor()
  for (const text of ['At eight?', 'For four.']) {
    await box.fill(text)
    await button(page, w.send).click()
  }
  await expect.poll(() => page.getByText(w.marks.waiting, { exact: true }).count(), soon).toBe(2)
  await answer('When would you like to come?')
  await page.context().setOffline(false)
  const all = [
    'Is there a table by the window?',
    'Yes, see https://couvert.example/window <b>here</b>',
    'When would you like to come?',
    'At eight?',
    'For four.',
  ]
  await expect.poll(() => textsIn(feed), soon).toEqual(all)
  await expect.poll(() => said(page), soon).toEqual(all)
  await expect.poll(() => page.locator('.unsent').count(), soon).toBe(0)

  await page.getByRole('button', { name: w.actions }).nth(2).click()
  await button(page, w.react(w.reactions.thanks)).click()
  await expect.poll(() => shownIn(feed)[2]?.reactions, soon).toEqual([{ side: 'guest', reaction: 'thanks' }])
  await page.getByRole('button', { name: w.actions }).nth(2).click()
  await button(page, w.reply).click()
  await page.keyboard.type('On Friday')
  await page.keyboard.press('Enter')
  await expect.poll(() => shownIn(feed).at(-1), soon).toMatchObject({ text: 'On Friday', replyTo: 3 })

  await sendsPicture(page, () => shownIn(feed).at(-1))
  await changesWords(page, () => shownIn(feed))

  await page.goto(new URL('/messages', page.url()).href)
  await page.getByRole('link', { name: /Test desk/ }).waitFor()
  await findsAgain(page)
  await leave(page)
})

/** The fifth message in other words, the fourth taken back; and all of it as a file. */
async function changesWords(page: Page, shown: () => readonly Shown[]): Promise<void> {
  const menuOf = (seq: number) => page.locator(`[data-seq="${seq}"]`).getByRole('button', { name: w.actions })
  await menuOf(5).click()
  await button(page, w.edit).click()
  await page.getByLabel(w.editLabel).fill('For five.')
  await button(page, w.saveEdit).click()
  await expect.poll(() => shown()[4]?.text, soon).toBe('For five.')
  await menuOf(4).click()
  await button(page, w.withdraw).click()
  await page.getByText(w.withdrawSure).waitFor()
  expect(shown()[3]?.text).toBe('At eight?')
  await button(page, w.withdraw).click()
  await expect.poll(() => shown()[3]?.text, soon).toBe(null)
  await menuOf(3).click()
  expect(await button(page, w.edit).count()).toBe(0)

  const [file] = await Promise.all([page.waitForEvent('download'), button(page, w.saveAll).click()])
  const text = await readFile(await file.path(), 'utf8')
  expect(text).toContain('For five.')
  expect(text).not.toContain('At eight?')
}

/** From the list of conversations to what was said first, and back to what was found. */
async function findsAgain(page: Page): Promise<void> {
  await expect.poll(() => hub.db.collection('messages').countDocuments({ unindexed: true }), soon).toBe(0)
  const box = page.getByLabel(s.label)
  await box.fill('no such word')
  await box.press('Enter')
  await page.getByText(s.none).waitFor()
  await box.fill('windo')
  await box.press('Enter')
  await page.getByText(s.found(2), { exact: true }).waitFor()
  expect(await page.locator('mark').allInnerTexts()).toEqual(['windo', 'windo'])
  await page.getByRole('link', { name: /Is there a table/ }).click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-seq')), soon).toBe('1')
  await page.goBack()
  await page.locator('mark').first().waitFor()
  await page.getByLabel(s.label).press('Escape')
  await page.getByRole('link', { name: /Test desk/ }).waitFor()
}

/** A picture and nothing else, after a file that is neither picture nor PDF was refused and taken away. */
async function sendsPicture(page: Page, newest: () => Shown | undefined): Promise<void> {
  const chooser = page.locator('.talk-composer input[type=file]')
  const text = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') }
  const picture = { name: 'terrace.png', mimeType: 'image/png', buffer: await paint(600, 400).png().toBuffer() }
  await chooser.setInputFiles([text])
  await page.getByText(w.files.notTaken).waitFor()
  expect(await button(page, w.send).isDisabled()).toBe(true)
  await button(page, w.files.remove('notes.txt')).click()
  await chooser.setInputFiles([picture])
  await expect.poll(() => button(page, w.send).isEnabled(), soon).toBe(true)
  await button(page, w.send).click()
  await expect.poll(newest, soon).toMatchObject({ text: '', attachments: [{ name: 'terrace.webp' }] })
  const shown = page.getByRole('button', { name: w.files.enlarge('terrace.webp') })
  await expect.poll(() => widthIn(shown.locator('img')), soon).toBe(480)
  await shown.click()
  await expect.poll(() => widthIn(page.getByRole('img', { name: 'terrace.webp' })), soon).toBe(600)
  await page.keyboard.press('Escape')
}

/** Of the picture itself, once it is there. */
function widthIn(picture: ReturnType<Page['locator']>): Promise<number> {
  return picture.evaluate((it) => (it as HTMLImageElement).naturalWidth)
}

test('an unfinished message is there after a reload, Enter does not send a syllable, and too long a one says by how much', async () => {
  const { venueId } = await hub.seedVenue()
  await seedDesk(hub, venueId)
  const { page } = await writeTo(venueId)
  const box = page.getByLabel(w.compose)
  await box.fill('안녕')
  await box.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })
  expect(await box.inputValue()).toBe('안녕')
  await page.reload()
  await page.getByText(w.beginning).waitFor()
  expect(await box.inputValue()).toBe('안녕')
  await box.fill('🍷'.repeat(1990))
  await page.getByText(w.left(10)).waitFor()
  await box.fill('🍷'.repeat(2003))
  await page.getByText(w.over(3)).waitFor()
  expect(await button(page, w.send).isDisabled()).toBe(true)
  await leave(page)
})

test('earlier messages come in above without moving what one reads', async () => {
  const { venueId } = await hub.seedVenue()
  await seedDesk(hub, venueId)
  const { page, conversationId } = await writeTo(venueId)
  using desk = connect(hub.url(1), hub.tokenFor('concierge', venueId))
  for (let n = 1; n <= 59; n++) await desk.must('message.send', { conversationId, text: `Message ${n}` })
  await page.reload()
  await page.getByText('Message 59').first().waitFor()
  const tenth = page.getByText('Message 10', { exact: true })
  await page.evaluate(() => scrollTo(0, 60))
  const first = page.getByText('Message 1', { exact: true })
  await first.waitFor({ state: 'attached' })
  // What stood at the top of the page stands where it did: it has not gone out of sight.
  await expect.poll(() => isInSight(tenth), soon).toBe(true)
  expect(await isInSight(first)).toBe(false)
  expect(await page.getByRole('button', { name: t.retry }).count()).toBe(0)
  await leave(page)
})

function isInSight(place: ReturnType<Page['locator']>): Promise<boolean> {
  return place.evaluate((it) => {
    const { top, bottom } = it.getBoundingClientRect()
    return top < innerHeight && bottom > 0
  })
}
