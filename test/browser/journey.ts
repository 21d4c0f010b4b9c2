import type { Page } from 'playwright-core'
import type { Language } from '../../client-sdk/apps/common/language.ts'
import { wordsIn } from '../screens/looks.ts'

export interface Traveller {
  readonly name: string
  /** As they type it. */
  readonly phone: string
  readonly email: string
}

interface Ways {
  /** The newest code in the mail to an address. */
  readonly codeTo: (email: string) => Promise<string>
  /** Called at each stop. */
  readonly at?: (stop: string, page: Page) => Promise<void>
}

/**
 * All that a new visitor does, from the first page, in one language: finds a restaurant, holds a table, confirms it
 * without an account, makes an account of it, takes it to another date, cancels it.
 */
export async function travel(page: Page, language: Language, who: Traveller, restaurant: string, ways: Ways) {
  const { t, w } = wordsIn(language)
  const stop = async (name: string) => ways.at?.(name, page)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const heading = (name: string) => page.getByRole('heading', { name, exact: true })
  const field = (name: string) => page.getByLabel(name, { exact: true })

  await page.getByLabel(t.search.what).fill(restaurant)
  await field(t.search.when).selectOption({ index: 7 })
  const card = page.locator('.venue-card').filter({ hasText: restaurant })
  await card.locator('.card-time').first().waitFor()
  await stop('found')
  await card.locator('.card-time').last().click()
  await button(t.picker.hold).waitFor()
  await stop('picker')
  await button(t.picker.hold).click()
  await heading(t.booking.held).waitFor()
  await stop('held')
  await page.getByLabel(t.booking.name).fill(who.name)
  await page.getByLabel(t.booking.phone).fill(who.phone)
  await page.getByLabel(t.booking.allergies).fill('🦐')
  await button(t.booking.confirm).click()
  await page.getByText(t.ticket.confirmedHint).waitFor()
  await stop('confirmed')
  const ticket = page.url()

  await page.getByRole('link', { name: t.nav.login }).first().click()
  await page.getByRole('link', { name: w.login.register }).click()
  await page.getByText(w.register.comesAlong).waitFor()
  await field(w.fields.name.label).fill(who.name)
  await field(w.fields.email.label).fill(who.email)
  await field(w.fields.password.label).fill('창가 자리 window 窓際')
  await stop('register')
  await button(w.register.submit).click()
  await page.getByText(w.code.lead(who.email)).waitFor()
  await field(w.fields.code.label).fill(await ways.codeTo(who.email))
  await button(w.code.submit).click()
  await page.getByText(w.welcome.cameAlong(1)).waitFor()
  await stop('welcome')

  await page.goto(ticket)
  await button(t.ticket.change).click()
  const sheet = page.getByRole('dialog')
  await sheet.locator('.slot').first().waitFor()
  await sheet.getByRole('button', { name: t.picker.dayAfter }).click()
  await sheet.locator('.slot.o').last().click()
  await stop('change')
  await button(t.ticket.changeTo).click()
  await page.getByText(t.ticket.changed).waitFor()
  await stop('changed')
  await button(t.ticket.cancel).click()
  await page.getByText(t.ticket.cancelCost).waitFor()
  await stop('sure')
  await button(t.ticket.cancelYes).click()
  await heading(t.ticket.cancelled).waitFor()
  await page.getByText(t.ticket.changed).waitFor({ state: 'detached' })
  await stop('cancelled')
}
