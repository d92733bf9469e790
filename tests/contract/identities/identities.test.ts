// SPDX-License-Identifier: AGPL-3.0-or-later
// Identities are connected with an account from inside it alone, and taken off it while another way in is left.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { zipEntry, zipNames } from '../../world/zip.ts'
import { ProvidersHouse } from './providers-house.ts'
import { asGoogleAccount, atGitHub, signedUp, type Visitor } from './visits.ts'

const password = 'correct horse battery staple'
let house: ProvidersHouse

beforeAll(async () => {
  house = await ProvidersHouse.open()
})

afterAll(async () => {
  await house[Symbol.asyncDispose]()
})

const connect = (visitor: Visitor, provider: string, who: string) =>
  visitor.visit(provider, provider === 'google' ? asGoogleAccount(who) : atGitHub(who), 'identities')

const namesOf = async (visitor: Visitor) => (await visitor.identities()).map(({ provider }) => provider.name)

/** A person with a password; one who came from Google. */
const ofPassword = (name: string) => signedUp(house.api, `${name}@example.org`, password)
async function ofGoogle(name: string): Promise<Visitor> {
  const visitor = house.visitor()
  expect((await visitor.visit('google', asGoogleAccount(name))).status).toBe(201)
  return visitor
}

describe('an identity', () => {
  it('that is connected from inside an account signs in to it', async () => {
    const ann = await ofPassword('ann')
    const { id } = (await ann.ask('GET /api/v1/me')).body
    // Whoever has the address at Google is Ann, and connects it herself.
    const answer = await connect(ann, 'google', 'ann')
    expect(answer).toMatchObject({
      status: 200,
      body: {
        identities: [
          { provider: { id: 'google', name: 'Google' }, email: 'ann@example.org', name: 'ann of the service' },
        ],
      },
    })
    expect((await connect(ann, 'github', 'ann-at-github')).status).toBe(200)
    for (const [provider, press] of [
      ['google', asGoogleAccount('ann')],
      ['github', atGitHub('ann-at-github')],
    ] as const)
      expect(await house.visitor().visit(provider, press)).toMatchObject({ status: 200, body: { user: { id } } })
    // Another browser of hers that was told of neither is told of both.
    expect(await namesOf(ann)).toEqual(['Google', 'GitHub'])
  })

  it('that is connected again stays as it is', async () => {
    const bob = await ofPassword('bob')
    for (const times of [1, 2]) {
      expect((await connect(bob, 'github', 'bob-at-github')).status, `${times}`).toBe(200)
      expect(await bob.identities()).toHaveLength(1)
    }
  })

  it('of another account is not connected, and stays where it is', async () => {
    const [cyd, thief] = [await ofGoogle('cyd'), await ofPassword('thief')]
    const answer = await connect(thief, 'google', 'cyd')
    expect(answer).toMatchObject({ status: 409, body: { type: 'identity_elsewhere' } })
    expect(answer.body.detail).toContain('Sign in to that one and disconnect it there first.')
    expect(await thief.identities()).toEqual([])
    expect(await namesOf(cyd)).toEqual(['Google'])
  })

  it('need not have a verified address to be connected, which is then not noted', async () => {
    house.github.service.accounts.set({
      plain: {
        id: 77,
        name: null,
        emails: [{ email: 'ann@example.org', primary: true, verified: false, visibility: null }],
      },
    })
    const dan = await ofPassword('dan')
    expect(await connect(dan, 'github', 'plain')).toMatchObject({
      status: 200,
      body: { identities: [{ email: null }] },
    })
    const opened = await house.visitor().visit('github', atGitHub('plain'))
    expect(opened).toMatchObject({ status: 200, body: { user: { email: 'dan@example.org' } } })
  })

  it('that two accounts connect at once is of one of them', async () => {
    const both = [await ofPassword('eve'), await ofPassword('fay')]
    const answers = await Promise.all(both.map((each) => connect(each, 'github', 'one-of-two')))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  })

  it('is one of twenty at most', async () => {
    const gil = await ofPassword('gil')
    const { id } = (await gil.ask('GET /api/v1/me')).body
    house.sql(`INSERT INTO identities (user_id, issuer, subject)
               SELECT '${id}', 'https://old.example.org/realm', n::text FROM generate_series(1, 20) AS n`)
    expect((await connect(gil, 'github', 'gil-at-github')).body.type).toBe('too_many_identities')
    const [first] = await gil.identities()
    expect(first?.provider).toEqual({ id: null, name: 'old.example.org' })
  })
})

