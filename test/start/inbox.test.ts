import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, inject, onTestFinished, test } from 'vitest'
import type { ServiceAccountFile } from '../../scripts/lib/google.mjs'
import { createPushChannel } from '../../workers/channels/push.ts'

const script = fileURLToPath(new URL('../../scripts/inbox.mjs', import.meta.url))

/** The demo's inbox on a data folder, under the certificate that processes of this run take for Google's. */
async function startInbox(folder: string) {
  mkdirSync(join(folder, 'push'), { recursive: true })
  writeFileSync(join(folder, 'push/identity.json'), JSON.stringify(inject('google')))
  const inbox = spawn(process.execPath, [script, folder, 'http://localhost:3000', '0', '0', '0'])
  onTestFinished(() => void inbox.kill('SIGKILL'))
  inbox.stderr.pipe(process.stderr)
  const [line] = (await once(inbox.stdout, 'data')) as [Buffer]
  const [page, , proxy] = /^inbox ready (\d+) (\d+) (\d+)/.exec(line.toString())?.slice(1) ?? []
  return { page: `http://localhost:${page}`, proxy: `http://127.0.0.1:${proxy}` }
}

const push = {
  title: '예약이 확정되었습니다',
  body: '메종 해, 11월 27일 (금) 오후 7:00 <b>',
  language: 'ko',
  path: '/r/reservation',
  collapseKey: '0123456789abcdefghjkmnpqrs',
  until: Date.now() + 3_600_000,
} as const

test('the inbox of the demo shows what the real SDK pushes as a locked phone would, and hands it to the page', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'couvert-inbox-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { page, proxy } = await startInbox(folder)
  const file = JSON.parse(readFileSync(join(folder, 'push/account.json'), 'utf8')) as ServiceAccountFile
  const account = { projectId: file.project_id, clientEmail: file.client_email, privateKey: file.private_key }
  const channel = createPushChannel({ account, proxy })
  onTestFinished(() => channel.close())

  const headers = { origin: 'http://localhost:3000', 'user-agent': 'Mozilla/5.0 (Linux; Android 16) Chrome/147.0' }
  const answer = await fetch(`${page}/devices`, { method: 'POST', headers })
  expect(answer.headers.get('access-control-allow-origin')).toBe(headers.origin)
  const token = await answer.text()
  const again = await fetch(`${page}/devices`, { method: 'POST', headers, body: token })
  expect(await again.text()).toBe(token)

  const pushes = await fetch(`${page}/devices/${token}/pushes`)
  const reader = pushes.body?.pipeThrough(new TextDecoderStream()).getReader()
  await reader?.read()
  // The same one twice, as after a lost answer: it takes its own place.
  expect(await channel.send(push, [token])).toMatchObject([{ end: 'sent' }])
  expect(await channel.send(push, [token])).toMatchObject([{ end: 'sent' }])
  const { title, body, language: lang, collapseKey: tag, path } = push
  // Both may come in one piece.
  const [first = ''] = ((await reader?.read())?.value ?? '').split('\n\n')
  const heard = JSON.parse(first.replace('data: ', '')) as unknown
  expect(heard).toMatchObject({ notification: { title, body, lang, tag }, data: { path } })
  expect(await (await fetch(`${page}/pushes.json`)).json()).toMatchObject({
    devices: [{ device: 'Chrome on Android', pushes: [{ title, body, lang, tag, path }] }],
  })
  const shown = await (await fetch(page)).text()
  expect(shown).toContain(`<strong>${title}</strong>`)
  expect(shown).toContain('http://localhost:3000/r/reservation')
  expect(shown).not.toContain('<b>')
  expect((await fetch(`${page}/devices`, { method: 'POST' })).headers.get('access-control-allow-origin')).toBeNull()

  await reader?.cancel()
  await fetch(`${page}/devices/${token}/drop`, { method: 'POST' })
  expect(await channel.send(push, [token])).toEqual([{ end: 'gone' }])
})
