import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type HeardMail, startSmtpServer } from '../support/smtpServer.ts'
import { channelTo, from, guest, mailOf } from './kit.ts'

const calendar = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Couvert//EN',
  'METHOD:PUBLISH',
  'BEGIN:VEVENT',
  'UID:r1@couvert.example',
  'SEQUENCE:2',
  'DTSTAMP:20260101T000000Z',
  'DTSTART:20260102T100000Z',
  'SUMMARY:정식당에서 저녁 식사 🍽️',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')

const always = [
  'auto-submitted',
  'content-language',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
]

const unsubscribe = `https://couvert.example/unsubscribe?by=${'signed'.repeat(60)}`

function headerNames({ email }: HeardMail): string[] {
  return email.headers.map(({ key }) => key).toSorted()
}

function header({ email }: HeardMail, name: string): string | undefined {
  return email.headers.find(({ key }) => key === name)?.value
}

function lines(text = ''): string[] {
  return text.trimEnd().split(/\r?\n/)
}

/** Sends this one, and returns what came. */
async function sent(
  parts: Parameters<typeof mailOf>[0],
  options?: Parameters<typeof channelTo>[1],
): Promise<HeardMail> {
  await using server = await startSmtpServer()
  using channel = channelTo(server, options)
  expect(await channel.send(mailOf(parts))).toMatchObject({ end: 'sent' })
  const [mail, ...others] = server.mails
  expect(others).toEqual([])
  if (mail === undefined) throw new Error('No mail came.')
  return mail
}

