// SPDX-License-Identifier: AGPL-3.0-or-later
// Mail that people get from a server: to reset a password, whatever the mail server says on the way.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startMail } from '../../e2e/emulators/mail/mail.mjs'
import { askDatabase, type Served, serve } from '../world/programs.ts'
import { Api, cookieOf } from './answers.ts'
import { signIn, signUp } from './library.ts'
import { Mailing } from './mailing.ts'

const password = 'a wholly different sentence'

let mailing: Mailing

beforeAll(async () => {
  mailing = await Mailing.start()
})
beforeEach(() => mailing.forget())
afterAll(() => mailing[Symbol.asyncDispose]())

const requestReset = async (email: string) =>
  expect((await mailing.api.ask('POST /api/v1/auth/password-reset', { json: { email } })).status).toBe(204)
const complete = (token: string, more: object = {}) =>
  mailing.api.ask('POST /api/v1/auth/password-reset/complete', { json: { token, password, ...more } })

/** Asks for a reset and returns the token in its mail. */
async function tokenFor(email: string): Promise<string> {
  await requestReset(email)
  const mail = await mailing.mailTo(email, /^Reset/)
  return /\/reset-password#token=([\w-]{43})$/m.exec(mail.mail.text ?? '')?.[1] ?? ''
}

describe('a password', () => {
  it('is reset by a mailed link, once, and all browsers are signed out', async () => {
    const { api } = mailing
    const old = { email: 'ann@example.org', password: 'quite bony lantern' }
    const signedUp = await api.ask('POST /api/v1/auth/signup', { json: old })
    const token = String(signedUp.body.access_token)
    await mailing.mailTo('ann@example.org', /^Confirm/)
    const device = await api.ask('POST /api/v1/auth/agent-token', { token, json: {} })
    const link = await tokenFor('ann@example.org')
    expect((await complete('a-guess')).status).toBe(410)
    expect((await complete(link, { password: 'password12' })).status).toBe(400)
    expect((await complete(link)).body).toEqual({ email: 'ann@example.org' })

    expect((await complete(link)).status).toBe(410)
    expect((await api.ask('GET /api/v1/me', { token })).status).toBe(401)
    const cookie = { cookie: cookieOf(signedUp) }
    expect((await api.ask('POST /api/v1/auth/refresh', { headers: cookie })).status).toBe(401)
    expect((await api.ask('GET /api/v1/me', { token: device.body.access_token })).status).toBe(200)
    const json = { email: 'ann@example.org', password }
    expect((await api.ask('POST /api/v1/auth/login', { json })).status).toBe(200)
  })

  it('is reset with all devices signed out, for those who want it', async () => {
    const token = await mailing.signUp('bea@example.org')
    const device = await mailing.api.ask('POST /api/v1/auth/agent-token', { token, json: {} })
    expect((await complete(await tokenFor('bea@example.org'), { revoke_devices: true })).status).toBe(200)
    expect((await mailing.api.ask('GET /api/v1/me', { token: device.body.access_token })).status).toBe(401)
  })

  it('isn’t reset by a link that is older than an hour', async () => {
    await mailing.signUp('cem@example.org')
    const link = await tokenFor('cem@example.org')
    mailing.sql(`UPDATE account_links SET expires_at = now() WHERE email = 'cem@example.org'`)
    expect((await complete(link)).status).toBe(410)
    expect(await signIn(mailing.api, 'cem@example.org')).not.toBe('undefined')
  })

  it('is asked for with the same answer by an address without an account, which gets no mail', async () => {
    await mailing.signUp('dan@example.org')
    await requestReset('nobody@example.org')
    await requestReset('DAN@example.org')
    await mailing.mailTo('dan@example.org')
    expect(mailing.mail.mails).toHaveLength(1)
    expect(mailing.sql('SELECT count(*) FROM mail_requests')).toBe('0')
  })

  it('is asked for often and mailed once', async () => {
    await mailing.signUp('eva@example.org')
    for (let i = 0; i < 5; i++) await requestReset('eva@example.org')
    await mailing.untilDone()
    expect(mailing.mail.mails).toHaveLength(1)
  })

  it('is not where the database could tell it: only the hash of the link is stored', async () => {
    await mailing.signUp('fay@example.org')
    const link = await tokenFor('fay@example.org')
    const rows = mailing.sql(
      `SELECT to_jsonb(mails) FROM mails UNION ALL SELECT to_jsonb(account_links) FROM account_links`,
    )
    expect(rows).toContain('fay@example.org')
    expect(rows).not.toContain(link)
  })
})

