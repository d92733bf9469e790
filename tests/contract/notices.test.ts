// SPDX-License-Identifier: AGPL-3.0-or-later
// Notices by mail: to people who want them, many as one, and not too often.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Mailing } from './mailing.ts'

let mailing: Mailing

beforeAll(async () => {
  mailing = await Mailing.start('all', { RMIRROR_PRIVATE_URLS: 'on' })
})
beforeEach(() => mailing.forget())
afterAll(() => mailing[Symbol.asyncDispose]())

/** As the queue and others of the server write it, in the transaction of its cause. */
function notify(email: string, kind: string, about: string, details: object = {}): void {
  mailing.sql(`INSERT INTO notifications (user_id, kind, about, details)
    SELECT id, '${kind}', '${about}', '${JSON.stringify(details)}' FROM users WHERE email = '${email}'`)
}

/** A page that can't be transcribed: the first of a day makes the notification, further ones count in it. */
function fail(email: string, times: number): void {
  mailing.sql(`INSERT INTO notifications AS known (user_id, kind, about, details)
    SELECT id, 'retries_exhausted', 'ocr today', '{"target_name": "ocr", "count": 1}' FROM users WHERE email = '${email}';
    UPDATE notifications SET details = jsonb_set(details, '{count}', '${times}') WHERE about = 'ocr today'`)
}

const isWaiting = (email: string) =>
  mailing.sql(`SELECT count(*) FROM sync_queue JOIN users ON users.id = user_id
    WHERE email = '${email}' AND target_name = 'mail' AND completed_at IS NULL`)
const anHourPasses = () =>
  mailing.sql(`UPDATE mails SET composed_at = composed_at - interval '61 minutes' WHERE composed_at IS NOT NULL;
    UPDATE sync_queue SET run_after = now() WHERE target_name = 'mail' AND completed_at IS NULL`)

