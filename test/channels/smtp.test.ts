import { describe, expect, it } from 'vitest'
import type { SendOutcome } from '../../server/core/notices/message.ts'
import { type Moment, type Scene, startSmtpServer } from '../support/smtpServer.ts'
import { channelTo, guest, mailOf } from './kit.ts'

/** Long enough to come to the end of a conversation on a busy machine. */
const patience = { silenceMs: 2000 }

/** Drill D28, but for what is about encryption. */
describe('a mail server that errs', { concurrent: true }, () => {
  const refusals: readonly (readonly [Moment, number, SendOutcome])[] = [
    ['connect', 421, { end: 'later', error: 'link_421' }],
    ['connect', 554, { end: 'later', error: 'link_554' }],
    ['mail', 451, { end: 'later', error: 'smtp_451' }],
    ['mail', 530, { end: 'later', error: 'link_530' }],
    ['mail', 550, { end: 'never', error: 'smtp_550' }],
    ['recipient', 421, { end: 'later', error: 'link_421' }],
    ['recipient', 450, { end: 'later', error: 'smtp_450' }],
    ['recipient', 451, { end: 'later', error: 'smtp_451' }],
    ['recipient', 501, { end: 'never', error: 'smtp_501' }],
    ['recipient', 503, { end: 'later', error: 'link_503' }],
    ['recipient', 550, { end: 'never', error: 'smtp_550' }],
    ['recipient', 551, { end: 'never', error: 'smtp_551' }],
    ['recipient', 553, { end: 'never', error: 'smtp_553' }],
    ['dot', 421, { end: 'later', error: 'link_421' }],
    ['dot', 451, { end: 'later', error: 'smtp_451' }],
    ['dot', 552, { end: 'never', error: 'smtp_552' }],
    ['dot', 554, { end: 'never', error: 'smtp_554' }],
  ]

  it.each(refusals)('at %s, answering %i: a refusal is told by its code alone', async (at, answer, expected) => {
    for (const pipelining of [true, false]) {
      await using server = await startSmtpServer({ pipelining })
      using channel = channelTo(server)
      server.script.push({ at, answer })
      expect(await channel.send(mailOf())).toEqual(expected)
      expect(server.mails).toEqual([])
    }
  })

  it('a mail that was refused does not spoil the connection for the next', async () => {
    await using server = await startSmtpServer()
    using channel = channelTo(server)
    server.script.push({ at: 'recipient', answer: 550 }, { at: 'dot', answer: 554 })
    const outcomes = [await channel.send(mailOf()), await channel.send(mailOf()), await channel.send(mailOf())]
    expect(outcomes.map(({ end }) => end)).toEqual(['never', 'never', 'sent'])
    expect(server.mails).toHaveLength(1)
  })

  it.each<Moment>(['connect', 'mail', 'recipient', 'data'])(
    'a server silent at %s has not got the mail',
    async (at) => {
      await using server = await startSmtpServer()
      using channel = channelTo(server, { connectMs: 1000, silenceMs: 1000 })
      server.script.push({ at, answer: 'none' })
      expect(await channel.send(mailOf())).toEqual({ end: 'later', error: 'link_etimedout' })
      expect(server.mails).toEqual([])
    },
  )

  it.each<Moment>(['connect', 'mail', 'recipient', 'data', 'body'])(
    'a link cut at %s has not brought it',
    async (at) => {
      await using server = await startSmtpServer()
      using channel = channelTo(server)
      server.script.push({ at, answer: 'cut' })
      // More than fits on the way, so that it cannot have been said when the link is cut.
      const outcome = await channel.send(mailOf({ text: '표'.repeat(at === 'body' ? 4_000_000 : 1) }))
      expect(outcome).toEqual({ end: 'later', error: expect.stringMatching(/^link_e/) })
      expect(server.mails).toEqual([])
    },
  )

  const unsure: readonly (readonly [string, Scene['answer'], RegExp])[] = [
    ['silent', 'none', /^link_etimedout$/],
    ['cut off', 'cut', /^link_e/],
    ['slower than a whole try may take', 'trickled', /^link_eabort$/],
  ]

  it.each(unsure)('%s after the final dot: nobody knows, and it is there', async (_what, answer, error) => {
    await using server = await startSmtpServer()
    using channel = channelTo(server, answer === 'trickled' ? { silenceMs: 60_000, sendMs: 2000 } : patience)
    server.script.push({ at: 'dot', answer })
    expect(await channel.send(mailOf())).toEqual({ end: 'unsure', error: expect.stringMatching(error) })
    expect(server.mails).toHaveLength(1)
  })

  it('a mail that is tried again has the same Message-ID, so that whoever gets it twice can see it', async () => {
    await using server = await startSmtpServer()
    using channel = channelTo(server)
    server.script.push({ at: 'recipient', answer: 450 }, { at: 'dot', answer: 'cut' })
    const ends = []
    for (const _try of [1, 2, 3]) ends.push((await channel.send(mailOf())).end)
    expect(ends).toEqual(['later', 'unsure', 'sent'])
    const ids = server.mails.map(({ email }) => email.messageId)
    expect(ids).toEqual(['<r1.confirmed.1@couvert.example>', '<r1.confirmed.1@couvert.example>'])
  })

  it('a mail is sent once the server has said so, also when the link is cut right behind', async () => {
    await using server = await startSmtpServer()
    using channel = channelTo(server)
    server.script.push({ at: 'dot', answer: 'cut behind it' })
    expect(await channel.send(mailOf())).toMatchObject({ end: 'sent' })
    expect(await channel.send(mailOf())).toMatchObject({ end: 'sent' })
    expect(server.mails).toHaveLength(2)
  })

  it('a server that sends one byte at a time cannot make a try last longer than it may', async () => {
    await using server = await startSmtpServer()
    using channel = channelTo(server, { connectMs: 60_000, silenceMs: 60_000, sendMs: 300 })
    server.script.push({ at: 'connect', answer: 'trickled' })
    expect(await channel.send(mailOf())).toEqual({ end: 'later', error: 'link_eabort' })
    expect(server.conversations).toEqual([])
  })

  it('conversations that hang hold up the next mail only until they are given up', async () => {
    await using server = await startSmtpServer()
    using channel = channelTo(server, patience)
    for (let n = 0; n < 3; n += 1) server.script.push({ at: 'dot', answer: 'none' })
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => channel.send(mailOf())))
    expect(outcomes.map(({ end }) => end)).toEqual(['unsure', 'unsure', 'unsure', 'sent'])
  })

  it('many mails share few connections', async () => {
    await using server = await startSmtpServer()
    using channel = channelTo(server)
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => channel.send(mailOf())))
    expect(outcomes.every(({ end }) => end === 'sent')).toBe(true)
    expect(server.mails).toHaveLength(40)
    expect(server.connections).toBeLessThanOrEqual(3)
  })

  it('a connection that the server gave up while it was idle is no failure, a second one is', async () => {
    await using server = await startSmtpServer()
    using channel = channelTo(server)
    expect(await channel.send(mailOf())).toMatchObject({ end: 'sent' })
    server.script.push({ at: 'mail', answer: 'cut' })
    expect(await channel.send(mailOf())).toMatchObject({ end: 'sent' })
    server.script.push({ at: 'mail', answer: 'cut' }, { at: 'mail', answer: 'cut' })
    expect(await channel.send(mailOf())).toMatchObject({ end: 'later' })
    expect(server.mails).toHaveLength(2)
  })

  it('nobody listens: later', async () => {
    const server = await startSmtpServer()
    using channel = channelTo(server)
    await server.close()
    expect(await channel.send(mailOf())).toEqual({ end: 'later', error: 'link_econnrefused' })
  })

  it('once closed, a channel sends nothing more', async () => {
    await using server = await startSmtpServer()
    using channel = channelTo(server)
    channel.close()
    expect(await channel.send(mailOf())).toMatchObject({ end: 'later' })
    expect(server.connections).toBe(0)
  })

  it.each([
    ['mail', 'later'],
    ['dot', 'unsure'],
  ] as const)(
    'closed while a server keeps silent (%s), a channel soon says what became of the mail',
    async (at, end) => {
      await using server = await startSmtpServer()
      using channel = channelTo(server, { closeMs: 50 })
      server.script.push({ at, answer: 'none' })
      const outcome = channel.send(mailOf())
      await expect.poll(() => (at === 'mail' ? server.conversations : server.mails).length).toBe(1)
      channel.close()
      expect(await outcome).toEqual({ end, error: 'link_eabort' })
    },
  )

  it('what a server calls a mail is kept, and names nobody', async () => {
    await using server = await startSmtpServer()
    using channel = channelTo(server)
    expect(await channel.send(mailOf())).toEqual({ end: 'sent', ref: '<r1.confirmed.1@couvert.example>' })
    server.taken = `OK: queued as 4Z1kQ2 for ${guest}`
    expect(await channel.send(mailOf())).toEqual({ end: 'sent', ref: '4Z1kQ2' })
  })
})