describe('a mail as it arrives', () => {
  it('says who it is from, that a machine sent it and in which language, and nothing else', async () => {
    const mail = await sent({ language: 'ko' })
    expect(headerNames(mail)).toEqual(always)
    expect(mail.envelope).toEqual({ from: from.address, to: [guest] })
    expect(mail.email.from).toEqual(from)
    expect(mail.email.to).toEqual([{ name: '', address: guest }])
    expect(mail.email.messageId).toBe('<r1.confirmed.1@couvert.example>')
    expect(header(mail, 'auto-submitted')).toBe('auto-generated')
    expect(header(mail, 'content-language')).toBe('ko')
    expect(Date.parse(mail.email.date ?? '')).not.toBeNaN()
  })

  it('greets the server by the name of its sender, not of its machine', async () => {
    await using server = await startSmtpServer()
    using channel = channelTo(server)
    await channel.send(mailOf())
    expect(server.conversations).toEqual([{ name: 'couvert.example', secure: false, user: null }])
  })

  it('can be switched off by one click where it may be', async () => {
    const mail = await sent({ unsubscribe })
    expect(headerNames(mail)).toEqual([...always, 'list-unsubscribe', 'list-unsubscribe-post'].toSorted())
    expect(header(mail, 'list-unsubscribe')).toBe(`<${unsubscribe}>`)
    expect(header(mail, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  })

  it.each([
    ['Korean', '정식당 예약이 확정되었습니다 – 11월 27일(금) 오후 7시, 2명'],
    ['Japanese', '「銀座きよ田」のご予約を承りました：11月27日（金）19時、2名様'],
    ['emoji', 'See you on Friday 👩‍👩‍👧‍👦🇰🇷 🍽️'],
    ['long', `${'예약 '.repeat(100)}끝`],
    ['with marks of its own', 'Ça va, "l’été" & <b>50 %</b>?'],
  ])('a %s subject survives', async (_what, subject) => {
    const mail = await sent({ subject })
    expect(mail.email.subject).toBe(subject)
    expect(mail.raw.split('\r\n\r\n')[0]).toMatch(/^[\t\r\n -~]*$/)
  })

  it('the restaurant’s own name as sender survives', async () => {
    const mail = await sent({}, { from: { name: '쿠베르, "예약"', address: 'table@couvert.example' } })
    expect(mail.email.from).toEqual({ name: '쿠베르, "예약"', address: 'table@couvert.example' })
  })

  it('text and HTML survive, whatever their lines begin with', async () => {
    const text = `.\r\n..\r\nFrom here on\r\n예약 번호: A1\r\n${'x'.repeat(3000)}`
    const html = '<p>안녕하세요 🍽️</p>\r\n.\r\n<p>またのお越しを</p>'
    const { email } = await sent({ text, html })
    expect(lines(email.text)).toEqual(lines(text))
    expect(lines(email.html)).toEqual(lines(html))
  })

  it.each(['PUBLISH', 'CANCEL'] as const)('its calendar to %s is an alternative and a file', async (method) => {
    const mail = await sent({ calendar: { text: calendar, method } })
    expect(headerNames(mail)).toEqual(always)
    // The parser makes line ends its own; the file itself is looked at below.
    const words = calendar.replaceAll('\r\n', '\n')
    const parts = mail.email.attachments.map(({ mimeType, filename, disposition, method: said, content }) => ({
      mimeType,
      filename,
      disposition,
      said,
      text: new TextDecoder().decode(content as ArrayBuffer),
    }))
    expect(parts).toEqual([
      { mimeType: 'text/calendar', filename: null, disposition: null, said: method, text: words },
      {
        mimeType: 'application/ics',
        filename: 'invite.ics',
        disposition: 'attachment',
        said: undefined,
        text: words,
      },
    ])
    expect(mail.raw.replaceAll('\r\n', '')).toContain(Buffer.from(calendar).toString('base64'))
    expect(mail.raw).toMatch(new RegExp(`Content-Type: text/calendar; charset=utf-8; method=${method}`))
  })
})

describe('a mail made to smuggle something in', () => {
  it.each([
    ['a line break', 'Table\r\nBcc: other@example.com\r\n\r\n<h1>', 'Table Bcc: other@example.com <h1>'],
    ['a bare CR', 'Table\rBcc: other@example.com', 'Table Bcc: other@example.com'],
    ['a bare LF', 'Table\nBcc: other@example.com', 'Table Bcc: other@example.com'],
    ['a NUL', 'Table\0for two', 'Table for two'],
    ['line breaks of Unicode', 'Table\u2028Bcc: x\u2029y\u0085z', 'Table Bcc: x y z'],
    ['an end of the mail', 'Table\r\n.\r\nMAIL FROM:<x@y.example>', 'Table . MAIL FROM:<x@y.example>'],
    ['something already encoded', '=?utf-8?Q?=0D=0ABcc:_x?=', '= ?utf-8?Q?=0D=0ABcc:_x?='],
  ])('by %s in its subject arrives in one line', async (_what, subject, shown) => {
    const mail = await sent({ subject })
    expect(headerNames(mail)).toEqual(always)
    expect(mail.email.subject).toBe(shown)
    expect(mail.envelope.to).toEqual([guest])
  })

  it('by any subject whatever has the same headers and one recipient', async () => {
    await using server = await startSmtpServer()
    using channel = channelTo(server)
    const nasty = fc.constantFrom('\r\n', '\r', '\n', '\0', '=?', '?=', ':', ' ', '\t', '\u2028', '"', '<', '한', '🍽')
    const subjects = fc.string({ unit: fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 3 })), minLength: 1 })
    await fc.assert(
      fc.asyncProperty(subjects, async (subject) => {
        await channel.send(mailOf({ subject: `Table ${subject}` }))
        const mail = server.mails.at(-1)
        expect(mail && headerNames(mail)).toEqual(always)
        expect(mail?.envelope.to).toEqual([guest])
      }),
      { numRuns: 50 },
    )
    expect(server.mails).toHaveLength(50)
  })

  it.each([
    ['a command', 'a@example.com>\r\nRCPT TO:<b@example.com'],
    ['a header', 'a@example.com\r\nBcc: b@example.com'],
    ['a NUL', 'a\0@example.com'],
    ['a second address', 'a@example.com, b@example.com'],
    ['a second address without a comma', 'a@example.com b@example.com'],
    ['a group', 'all: a@example.com, b@example.com;'],
    ['a name', 'A <a@example.com>'],
    ['quotes', '"a b@evil.example"@example.com'],
    ['two at signs', 'a@evil.example@example.com'],
    ['letters that only look alike', 'gu\u0435st@example.com'],
    ['a foreign domain', 'guest@예약.example'],
    ['an invisible mark', 'guest@example.com\u200b'],
    ['no domain', 'guest'],
    ['nothing', ''],
    ['far too much', `${'a'.repeat(250)}@example.com`],
  ])('by %s for an address is refused, and no server hears of it', async (_what, to) => {
    await using server = await startSmtpServer()
    using channel = channelTo(server)
    expect(await channel.send(mailOf({ to }))).toEqual({ end: 'never', error: 'bad_address' })
    expect(server.connections).toBe(0)
  })

  it('by its id or its link has no other headers for it', async () => {
    const evil = 'x\r\nBcc: other@example.com'
    const mail = await sent({ messageId: evil, unsubscribe: `https://couvert.example/${evil}` })
    expect(headerNames(mail)).toEqual([...always, 'list-unsubscribe', 'list-unsubscribe-post'].toSorted())
    expect(mail.envelope.to).toEqual([guest])
  })

  it('by a file or an address in place of its words brings the words', async () => {
    const { email } = await sent({ text: '/etc/hostname', html: 'data:text/html,<p>x</p>' })
    expect(email.text?.trim()).toBe('/etc/hostname')
    expect(email.html?.trim()).toBe('data:text/html,<p>x</p>')
  })

  it.each([
    ['a name with a line break', { name: 'Couvert\r\nBcc: x', address: 'table@couvert.example' }],
    ['two addresses', { name: 'Couvert', address: 'a@couvert.example, b@couvert.example' }],
  ])('%s for a sender does not even begin', (_what, sender) => {
    expect(() => channelTo({ port: 1 }, { from: sender })).toThrow('sender')
  })
})
