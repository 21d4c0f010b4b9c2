import { expect, test } from 'vitest'
import { connect } from '../../support/client.ts'
import { openCutDoor } from '../../support/cutDoor.ts'
import { allOf, seedDesk } from '../../support/desk.ts'
import { startHub } from '../../support/hub.ts'
import { deviceAt, problemsOf, seqsIn, textsIn } from '../../support/talkDevice.ts'

const soon = { timeout: 120_000, interval: 100 }
const tenMinutes = 600_000
const stretches = 3
/** More than a feed has and more than one page brings. */
const missed = 130

test('D32: ten minutes away, three times, each with more missed than a page holds and the node killed meanwhile: two devices end with the same list, nothing twice, in order', {
  timeout: 600_000,
}, async () => {
  await using hub = await startHub({ nodes: 3, processes: true })
  const deskId = await seedDesk(hub)
  const token = hub.tokenFor('guest')
  using guest = connect(hub.url(1), token)
  const { conversationId } = await guest.must('conversation.open', { deskId })
  // A desk of several, so that no limit of one person is met.
  const colleagues = Array.from({ length: 4 * stretches }, () => connect(hub.url(1), hub.tokenFor('concierge', deskId)))
  let said = 0
  const answer = () =>
    colleagues[said % colleagues.length]?.must('message.send', {
      conversationId,
      text: `d${said++}`,
      evenIfTaken: true,
    })
  await using door = await openCutDoor(hub.url(0))
  using phone = deviceAt(door.url, token, conversationId)
  using tablet = deviceAt(hub.url(2), token, conversationId)
  const written: string[] = []
  const write = (text: string) => {
    written.push(text)
    phone.conversation.send(text)
  }

  for (let stretch = 0; stretch < stretches; stretch++) {
    write(`before ${stretch}`)
    await expect.poll(() => textsIn(tablet.conversation), soon).toContain(`before ${stretch}`)
    door.mute()
    write(`unanswered ${stretch}`)
    await expect.poll(() => textsIn(tablet.conversation), soon).toContain(`unanswered ${stretch}`)
    door.shut()
    for (let n = 0; n < 3; n++) write(`away ${stretch}.${n}`)
    for (let n = 0; n < missed; n++) await answer()
    const node = hub.nodes[stretch === 0 ? 0 : hub.nodes.length - 1]
    await node?.kill9()
    await hub.addNode({ port: node?.port ?? 0 })
    phone.clock.advance(tenMinutes)
    expect(phone.conversation.get().outbox).toHaveLength(4)
    door.open()
    const total = (stretch + 1) * (5 + missed)
    for (const { conversation } of [phone, tablet]) {
      await expect.poll(() => seqsIn(conversation).at(-1), soon).toBe(total)
    }
    await expect.poll(() => phone.conversation.get().outbox, soon).toEqual([])
  }
  const all = await allOf(guest, conversationId)
  for (const { conversation, states } of [phone, tablet]) {
    const seqs = seqsIn(conversation)
    expect(problemsOf(seqs, textsIn(conversation), [])).toEqual([])
    expect(textsIn(conversation)).toEqual(all.slice(-seqs.length).map(({ text }) => text))
    for (const state of states) expect(problemsOf(state, [], [])).toEqual([])
  }
  const texts = all.map(({ text }) => text ?? '')
  expect(
    problemsOf(
      all.map(({ seq }) => seq),
      texts,
      written,
    ),
  ).toEqual([])
  for (const { socket } of colleagues) socket.disconnect()
})
