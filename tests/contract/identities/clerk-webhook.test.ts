// SPDX-License-Identifier: AGPL-3.0-or-later
// Accounts follow the users of Clerk, in whatever order its webhook reports them; Svix's own package signs.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askDatabase, type Served, serve } from '../../world/programs.ts'
import { type Answer, Api } from '../answers.ts'
import type { Json } from '../openapi.ts'
import { OutsideIssuer } from './outside-issuer.ts'
import { type Signing, svixHeaders } from './svix.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const operation = 'POST /api/v1/webhooks/clerk'

let clerk: OutsideIssuer
let house: Served
let api: Api

beforeAll(async () => {
  clerk = await OutsideIssuer.start()
  house = await serve({ ...clerk.settings, RMIRROR_CLERK_WEBHOOK_SECRET: secret })
  api = new Api(house.server)
})

afterAll(async () => {
  await house[Symbol.asyncDispose]()
  await clerk[Symbol.asyncDispose]()
})

const sql = (text: string) => askDatabase(house.database, text)

interface Change {
  email?: string
  status?: string
  first?: string | null
  last?: string | null
  at?: number
}

/** Times of the users, in milliseconds; a user's first state is the oldest. */
const start = Date.UTC(2026, 0, 1)

function user(id: string, { email = `${id}@example.org`, status = 'verified', first = 'Ann', ...more }: Change = {}) {
  return {
    ...{ id, object: 'user', first_name: first, last_name: more.last ?? null, primary_email_address_id: 'idn_1' },
    email_addresses: [
      { id: 'idn_0', email_address: `old-${id}@example.org`, verification: { status: 'verified' } },
      { id: 'idn_1', email_address: email, verification: { status, strategy: 'email_code' } },
    ],
    ...{ created_at: start, updated_at: more.at ?? start },
  }
}

const event = (type: string, data: Json) => ({
  data,
  object: 'event',
  type,
  timestamp: Date.now(),
  instance_id: 'ins_1',
})
const created = (id: string, change: Change = {}) => event('user.created', user(id, change))
const updated = (id: string, change: Change = {}) => event('user.updated', user(id, { at: start + 1000, ...change }))
const deleted = (id: string) => event('user.deleted', { id, object: 'user', deleted: true })

const headersOf = (body: string, signing: Partial<Signing> = {}) => svixHeaders(body, { key: secret, ...signing })

const post = (body: string, headers: Record<string, string>) =>
  api.ask(operation, { bytes: new TextEncoder().encode(body), headers })

async function deliver(json: Json, signing: Partial<Signing> = {}): Promise<void> {
  const body = JSON.stringify(json)
  const answer = await post(body, headersOf(body, signing))
  expect(answer.status, JSON.stringify(answer.body)).toBe(204)
}

async function me(id: string): Promise<Answer> {
  return api.ask('GET /api/v1/me', { token: await clerk.sessionToken(id) })
}

/** The account as the database has it, so that looking creates none. */
const account = (id: string) =>
  sql(`SELECT coalesce(users.email, '-') || ' ' || users.full_name || ' ' || users.status
       FROM identities JOIN users ON users.id = identities.user_id WHERE subject = '${id}'`)
const accounts = () => sql('SELECT count(*) FROM users')