describe('a notice', () => {
  it('says what happened and what to do, and where', async () => {
    await mailing.signUpConfirmed('ann@example.org')
    notify('ann@example.org', 'new_browser', 'one', { browser: 'Firefox (Linux)', address: '192.0.2.7' })
    const { mail } = await mailing.mailTo('ann@example.org')
    expect(mail.subject).toBe('New sign-in to your account')
    expect(mail.text).toContain('Someone signed in with Firefox (Linux), 192.0.2.7.')
    expect(mail.text).toContain('http://rmirror.example.org/account#account-sessions')
  })

  it('is in German for those who read German', async () => {
    const token = await mailing.signUpConfirmed('bea@example.org')
    await mailing.api.ask('PATCH /api/v1/me', { token, json: { language: 'de' } })
    notify('bea@example.org', 'quota_exhausted', 'one', { limit: 30, used: 30, reset_at: '2026-12-20T12:00:00+00:00' })
    mailing.hurry()
    const { mail } = await mailing.mailTo('bea@example.org')
    expect(mail.subject).toBe('Dein Seitenkontingent ist aufgebraucht')
    expect(mail.text).toContain('Alle 30 Seiten dieses Monats sind aufgebraucht.')
    expect(mail.text).toContain('ab dem 20. Dezember 2026')
  })

  it('of two hundred pages that failed is one mail with their number', async () => {
    await mailing.signUpConfirmed('cem@example.org')
    fail('cem@example.org', 200)
    expect(isWaiting('cem@example.org')).toBe('1')
    mailing.hurry()
    const { mail } = await mailing.mailTo('cem@example.org')
    expect(mail.subject).toBe('Transcription: 200 failed')
    await mailing.untilDone()
    expect(mailing.mail.mails).toHaveLength(1)
  })

  it('takes others of its kind along that wait with it', async () => {
    await mailing.signUpConfirmed('dan@example.org')
    notify('dan@example.org', 'first_sync', 'one', { target_name: 'notion' })
    notify('dan@example.org', 'first_sync', 'two', { target_name: 'webdav' })
    mailing.hurry()
    await mailing.untilDone()
    expect(mailing.mail.mails.map(({ mail }) => mail.subject)).toEqual([
      'Notion; WebDAV: the first delivery has arrived',
    ])
  })

  it('of the same kind comes at most once an hour', async () => {
    await mailing.signUpConfirmed('eva@example.org')
    notify('eva@example.org', 'new_device', 'one', { name: 'desk' })
    await mailing.mailTo('eva@example.org', /^New device/)
    notify('eva@example.org', 'new_device', 'two', { name: 'attic' })
    notify('eva@example.org', 'new_device', 'three', { name: 'cellar' })
    await expect.poll(() => mailing.stateOf('eva@example.org')).toBe('retry waiting')
    expect(mailing.mail.mails).toHaveLength(1)
    anHourPasses()
    await expect.poll(() => mailing.mail.mails.length).toBe(2)
    await mailing.untilDone()
    expect(mailing.mail.mails.at(-1)?.mail.text).toContain('attic; cellar')
    expect(mailing.mail.mails).toHaveLength(2)
  })

  it('comes at most five times a day, besides those about security', async () => {
    await mailing.signUpConfirmed('fay@example.org')
    const kinds = [
      'quota_near_limit',
      'quota_exhausted',
      'quota_reset',
      'connection_broken',
      'first_sync',
      'service_limit',
    ]
    for (const kind of kinds) notify('fay@example.org', kind, 'one', { target_name: 'notion' })
    mailing.hurry()
    await expect.poll(() => mailing.mail.mails.length).toBe(5)
    await expect.poll(() => isWaiting('fay@example.org')).toBe('1')
    notify('fay@example.org', 'device_signed_out', 'one', { name: 'desk' })
    await mailing.mailTo('fay@example.org', /signed out/)
    expect(mailing.mail.mails).toHaveLength(6)
    mailing.sql(`UPDATE mails SET composed_at = composed_at - interval '1 day' WHERE composed_at IS NOT NULL`)
    mailing.hurry()
    await expect.poll(() => mailing.mail.mails.length).toBe(7)
  })

  it('isn’t mailed to an address that isn’t confirmed, or that the mail server refuses', async () => {
    await mailing.signUp('gus@example.org')
    notify('gus@example.org', 'new_device', 'one', { name: 'desk' })
    await mailing.signUpConfirmed('hal@example.org')
    mailing.sql(`UPDATE users SET email_failed_at = now() WHERE email = 'hal@example.org'`)
    notify('hal@example.org', 'new_device', 'one', { name: 'desk' })
    for (const email of ['gus@example.org', 'hal@example.org']) expect(isWaiting(email)).toBe('0')
  })

  it('is written about by the server itself when a device is connected', async () => {
    const token = await mailing.signUpConfirmed('ivy@example.org')
    await mailing.api.ask('POST /api/v1/auth/agent-token', { token, json: { name: 'attic' } })
    const { mail } = await mailing.mailTo('ivy@example.org', /^New device/)
    expect(mail.text).toContain('attic')
  })
})

describe('who doesn’t want notices', () => {
  it('unsubscribes by one POST to the address in the mail, without signing in', async () => {
    const token = await mailing.signUpConfirmed('jan@example.org')
    notify('jan@example.org', 'new_device', 'one', { name: 'desk' })
    const { mail } = await mailing.mailTo('jan@example.org')
    const link = mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value.slice(1, -1) ?? ''
    const path = new URL(link).pathname
    const ask = (to: string) =>
      mailing.api.ask(
        'POST /api/v1/notices/unsubscribe/:token',
        { bytes: new TextEncoder().encode('List-Unsubscribe=One-Click') },
        to,
      )
    for (const wrong of [`${path}a`, path.replace('security', 'quota'), '/api/v1/notices/unsubscribe/a.b.c'])
      expect((await ask(wrong)).status).toBe(404)
    expect((await ask(path)).status).toBe(204)
    expect((await ask(path)).status).toBe(204)
    const { mail: chosen } = (await mailing.api.ask('GET /api/v1/me/notices', { token })).body
    expect(chosen).toEqual({ quota: true, delivery: true, plan: true, security: false })
    notify('jan@example.org', 'new_device', 'two', { name: 'attic' })
    expect(isWaiting('jan@example.org')).toBe('0')
  })

  it('says so by topic, also for what waits, and finds them in the dashboard', async () => {
    const token = await mailing.signUpConfirmed('kim@example.org')
    notify('kim@example.org', 'quota_exhausted', 'one', {})
    await mailing.api.ask('PATCH /api/v1/me/notices', { token, json: { mail: { quota: false } } })
    mailing.hurry()
    await expect.poll(() => mailing.stateOf('kim@example.org')).toBe('cancelled dropped')
    expect(mailing.mail.mails).toEqual([])
    expect((await mailing.api.ask('GET /api/v1/notifications', { token })).body.unread).toBe(1)
    const unknown = await mailing.api.ask('PATCH /api/v1/me/notices', { token, json: { mail: { weather: false } } })
    expect(unknown.status).toBe(400)
  })
})

