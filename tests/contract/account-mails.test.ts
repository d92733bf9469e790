// SPDX-License-Identifier: AGPL-3.0-or-later
// Mail about accounts: addresses are confirmed and changed by links, and people are invited.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signIn, signUp } from './library.ts'
import { Mailing, type Received } from './mailing.ts'

const password = 'correct horse battery staple'

let mailing: Mailing

beforeAll(async () => {
  mailing = await Mailing.start('all', { RMIRROR_SIGNUP: 'waitlist' })
})
beforeEach(() => mailing.forget())
afterAll(() => mailing[Symbol.asyncDispose]())

const tokenIn = ({ mail }: Received, path: string) =>
  new RegExp(`^http://rmirror\\.example\\.org${path}([\\w-]{43})$`, 'm').exec(mail.text ?? '')?.[1] ?? ''
const confirm = (token: string) => mailing.api.ask('POST /api/v1/auth/confirm-address', { json: { token } })
const noticesOf = async (token: string) => (await mailing.api.ask('GET /api/v1/me/notices', { token })).body

/** Accounts beside the first, which needs no invitation. */
async function signUpInvited(email: string): Promise<string> {
  mailing.sql(`INSERT INTO invitations (code_hash, expires_at) VALUES (sha256('${email}'), now() + interval '1 day')`)
  const json = { email, password, invitation: email }
  const token = String((await mailing.api.ask('POST /api/v1/auth/signup', { json })).body.access_token)
  return token
}

describe('an address', () => {
  let token: string

  it('is confirmed by the link that came after signing up, once', async () => {
    token = await signUp(mailing.api, 'ann@example.org')
    expect((await noticesOf(token)).email).toEqual({ address: 'ann@example.org', is_confirmed: false, failure: null })
    const link = tokenIn(await mailing.mailTo('ann@example.org', /^Confirm/), '/confirm-address#token=')
    expect((await confirm('a-guess')).status).toBe(410)
    expect((await confirm(link)).body).toEqual({ email: 'ann@example.org' })
    expect((await noticesOf(token)).email.is_confirmed).toBe(true)
    expect((await confirm(link)).status).toBe(410)
  })

  it('is confirmed again after mail to it was refused', async () => {
    mailing.sql(`UPDATE users SET email_failed_at = now(), email_failure = '550 No' WHERE email = 'ann@example.org';
      UPDATE mails SET period = 'earlier' WHERE kind = 'confirm_address'`)
    expect((await noticesOf(token)).email.failure).toBe('550 No')
    expect((await mailing.api.ask('POST /api/v1/me/email/confirmation', { token })).status).toBe(204)
    const link = tokenIn(await mailing.mailTo('ann@example.org', /^Confirm/), '/confirm-address#token=')
    expect((await confirm(link)).status).toBe(200)
    expect((await noticesOf(token)).email.failure).toBeNull()
  })

  it('is changed by a link at the new one, and both are told', async () => {
    const wrong = { email: 'ann@example.net', password: 'wrong' }
    expect((await mailing.api.ask('POST /api/v1/me/email', { token, json: wrong })).status).toBe(400)
    const asked = await mailing.api.ask('POST /api/v1/me/email', {
      token,
      json: { email: 'ann@example.net', password },
    })
    expect(asked.status).toBe(204)
    const link = tokenIn(await mailing.mailTo('ann@example.net', /new address/), '/confirm-address#token=')
    expect((await noticesOf(token)).email.address).toBe('ann@example.org')
    expect((await confirm(link)).body).toEqual({ email: 'ann@example.net' })
    for (const email of ['ann@example.org', 'ann@example.net']) {
      const { mail } = await mailing.mailTo(email, /was changed$/)
      expect(mail.text).toContain('has the address ann@example.net now. Before, it was ann@example.org.')
    }
    expect((await noticesOf(token)).email).toEqual({ address: 'ann@example.net', is_confirmed: true, failure: null })
    expect(await signIn(mailing.api, 'ann@example.net')).not.toBe('undefined')
  })

  it('of somebody else is asked for with the same answer, and stays theirs', async () => {
    const other = await signUpInvited('bob@example.org')
    await mailing.mailTo('bob@example.org', /^Confirm/)
    const json = { email: 'BOB@example.org', password }
    expect((await mailing.api.ask('POST /api/v1/me/email', { token, json })).status).toBe(204)
    const link = tokenIn(await mailing.mailTo('BOB@example.org', /new address/), '/confirm-address#token=')
    expect((await confirm(link)).status).toBe(409)
    expect((await noticesOf(token)).email.address).toBe('ann@example.net')
    expect((await noticesOf(other)).email.address).toBe('bob@example.org')
  })

  it('isn’t changed more than five times a day', async () => {
    const statuses = []
    for (const number of [1, 2, 3, 4]) {
      const json = { email: `ann-${number}@example.net`, password }
      statuses.push((await mailing.api.ask('POST /api/v1/me/email', { token, json })).status)
    }
    expect(statuses).toEqual([204, 204, 204, 429])
  })

  it.each(['no address', `${'a'.repeat(310)}@x.org`, 'a@b\r\nBcc: eve@example.org', 'a@b c', '<a@b.org>'])(
    'can’t be %j',
    async (email) => {
      const asked = await mailing.api.ask('POST /api/v1/me/email', { token, json: { email, password } })
      expect(asked.status).toBe(400)
      expect((await mailing.api.ask('POST /api/v1/auth/password-reset', { json: { email } })).status).toBe(400)
    },
  )
})