describe("a user of Clerk's", () => {
  it('has an account as soon as Clerk reports them, with the address that Clerk verified', async () => {
    await deliver(created('user_ann', { last: 'Ink' }))
    // The server loads the service's keys after its start.
    await expect.poll(async () => (await me('user_ann')).status).toBe(200)
    const { status, body } = await me('user_ann')
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { email: 'user_ann@example.org', full_name: 'Ann Ink', has_password: false },
    })
    await deliver(created('user_bob', { email: 'bob@example.org', status: 'unverified', first: null }))
    expect(account('user_bob')).toBe('-  active')
  })

  it('keeps their account when they were here first, and it gets what Clerk reports', async () => {
    const before = await me('user_cyd')
    expect(before.body).toMatchObject({ email: null, full_name: '' })
    await deliver(created('user_cyd'))
    expect((await me('user_cyd')).body).toMatchObject({ id: before.body.id, email: 'user_cyd@example.org' })
  })

  it('is followed when their name or address changes, but not in what they chose here', async () => {
    await deliver(created('user_dan'))
    await deliver(updated('user_dan', { email: 'dan@example.org', first: 'Daniel\r\nBcc: x' }))
    expect(account('user_dan')).toBe('dan@example.org Daniel  Bcc: x active')
    const token = await clerk.sessionToken('user_dan')
    const renamed = await api.ask('PATCH /api/v1/me', { token, json: { name: 'Danny' } })
    expect(renamed.status).toBe(200)
    await deliver(updated('user_dan', { status: 'unverified', email: 'dan@elsewhere.org', at: start + 2000 }))
    expect(account('user_dan')).toBe('- Danny active')
  })

  it("never gets another account's address, nor that account", async () => {
    const eve = { email: 'Eve@example.org', password: 'correct horse battery staple' }
    const signedUp = await api.ask('POST /api/v1/auth/signup', { json: eve })
    await deliver(created('user_eve', { email: 'eve@example.org' }))
    await deliver(updated('user_eve', { email: 'EVE@example.org' }))
    expect(account('user_eve')).toBe('- Ann active')
    expect((await me('user_eve')).body.id).not.toBe(signedUp.body.user.id)
    expect((await api.ask('POST /api/v1/auth/login', { json: eve })).status).toBe(200)
  })

  it('keeps the address with which they sign in by a password', async () => {
    await deliver(created('user_fay'))
    sql(`UPDATE users SET password_hash = 'x' WHERE email = 'user_fay@example.org'`)
    await deliver(updated('user_fay', { email: 'fay@example.org' }))
    expect(account('user_fay')).toBe('user_fay@example.org Ann active')
  })

  it('is deleted with their account: nothing opens it again, and nothing creates another', async () => {
    await deliver(created('user_gil'))
    const token = await clerk.sessionToken('user_gil')
    const agent = (await api.ask('POST /api/v1/auth/agent-token', { token, json: { name: 'desk' } })).body.access_token
    const { id } = (await me('user_gil')).body
    const before = accounts()
    await deliver(deleted('user_gil'))
    expect(sql(`SELECT status || coalesce(email, '-') || full_name FROM users WHERE id = '${id}'`)).toBe('leaving-')
    expect((await me('user_gil')).status).toBe(401)
    expect((await api.ask('GET /api/v1/me', { token: agent })).status).toBe(401)
    await deliver(created('user_gil', { at: Date.now() }))
    await deliver(deleted('user_gil'))
    expect(account('user_gil')).toBe('')
    expect(accounts()).toBe(before)
  })

  it('takes only the identity along if there is another way into the account', async () => {
    await deliver(created('user_hal'))
    const { id } = (await me('user_hal')).body
    sql(`UPDATE users SET password_hash = 'x' WHERE id = '${id}'`)
    await deliver(deleted('user_hal'))
    expect(account('user_hal')).toBe('')
    expect(sql(`SELECT status || ' ' || email FROM users WHERE id = '${id}'`)).toBe('active user_hal@example.org')
    expect((await me('user_hal')).status).toBe(401)
  })

  it('who is deleted before they are reported never has an account', async () => {
    const before = accounts()
    await deliver(deleted('user_ivy'))
    await deliver(updated('user_ivy'))
    await deliver(created('user_ivy'))
    expect((await me('user_ivy')).status).toBe(401)
    expect(accounts()).toBe(before)
  })
})

/** All orders of the items. */
function orders<T>(items: T[]): T[][] {
  if (items.length < 2) return [items]
  return items.flatMap((item, at) => orders(items.toSpliced(at, 1)).map((rest) => [item, ...rest]))
}

describe('in whatever order events come', () => {
  const changes = (id: string) => [
    created(id, { email: `1-${id}@example.org`, first: 'First' }),
    updated(id, { email: `2-${id}@example.org`, first: 'Second', at: start + 2000 }),
    updated(id, { email: `3-${id}@example.org`, first: 'Third', at: start + 3000 }),
  ]

  it('and how often, the newest state holds', async () => {
    for (const nth of Array(6).keys()) {
      const id = `user_order_${nth}`
      const order = orders(changes(id))[nth] ?? []
      for (const event of [...order, ...order.toReversed()]) await deliver(event)
      expect(account(id), `order ${nth}`).toBe(`3-${id}@example.org Third active`)
    }
  })

  it('a deletion is the end', async () => {
    const before = sql(`SELECT count(*) FROM users WHERE status = 'active'`)
    for (const nth of Array(24).keys()) {
      const id = `user_end_${nth}`
      for (const event of orders([...changes(id), deleted(id)])[nth] ?? []) await deliver(event)
      expect(account(id), `order ${nth}`).toBe('')
    }
    expect(sql(`SELECT count(*) FROM users WHERE status = 'active'`)).toBe(before)
  })

  it('all at once, there is one account', async () => {
    const before = Number(accounts())
    await Promise.all([...changes('user_kim'), ...changes('user_kim')].map((each) => deliver(each)))
    expect(account('user_kim')).toBe('3-user_kim@example.org Third active')
    expect(Number(accounts())).toBe(before + 1)
  })
})