describe('a webhook for notices', () => {
  const receiver = async (token: string, address: string) =>
    mailing.api.ask('PUT /api/v1/me/notices/receiver', { token, json: { address } })
  const enterprise = (email: string) =>
    mailing.sql(`INSERT INTO subscriptions (user_id, tier) SELECT id, 'enterprise' FROM users WHERE email = '${email}'`)

  it('is for the tier enterprise alone', async () => {
    const token = await mailing.signUp('lea@example.org')
    expect((await receiver(token, 'https://hooks.example.org')).status).toBe(403)
    expect((await mailing.api.ask('GET /api/v1/me/notices', { token })).body.receiver.is_offered).toBe(false)
  })

  it('gets each notice once, signed, after it has repeated a challenge', async () => {
    await using hooks = await Receiver.start()
    const token = await mailing.signUp('max@example.org')
    enterprise('max@example.org')
    hooks.repeats = false
    expect((await receiver(token, hooks.address)).status).toBe(400)
    hooks.repeats = true
    const { secret } = (await receiver(token, hooks.address)).body.receiver
    notify('max@example.org', 'new_device', 'one', { name: 'attic' })
    await expect.poll(() => hooks.notices.length).toBe(1)
    const [{ headers, body }] = hooks.notices as [Received]
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      type: 'notice',
      data: { kind: 'new_device', details: { name: 'attic' } },
    })
    await mailing.api.ask('PATCH /api/v1/me/notices', { token, json: { webhook: { security: false } } })
    notify('max@example.org', 'new_device', 'two', { name: 'cellar' })
    notify('max@example.org', 'first_sync', 'one', { target_name: 'notion' })
    await expect.poll(() => hooks.notices.length).toBe(2)
    expect(hooks.notices.map(({ body }) => JSON.parse(body).data.kind)).toEqual(['new_device', 'first_sync'])
  })

  it('is stopped when its receiver wants no more, and gets nothing twice', async () => {
    await using hooks = await Receiver.start()
    const token = await mailing.signUp('nia@example.org')
    enterprise('nia@example.org')
    expect((await receiver(token, hooks.address)).status).toBe(200)
    hooks.status = 410
    notify('nia@example.org', 'first_sync', 'one', { target_name: 'notion' })
    const state = async () => (await mailing.api.ask('GET /api/v1/me/notices', { token })).body.receiver.is_stopped
    await expect.poll(state).toBe(true)
    notify('nia@example.org', 'first_sync', 'two', { target_name: 'notion' })
    expect(isWaiting('nia@example.org')).toBe('0')
    expect(hooks.notices).toHaveLength(1)
    expect((await mailing.api.ask('GET /api/v1/sync/queue', { token })).body.items).toEqual([])
    expect((await mailing.api.ask('DELETE /api/v1/me/notices/receiver', { token })).status).toBe(204)
  })
})

interface Received {
  headers: Record<string, string>
  body: string
}

/** Takes what is sent to a webhook. */
class Receiver implements AsyncDisposable {
  readonly notices: Received[] = []
  repeats = true
  status = 204
  address = ''
  readonly #server = createServer(async (request, response) => {
    const body = await text(request)
    const event = JSON.parse(body)
    if (event.type === 'verification') {
      response.end(this.repeats ? event.data.challenge : 'hello')
      return
    }
    this.notices.push({ headers: request.headers as Record<string, string>, body })
    response.writeHead(this.status).end()
  })

  static async start(): Promise<Receiver> {
    const receiver = new Receiver()
    receiver.#server.listen(0, '127.0.0.1')
    await once(receiver.#server, 'listening')
    receiver.address = `http://127.0.0.1:${(receiver.#server.address() as AddressInfo).port}/`
    return receiver
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