describe('a mail', () => {
  it('is in the language that its reader chose, with the server’s own links only', async () => {
    const token = await mailing.signUp('gül@example.org')
    await mailing.api.ask('PATCH /api/v1/me', { token, json: { language: 'de', name: 'Gül\r\nBcc: eve@example.org' } })
    await requestReset('gül@example.org')
    const { mail, from } = await mailing.mailTo('gül@example.org')
    expect(from).toBe('rmirror@rmirror.example.org')
    expect(mail.subject).toBe('Passwort für rMirror zurücksetzen')
    expect(mail.text).toContain('Für dein Konto gül@example.org wurde ein neues Passwort angefordert.')
    expect(mail.html).toContain('lang="de"')
    const links = [...`${mail.text}${mail.html}`.matchAll(/https?:\/\/[^\s"<]+/g)].map(([link]) => link)
    for (const link of links) expect(link).toMatch(/^http:\/\/rmirror\.example\.org(\/|$)/)
  })

  it.each([
    ['rcpt', '451 4.7.1 Greylisted'],
    ['data', '451 4.3.0 Try again'],
    ['content', '452 4.3.1 Full'],
    ['mail', '421 4.3.2 Busy'],
    ['auth', '454 4.7.0 Later'],
    ['connect', '421 4.3.2 Busy'],
  ] as const)('that was refused for now at %s is sent later, under the same Message-ID', async (step, reply) => {
    const email = `${step}-later@example.org`
    await mailing.signUp(email)
    mailing.fail({ step, reply })
    await requestReset(email)
    await expect.poll(() => mailing.stateOf(email)).toBe('retry composed')
    expect(mailing.mail.mails).toEqual([])
    mailing.hurry()
    const { mail } = await mailing.mailTo(email)
    expect(mail.messageId).toBe(`<${mailing.messageIdOf(email)}>`)
    await expect.poll(() => mailing.stateOf(email)).toBe('completed sent')
  })

  it.each(['connect', 'ehlo', 'auth', 'mail', 'rcpt', 'data', 'content'] as const)(
    'whose connection is lost at %s is sent once more',
    async (step) => {
      const email = `${step}-lost@example.org`
      await mailing.signUp(email)
      mailing.fail({ step, way: 'drop' })
      await requestReset(email)
      await expect.poll(() => mailing.stateOf(email)).toBe('retry composed')
      mailing.hurry()
      await mailing.mailTo(email)
      await expect.poll(() => mailing.stateOf(email)).toBe('completed sent')
      expect(mailing.mail.mails).toHaveLength(1)
    },
  )

  it('whose last reply was cut comes twice, the same', async () => {
    await mailing.signUp('hal@example.org')
    mailing.fail({ step: 'content', way: 'cut' })
    await requestReset('hal@example.org')
    await expect.poll(() => mailing.stateOf('hal@example.org')).toBe('retry composed')
    mailing.hurry()
    await expect.poll(() => mailing.stateOf('hal@example.org')).toBe('completed sent')
    const [first, second] = mailing.mail.mails
    expect(mailing.mail.mails).toHaveLength(2)
    expect(second?.raw).toBe(first?.raw)
  })

  it.each([
    ['rcpt', '550 5.1.1 No such user'],
    ['content', '554 5.7.1 Refused'],
  ] as const)(
    'that is refused for good at %s isn’t sent again, which its reader is told in the app',
    async (step, reply) => {
      const email = `${step}-never@example.org`
      const token = await mailing.signUp(email)
      mailing.fail({ step, reply })
      await requestReset(email)
      await expect.poll(() => mailing.stateOf(email)).toBe('failed failed')
      const { items } = (await mailing.api.ask('GET /api/v1/notifications', { token })).body
      expect(items).toMatchObject([{ kind: 'mail_undeliverable', details: { email, reply } }])
      expect((await mailing.api.ask('GET /api/v1/sync/queue', { token })).body.items).toEqual([])
      mailing.hurry()
      expect(mailing.mail.mails).toEqual([])
    },
  )

  it.each([
    ['mail', '550 5.7.1 Sender not allowed'],
    ['auth', '535 5.7.8 Wrong key'],
  ] as const)('waits if the server refuses the installation at %s: its reader isn’t to blame', async (step, reply) => {
    const email = `${step}-blamed@example.org`
    await mailing.signUp(email)
    mailing.fail({ step, reply })
    await requestReset(email)
    await expect.poll(() => mailing.stateOf(email)).toBe('retry composed')
    expect(mailing.sql(`SELECT email_failed_at IS NULL FROM users WHERE email = '${email}'`)).toBe('t')
    mailing.hurry()
    await mailing.mailTo(email)
  })

  it('is no longer sent when its link has expired meanwhile', async () => {
    await mailing.signUp('ivy@example.org')
    mailing.fail({ step: 'rcpt', reply: '451 4.7.1 Greylisted' })
    await requestReset('ivy@example.org')
    await expect.poll(() => mailing.stateOf('ivy@example.org')).toBe('retry composed')
    mailing.sql(`UPDATE account_links SET expires_at = now() WHERE email = 'ivy@example.org'`)
    mailing.hurry()
    await expect.poll(() => mailing.stateOf('ivy@example.org')).toBe('cancelled dropped')
    expect(mailing.mail.mails).toEqual([])
  })

  it('goes through one connection with those before it', async () => {
    const before = mailing.mail.connections()
    for (const number of [1, 2, 3]) {
      const email = `row-${number}@example.org`
      await mailing.signUp(email)
      await requestReset(email)
      await mailing.mailTo(email)
    }
    expect(mailing.mail.connections() - before).toBeLessThanOrEqual(1)
  })
})

describe('a server', () => {
  it('without a mail server offers nothing that needs one, and queues nothing', async () => {
    await using served = await serve({}, 'all')
    const api = new Api(served.server)
    await signUp(api, 'ann@example.org')
    expect((await api.ask('GET /api/v1/auth/signup')).body).toMatchObject({ password_reset: false })
    const answer = await api.ask('POST /api/v1/auth/password-reset', { json: { email: 'ann@example.org' } })
    expect(answer.status).toBe(409)
    expect(askDatabase(served.database, 'SELECT count(*) FROM mails')).toBe('0')
    expect(askDatabase(served.database, 'SELECT count(*) FROM mail_requests')).toBe('0')
  })

  it('hands no mail to a mail server that is elsewhere and can’t encrypt', async () => {
    const mail = await startMail()
    const settings = { RMIRROR_SMTP_URL: `smtp://0.0.0.0:${mail.port}` }
    await using served: Served = await serve(settings, 'all')
    const api = new Api(served.server)
    await signUp(api, 'ann@example.org')
    const state = () => askDatabase(served.database, `SELECT status, error_message FROM sync_queue`)
    await expect.poll(state).toBe("retry|The mail server didn't answer: Requested SSL level failed.")
    expect(mail.mails).toEqual([])
    await mail.close()
  })
})
