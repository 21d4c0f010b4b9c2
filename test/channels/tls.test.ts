import { describe, expect, it } from 'vitest'
import { selfSigned } from '../../scripts/lib/google.mjs'
import { createSmtpChannel } from '../../workers/channels/smtp.ts'
import { startSmtpServer } from '../support/smtpServer.ts'
import { channelTo, from, mailOf } from './kit.ts'

/** This machine too, under an address that does not say so: as any server elsewhere. */
const elsewhere = '0.0.0.0'

const tls = selfSigned(elsewhere)
const login = { user: 'couvert', password: 'p@ss:word' }

describe('a mail server elsewhere', { concurrent: true }, () => {
  it.each(['smtp', 'smtps'])('over %s is spoken to in secret, and logged in to', async (protocol) => {
    await using server = await startSmtpServer({ tls, secure: protocol === 'smtps', login })
    const url = `${protocol}://couvert:${encodeURIComponent(login.password)}@${elsewhere}:${server.port}`
    using channel = channelTo(server, { url, ca: tls.cert })
    expect(await channel.send(mailOf())).toMatchObject({ end: 'sent' })
    expect(server.conversations).toEqual([{ name: 'couvert.example', secure: true, user: 'couvert' }])
    expect(server.mails).toHaveLength(1)
  })

  it('that offers no encryption gets nothing: a downgrade is waited out', async () => {
    await using server = await startSmtpServer()
    using channel = channelTo(server, { url: `smtp://${elsewhere}:${server.port}` })
    expect(await channel.send(mailOf())).toEqual({ end: 'later', error: 'link_etls' })
    expect(server.connections).toBe(1)
    expect(server.conversations).toEqual([])
  })

  it('is not spoken to in plain text because its address asks for it', async () => {
    await using server = await startSmtpServer()
    const url = `smtp://${elsewhere}:${server.port}?requireTLS=false&ignoreTLS=true&tls.rejectUnauthorized=false`
    using channel = channelTo(server, { url })
    expect(await channel.send(mailOf())).toMatchObject({ end: 'later' })
    expect(server.conversations).toEqual([])
  })

  it('nobody vouches for gets nothing', async () => {
    await using server = await startSmtpServer({ tls })
    using channel = channelTo(server, { url: `smtp://${elsewhere}:${server.port}` })
    expect(await channel.send(mailOf())).toEqual({ end: 'later', error: 'link_depth_zero_self_signed_cert' })
    expect(server.conversations).toEqual([])
  })

  it('that is vouched for under another name gets nothing', async () => {
    const other = selfSigned('192.0.2.1')
    await using server = await startSmtpServer({ tls: other })
    using channel = channelTo(server, { url: `smtp://${elsewhere}:${server.port}`, ca: other.cert })
    expect(await channel.send(mailOf())).toEqual({ end: 'later', error: 'link_err_tls_cert_altname_invalid' })
    expect(server.conversations).toEqual([])
  })

  it('that does not know our password is tried again later, for the mail is not at fault', async () => {
    await using server = await startSmtpServer({ tls, login })
    using channel = channelTo(server, { url: `smtp://couvert:wrong@${elsewhere}:${server.port}`, ca: tls.cert })
    expect(await channel.send(mailOf())).toEqual({ end: 'later', error: 'link_eauth' })
    expect(server.conversations).toEqual([])
  })

  it.each(['http://a:secret@mail.example', 'smtp:mail', 'smtp://', 'secret@mail.example', 'smtp://a:secret@mail:x'])(
    'at %s does not even begin, and no password is told',
    (url) => {
      const begin = (): unknown => createSmtpChannel({ url, from })
      expect(begin).toThrow('begins with smtp://')
      expect(begin).not.toThrow('secret')
    },
  )
})