describe('an invitation', () => {
  it('to the server comes by mail to someone on the waitlist, with the link that the admin sees', async () => {
    const token = await signIn(mailing.api, 'ann@example.net')
    mailing.sql(`INSERT INTO admins (user_id) SELECT id FROM users WHERE email = 'ann@example.net'`)
    expect((await mailing.api.ask('POST /api/v1/waitlist', { json: { email: 'cem@example.org' } })).status).toBe(204)
    const [waiting] = (await mailing.api.ask('GET /api/v1/admin/waitlist', { token })).body.items
    const json = { ids: [waiting.id] }
    const invited = (await mailing.api.ask('POST /api/v1/admin/waitlist/invitations', { token, json })).body
    const link = tokenIn(await mailing.mailTo('cem@example.org', /invited to rMirror/), '/sign-up#invitation=')
    expect(invited.items).toMatchObject([
      { email: 'cem@example.org', is_mailed: true, link: `http://rmirror.example.org/sign-up#invitation=${link}` },
    ])
    const account = { email: 'cem@example.org', password, invitation: link }
    expect((await mailing.api.ask('POST /api/v1/auth/signup', { json: account })).status).toBe(201)
  })

  it('to a workspace goes to any address, which isn’t looked up', async () => {
    const token = await signIn(mailing.api, 'ann@example.net')
    const made = await mailing.api.ask('POST /api/v1/workspaces', { token, json: { name: 'Lab\u0007 <b>' } })
    const path = `/api/v1/workspaces/${made.body.id}/invitations`
    const invite = (email: string) =>
      mailing.api.ask(
        'POST /api/v1/workspaces/:workspace_id/invitations',
        { token, json: { role: 'viewer', email } },
        path,
      )
    const answers = [await invite('nobody@example.org'), await invite('bob@example.org')]
    expect(answers.map(({ status, body }) => [status, body.is_mailed])).toEqual([
      [201, true],
      [201, true],
    ])
    const mail = await mailing.mailTo('nobody@example.org', /workspace/)
    expect(tokenIn(mail, '/invitation#')).toBe(answers[0]?.body.token)
    expect(mail.mail.text).toContain('ann@example.net invites you')
    // Once a day.
    expect((await invite('nobody@example.org')).body.is_mailed).toBe(false)
    const joined = await mailing.api.ask('POST /api/v1/invitations/accept', {
      token: await signIn(mailing.api, 'bob@example.org'),
      json: { token: tokenIn(await mailing.mailTo('bob@example.org', /workspace/), '/invitation#') },
    })
    expect(joined.status).toBe(200)
  })
})
