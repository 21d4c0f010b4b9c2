import type { Page } from 'playwright-core'
import { codeTo } from '../../support/people.ts'
import { dateAhead } from '../../support/venue.ts'
import { book, employ, logIn, newDevice, newPerson, password, register } from '../people.ts'
import { refuse } from '../refuse.ts'
import type { Stage, State } from '../stage.ts'

let day = 60
const nextDate = () => dateAhead(day++)

async function submit(page: Page): Promise<void> {
  await page.locator('form button[type=submit]').first().click()
}

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.locator(`[name=${name}]`).first().fill(value)
}

/** The form is filled in, and a code is on its way. */
async function begun(stage: Stage): Promise<{ page: Page; email: string }> {
  const somebody = stage.device()
  await book(somebody, { venueId: stage.world.night, date: nextDate(), time: '19:30' })
  const page = await stage.open('/register', { somebody })
  const { email, name } = newPerson()
  await page.getByText(stage.w.register.comesAlong).waitFor()
  await fill(page, { name, email, newPassword: password })
  await submit(page)
  await page.locator('[name=code]').waitFor()
  return { page, email }
}

async function account(stage: Stage): Promise<Page> {
  const somebody = stage.device()
  const person = await register(stage.hub, somebody)
  for (let others = 0; others < 2; others++) {
    using other = newDevice(stage.hub.url(0))
    await logIn(other, person)
  }
  const page = await stage.open('/account', { somebody })
  await page.locator('.sessions li').nth(2).waitFor()
  // What comes later moves what is to be pressed.
  await page.locator('[autocomplete=organization]').waitFor()
  await page.locator('.skeleton').first().waitFor({ state: 'detached' })
  return page
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function factorBegun(stage: Stage): Promise<Page> {
  const page = await account(stage)
  await button(page, stage.w.factor.begin).click()
  await page.locator('.secret').waitFor()
  return page
}

export const accountStates: readonly State[] = [
  { name: 'login', make: ({ open }) => open('/login') },
  {
    name: 'login-wrong',
    async make({ open, w }) {
      const page = await open('/login')
      await submit(page)
      await page.getByText(w.fields.email.wrong).waitFor()
      return page
    },
  },
  {
    name: 'login-refused',
    async make({ open, t }) {
      const page = await open('/login')
      await fill(page, { email: newPerson().email, password })
      await submit(page)
      await page.getByText(t.errors.wrong_credentials).waitFor()
      return page
    },
  },
  {
    name: 'limit-login',
    async make({ open }) {
      const prepare = (page: Page) =>
        refuse(page, 'session.login', 'rate_limited', { retryable: false, retryAfterMs: 700_000 })
      const page = await open('/login', { prepare })
      await fill(page, { email: newPerson().email, password })
      await submit(page)
      await page.getByRole('alert').waitFor()
      return page
    },
  },
  {
    name: 'login-second-step',
    async make({ open }) {
      const prepare = (page: Page) => refuse(page, 'session.login', 'second_factor_required')
      const page = await open('/login', { prepare })
      await fill(page, { email: newPerson().email, password })
      await submit(page)
      await page.locator('[name=oneTimeCode]').waitFor()
      return page
    },
  },
  { name: 'login-return-declined', make: ({ open }) => open('/login/return?error=access_denied') },
  { name: 'register', make: ({ open }) => open('/register') },
  { name: 'register-code', make: async (stage) => (await begun(stage)).page },
  {
    name: 'register-code-wrong',
    async make(stage) {
      const { page, email } = await begun(stage)
      await fill(page, { code: (await codeTo(stage.hub, email)) === '000000' ? '111111' : '000000' })
      await submit(page)
      await page.getByText(stage.w.errors.wrong_code).waitFor()
      return page
    },
  },
  {
    name: 'register-came-along',
    async make(stage) {
      const { page, email } = await begun(stage)
      await fill(page, { code: await codeTo(stage.hub, email) })
      await submit(page)
      await page.locator('.brought .tabular').first().waitFor()
      return page
    },
  },
  { name: 'reset', make: ({ open }) => open('/reset') },
  {
    name: 'reset-code',
    async make({ open }) {
      const page = await open('/reset')
      await fill(page, { email: newPerson().email })
      await submit(page)
      await page.locator('[name=code]').waitFor()
      return page
    },
  },
  { name: 'account-guest', make: ({ open }) => open('/account') },
  {
    name: 'account-guest-notices',
    async make({ open, device }) {
      const somebody = device()
      await somebody.client.session.guest()
      const page = await open('/account#notices', { somebody })
      await page.locator('.preferences').waitFor()
      return page
    },
  },
  { name: 'account', make: account },
  {
    name: 'account-changes',
    async make(stage) {
      const page = await account(stage)
      await button(page, stage.w.account.change).click()
      await button(page, stage.w.password.submit).click()
      return page
    },
  },
  { name: 'account-factor', make: factorBegun },
  {
    name: 'account-recovery-codes',
    async make(stage) {
      const page = await factorBegun(stage)
      const secret = (await page.locator('.secret code').textContent()) ?? ''
      const { Secret, TOTP } = await import('otpauth')
      const code = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate()
      await fill(page, { oneTimeCode: code })
      await button(page, stage.w.factor.confirm).click()
      await page.locator('.recovery li').first().waitFor()
      return page
    },
  },
  {
    name: 'account-erase',
    async make(stage) {
      const page = await account(stage)
      await button(page, stage.w.erase.begin).click()
      await page.locator('dialog li').first().waitFor()
      return page
    },
  },
  {
    name: 'account-erase-sure',
    async make(stage) {
      const page = await account(stage)
      await button(page, stage.w.erase.begin).click()
      await button(page, stage.w.erase.understood).click()
      await page.locator('dialog [name=currentPassword]').waitFor()
      return page
    },
  },
  {
    name: 'logged-out',
    async make(stage) {
      const page = await account(stage)
      await page.locator('.account-head button').click()
      await page.getByText(stage.w.account.loggedOut).waitFor()
      return page
    },
  },
  {
    name: 'account-alerts',
    async make({ hub, world, device, open }) {
      const somebody = device()
      await employ(hub, somebody, [
        { role: 'manager', venueId: world.night },
        { role: 'host', venueId: world.full },
      ])
      const page = await open('/account#alerts', { somebody })
      await page.locator('.alerts fieldset').nth(1).waitFor()
      await page.locator('.alerts .tick input').first().check()
      await page.locator('.alerts [role=status] .icon').waitFor()
      return page
    },
  },
  { name: 'staff-invitation', make: ({ open }) => open('/staff#0123456789abcdefghjkmnpqrs') },
  { name: 'staff-link-broken', make: ({ open }) => open('/staff') },
]
