import type { Page } from 'playwright-core'
import { connect, type TestClient } from '../../support/client.ts'
import type { Device } from '../people.ts'
import { refuse } from '../refuse.ts'
import type { Stage, State } from '../stage.ts'

interface Talk {
  readonly somebody: Device
  readonly conversationId: string
  readonly path: string
}

/** Somebody's conversation with the desk of the restaurant; `talk` is what both say in it first. */
async function begun(stage: Stage, talk: (both: Both) => Promise<void> = async () => undefined): Promise<Talk> {
  const { hub, world, language } = stage
  const somebody = stage.device()
  await somebody.client.session.guest()
  const { conversationId } = await somebody.client.call('conversation.open', { deskId: world.night, language })
  using desk = connect(hub.url(0), hub.tokenFor('concierge', world.night))
  await talk({ somebody, desk, conversationId })
  return { somebody, conversationId, path: `/messages/${conversationId}` }
}

interface Both {
  readonly somebody: Device
  readonly desk: TestClient
  readonly conversationId: string
}

const lines = {
  ko: [
    '토요일 저녁 창가 자리가 있을까요?',
    '네, 7시 30분에 네 분 자리가 있습니다.',
    '그럼 부탁드립니다.',
    '감사합니다!',
  ],
  en: [
    'Is there a table by the window on Saturday?',
    'Yes, at half past seven for four.',
    'Then please.',
    'Thank you!',
  ],
  ja: [
    '土曜の夜、窓際のお席はありますか。',
    'はい、19時30分に4名様でご用意できます。',
    'ではお願いします。',
    'ありがとうございます！',
  ],
} as const

/** Parts of what is said there. */
const sought = { ko: '자리', en: 'table', ja: '窓際' } as const

async function ordinary({ somebody, desk, conversationId }: Both, language: Stage['language']): Promise<void> {
  const { call } = somebody.client
  const [asked, told, wanted, thanks] = lines[language]
  await call('message.send', { conversationId, text: asked })
  await desk.must('message.send', { conversationId, text: `${told} https://couvert.example/window` })
  await call('message.react', { conversationId, seq: 2, reaction: 'thanks' })
  await call('message.send', { conversationId, text: wanted, replyTo: 2 })
  await call('message.send', { conversationId, text: thanks })
  await call('message.withdraw', { conversationId, seq: 4 })
  await desk.must('message.send', { conversationId, text: thanks })
  await desk.must('message.edit', { conversationId, seq: 5, text: `${thanks} ✓` })
  await desk.must('conversation.read', { conversationId, upTo: 4 })
}

/** Sixty of them, long words and long addresses among them. */
async function veryFull({ desk, conversationId }: Both): Promise<void> {
  const long = `https://couvert.example/${'menu-of-the-season-'.repeat(12)} ${'Donaudampfschifffahrt'.repeat(8)}`
  for (let n = 1; n <= 54; n++) {
    await desk.must('message.send', {
      conversationId,
      text: n % 9 === 0 ? long : `${n}. ${'Saturday, window. '.repeat(n % 7)}`,
    })
  }
}

async function write(page: Page, { s }: Stage, text: string): Promise<void> {
  await page.getByLabel(s.compose).fill(text)
  await page.getByRole('button', { name: s.send, exact: true }).click()
}

export const talkStates: readonly State[] = [
  { name: 'messages-none', make: ({ open }) => open('/messages') },
  {
    name: 'messages',
    async make(stage) {
      const { somebody } = await begun(stage, (both) => ordinary(both, stage.language))
      const page = await stage.open('/messages', { somebody })
      await page.locator('.talk-unread').waitFor()
      return page
    },
  },
  {
    name: 'messages-found',
    async make(stage) {
      const { somebody } = await begun(stage, (both) => ordinary(both, stage.language))
      const page = await stage.open('/messages', { somebody })
      await page.locator('.talk-unread').waitFor()
      await page.locator('input[type=search]').fill(sought[stage.language])
      await page.keyboard.press('Enter')
      await page.locator('.talk-hit').first().waitFor()
      return page
    },
  },
  {
    name: 'messages-found-none',
    async make(stage) {
      const { somebody } = await begun(stage, (both) => ordinary(both, stage.language))
      const page = await stage.open('/messages', { somebody })
      await page.locator('.talk-unread').waitFor()
      await page.locator('input[type=search]').fill('Zabaglione')
      await page.keyboard.press('Enter')
      await page.locator('.talk-found .empty').waitFor()
      return page
    },
  },
  {
    name: 'conversation-empty',
    async make(stage) {
      const { somebody, path } = await begun(stage)
      const page = await stage.open(path, { somebody })
      await page.locator('.talk .empty').waitFor()
      return page
    },
  },
  {
    name: 'conversation',
    async make(stage) {
      const { somebody, path } = await begun(stage, (both) => ordinary(both, stage.language))
      const page = await stage.open(path, { somebody })
      await page.getByRole('button', { name: stage.s.actions }).nth(1).click()
      await page.locator('.talk-actions').waitFor()
      return page
    },
  },
  {
    name: 'conversation-full',
    async make(stage) {
      const { somebody, path } = await begun(stage, veryFull)
      const page = await stage.open(path, { somebody })
      await page.locator('[data-seq="54"]').waitFor()
      await page.getByLabel(stage.s.compose).fill('A table by the window, please. '.repeat(60))
      return page
    },
  },
  {
    name: 'conversation-offline',
    async make(stage) {
      const { somebody, path } = await begun(stage, (both) => ordinary(both, stage.language))
      const page = await stage.open(path, { somebody })
      await page.locator('[data-seq="5"]').waitFor()
      await page.context().setOffline(true)
      for (const text of lines[stage.language].slice(2)) await write(page, stage, text)
      await page.locator('.unsent.waiting').nth(1).waitFor()
      return page
    },
  },
  {
    name: 'conversation-refused',
    async make(stage) {
      const { somebody, path } = await begun(stage, (both) => ordinary(both, stage.language))
      const prepare = (page: Page) => refuse(page, 'message.send', 'invalid_input')
      const page = await stage.open(path, { somebody, prepare })
      await page.locator('[data-seq="5"]').waitFor()
      await write(page, stage, lines[stage.language][2])
      await page.locator('.talk-refused').waitFor()
      return page
    },
  },
  { name: 'conversation-gone', make: ({ open }) => open('/messages/0123456789abcdefghjkmnpqrs') },
]