describe('connecting', () => {
  it('ends in the session and the browser in which it began', async () => {
    const hal = await ofPassword('hal')
    const returned = await atGitHub('hal-at-github')(await hal.begin('github', 'identities'))
    const elsewhere = house.visitor()
    await elsewhere.signIn('hal@example.org')
    expect((await elsewhere.finish('github', returned, 'identities')).body.type).toBe('start_again')
    for (const [name, value] of hal.cookies) elsewhere.cookies.set(name, value)
    expect((await elsewhere.finish('github', returned, 'identities')).body.type).toBe('start_again')
    expect((await hal.finish('github', returned, 'identities')).status).toBe(200)
  })

  it("takes nobody's visit that was begun to sign in, nor does signing in take one that was begun to connect", async () => {
    const ivy = await ofPassword('ivy')
    const begunToSignIn = await atGitHub('ivy-at-github')(await ivy.begin('github'))
    expect((await ivy.finish('github', begunToSignIn, 'identities')).body.type).toBe('start_again')
    const begunToConnect = await atGitHub('ivy-at-github')(await ivy.begin('github', 'identities'))
    expect((await ivy.finish('github', begunToConnect)).body.type).toBe('start_again')
    expect(await ivy.identities()).toEqual([])
  })

  it('puts no identity into the account of somebody else who is signed in in the same browser now', async () => {
    const kim = await ofPassword('kim')
    const returned = await atGitHub('kim-at-github')(await kim.begin('github', 'identities'))
    const leo = await ofPassword('leo')
    kim.token = leo.token
    expect((await kim.finish('github', returned, 'identities')).body.type).toBe('start_again')
    expect(await leo.identities()).toEqual([])
  })

  it('is over when the session is', async () => {
    const mia = await ofPassword('mia')
    const returned = await atGitHub('mia-at-github')(await mia.begin('github', 'identities'))
    const { token } = mia
    await mia.ask('POST /api/v1/auth/logout')
    mia.token = token
    expect((await mia.finish('github', returned, 'identities')).status).toBe(401)
    expect(house.sql(`SELECT count(*) FROM identities WHERE full_name = 'mia-at-github'`)).toBe('0')
  })

  it('is for people, not for their devices', async () => {
    const noa = await ofPassword('noa')
    const token = await noa.connectDevice()
    const path = '/api/v1/auth/identities/github/authorize'
    const answer = await house.api.ask('POST /api/v1/auth/identities/:provider/authorize', { token }, path)
    expect(answer.status).toBe(403)
    expect((await house.api.ask('GET /api/v1/auth/identities', { token })).status).toBe(403)
  })
})

describe('disconnecting', () => {
  it('leaves at least one way in', async () => {
    const oda = await ofGoogle('oda')
    const [google] = await oda.identities()
    const last = await oda.disconnect(google?.id ?? '')
    expect(last).toMatchObject({ status: 409, body: { type: 'last_way_in' } })
    expect((await connect(oda, 'github', 'oda-at-github')).status).toBe(200)
    expect((await oda.disconnect(google?.id ?? '')).status).toBe(204)
    expect((await oda.disconnect(google?.id ?? '')).status).toBe(404)
    expect(await namesOf(oda)).toEqual(['GitHub'])
    const [github] = await oda.identities()
    expect((await oda.disconnect(github?.id ?? '')).body.type).toBe('last_way_in')
    // Whoever comes from Google now is told that there is an account with the address.
    expect((await house.visitor().visit('google', asGoogleAccount('oda'))).body.type).toBe('connect_from_account')
  })

  it('of both at once leaves one', async () => {
    const pia = await ofGoogle('pia')
    await connect(pia, 'github', 'pia-at-github')
    const answers = await Promise.all((await pia.identities()).map(({ id }) => pia.disconnect(id)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409])
    expect(await pia.identities()).toHaveLength(1)
  })

  it('counts a password as a way in, and no service that the server has no more', async () => {
    const rob = await ofPassword('rob')
    await connect(rob, 'google', 'rob')
    const [google] = await rob.identities()
    expect((await rob.disconnect(google?.id ?? '')).status).toBe(204)
    const sue = await ofGoogle('sue')
    const { id } = (await sue.ask('GET /api/v1/me')).body
    house.sql(`INSERT INTO identities (user_id, issuer, subject) VALUES ('${id}', 'https://gone.example.org', 'sue')`)
    const own = (await sue.identities()).find(({ provider }) => provider.id === 'google')
    expect((await sue.disconnect(own?.id ?? '')).body.type).toBe('last_way_in')
  })

  it("never takes off another account's", async () => {
    const [tom, una] = [await ofGoogle('tom'), await ofPassword('una')]
    const [google] = await tom.identities()
    expect((await una.disconnect(google?.id ?? '')).status).toBe(404)
    expect(await namesOf(tom)).toEqual(['Google'])
  })
})

describe('what is stored of identities', () => {
  it('is in the export of own data, and goes with the account', async () => {
    const vic = await ofGoogle('vic')
    await connect(vic, 'github', 'vic-at-github')
    const answer = await vic.ask('GET /api/v1/me/export')
    const zip = Buffer.from(answer.bytes)
    expect(zipNames(zip)).toContain('account/identities.json')
    expect(zipEntry(zip, 'account/identities.json').length).toBeGreaterThan(0)
    const { id } = (await vic.ask('GET /api/v1/me')).body
    const rows = `SELECT count(*) FROM identities WHERE user_id = '${id}'`
    expect(house.sql(rows)).toBe('2')
    house.sql(`DELETE FROM users WHERE id = '${id}'`)
    expect(house.sql(rows)).toBe('0')
  })

  it('says nothing of secrets: no code, state or token is kept', () => {
    const columns = house.sql(
      `SELECT string_agg(column_name, ' ' ORDER BY column_name) FROM information_schema.columns
       WHERE table_name IN ('identities', 'sign_in_visits')`,
    )
    expect(columns.split(' ').filter((name) => /code|token|secret|nonce|verifier/.test(name))).toEqual([])
    expect(house.github.service.violations).toEqual([])
  })
})