describe('a delivery', () => {
  it('that is repeated changes nothing, not even with other content', async () => {
    const id = `msg_${randomUUID()}`
    await deliver(created('user_leo'), { id })
    await deliver(updated('user_leo', { first: 'Leonard' }), { id })
    expect(account('user_leo')).toBe('user_leo@example.org Ann active')
  })

  it('of another kind is accepted and changes nothing', async () => {
    const before = accounts()
    for (const type of ['session.created', 'user.createdAtLast', 'v2.core.event', 'organization.created'])
      await deliver(event(type, user('user_mia')))
    expect(accounts()).toBe(before)
  })

  const good = JSON.stringify(created('user_bad'))
  const minutes = (number: number) => new Date(Date.now() + number * 60_000)
  const withSignature = (change: (signature: string) => string) => {
    const headers = headersOf(good)
    return { ...headers, 'svix-signature': change(headers['svix-signature']) }
  }
  const without = (name: string) => Object.fromEntries(Object.entries(headersOf(good)).filter(([key]) => key !== name))
  const malformed = (json: unknown) => {
    const body = JSON.stringify(json)
    return [body, headersOf(body)] as const
  }

  const bad: [string, number, () => readonly [string, Record<string, string>]][] = [
    ['without a signature', 401, () => [good, without('svix-signature')]],
    ['without an id', 401, () => [good, without('svix-id')]],
    ['without a time', 401, () => [good, without('svix-timestamp')]],
    ['at no time', 401, () => [good, { ...headersOf(good), 'svix-timestamp': 'now' }]],
    ['at another time', 401, () => [good, { ...headersOf(good), 'svix-timestamp': `${(Date.now() / 1000 + 1) | 0}0` }]],
    ['under another id', 401, () => [good, { ...headersOf(good), 'svix-id': 'msg_2' }]],
    ['by another secret', 401, () => [good, headersOf(good, { key: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' })]],
    ['with another body', 401, () => [good.replace('user_bad', 'user_ann'), headersOf(good)]],
    ['by a signature of version v1a only', 401, () => [good, withSignature((text) => text.replace('v1,', 'v1a,'))]],
    ['by half a signature', 401, () => [good, withSignature((text) => text.slice(0, 20))]],
    ['of six minutes ago', 401, () => [good, headersOf(good, { at: minutes(-6) })]],
    ['of six minutes from now', 401, () => [good, headersOf(good, { at: minutes(6) })]],
    ['that is no JSON', 400, () => ['{"type":', headersOf('{"type":')]],
    ['that is empty', 400, () => ['', headersOf('')]],
    ['that is a list', 400, () => malformed([created('user_bad')])],
    ['without a type', 400, () => malformed({ data: user('user_bad') })],
    ['without a user', 400, () => malformed({ type: 'user.created' })],
    ["with a user's number", 400, () => malformed(event('user.created', { ...user('user_bad'), id: 7 }))],
    ['with an endless id', 400, () => malformed(created('x'.repeat(256)))],
    ['with NUL in an id', 400, () => malformed(deleted('user\0'))],
    ['of two megabytes', 413, () => malformed({ ...created('user_bad'), more: 'x'.repeat(2_000_000) })],
  ]

  it.each(bad)('%s is refused', async (_what, status, make) => {
    const before = accounts()
    const answer = await post(...make())
    expect(answer).toMatchObject({ status, body: { detail: expect.stringMatching(/^[A-Z].*\.$/) } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(accounts()).toBe(before)
  })

  it('says why it is refused if only its time is wrong', async () => {
    const late = await post(good, headersOf(good, { at: minutes(-6) }))
    expect(late.body.detail).toContain('more than five minutes ago')
    const early = await post(good, headersOf(good, { at: minutes(6) }))
    expect(early.body.detail).toContain('in the future')
  })

  it('with one good signature among others is accepted, since secrets are replaced one by one', async () => {
    const headers = withSignature((text) => `v1a,AAAA v1,${'A'.repeat(43)}= ${text}`)
    expect((await post(good, headers)).status).toBe(204)
  })

  it('with strange parts has what is usable of them', async () => {
    const strange = {
      ...{ id: 'user_noa', first_name: 7, last_name: 'x'.repeat(300), primary_email_address_id: 'idn_1' },
      ...{ email_addresses: ['text', null, { id: 'idn_1' }], updated_at: 'yesterday' },
    }
    await deliver(event('user.created', strange))
    expect(account('user_noa')).toBe(`- ${'x'.repeat(200)} active`)
    await deliver(
      event('user.updated', { ...strange, email_addresses: {}, updated_at: -1, last_name: '😀'.repeat(60) }),
    )
    expect(account('user_noa')).toBe(`- ${'😀'.repeat(50)} active`)
    const address = {
      id: 'idn_1',
      email_address: `${'a'.repeat(320)}@example.org`,
      verification: { status: 'verified' },
    }
    await deliver(event('user.updated', { ...strange, email_addresses: [address], updated_at: Date.now() + 1000 }))
    expect(account('user_noa')).toBe(`- ${'x'.repeat(200)} active`)
  })
})

describe('a server without the secret', () => {
  it('accepts nothing', async () => {
    await using other = await serve(clerk.settings)
    const body = JSON.stringify(created('user_ann'))
    const bytes = new TextEncoder().encode(body)
    const answer = await new Api(other.server).ask(operation, { bytes, headers: headersOf(body) })
    expect(answer.status).toBe(401)
    expect(askDatabase(other.database, 'SELECT count(*) FROM users')).toBe('0')
  })
})
