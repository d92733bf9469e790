// SPDX-License-Identifier: AGPL-3.0-or-later
// How programs are let into Notion's emulator, and what it counts of those that come in badly.
import { describe, expect, it } from 'vitest'
import {
  type Answer,
  ask,
  client,
  control,
  failedChecks,
  headers,
  type Json,
  notionForTests,
  otherUser,
  otherWorkspace,
  redirect,
  somePage,
  token,
  userId,
  workspaceId,
} from './notion-client.ts'

const notion = await notionForTests()
const failed = () => failedChecks(notion)

const asking = { client_id: client.id, response_type: 'code', owner: 'user', redirect_uri: redirect, state: 'a b' }
const authorize = (fields: Record<string, string | undefined>) => {
  const given = Object.entries({ ...asking, ...fields }).filter((field): field is [string, string] => !!field[1])
  return ask(notion, `/v1/oauth/authorize?${new URLSearchParams(given)}`, { with: {} })
}
const landed = (answer: Answer) => {
  const url = new URL(answer.headers.get('location') ?? '')
  return { at: url.origin + url.pathname, ...Object.fromEntries(url.searchParams) } as Record<string, string>
}
const codeOf = async (fields: Record<string, string | undefined> = {}) =>
  landed(await authorize({ allow: '1', ...fields })).code
const basic = (id = client.id, secret = client.secret) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  'content-type': 'application/json',
})
const post = (door: string, body: Json, more: Record<string, string> = basic()) =>
  ask(notion, `/v1/oauth/${door}`, { method: 'POST', body, with: more })
const exchange = (code: string | undefined, more: Json = {}, as = basic()) =>
  post('token', { grant_type: 'authorization_code', code, redirect_uri: redirect, ...more }, as)
const refresh = (refresh_token: string, as = basic()) =>
  post('token', { grant_type: 'refresh_token', refresh_token }, as)
const works = async (access: string) =>
  (await ask(notion, '/v1/users/me', { with: { ...headers, authorization: `Bearer ${access}` } })).status

describe('a person', () => {
  it('is asked who may come in, on a page with two buttons', async () => {
    const { status, headers: replyHeaders, body } = await authorize({})
    expect([status, replyHeaders.get('content-type')]).toEqual([200, 'text/html'])
    expect(body).toContain('rmirror wants to access your workspace')
    expect(body).toMatch(/<button name="allow" value="1">Allow access<\/button>.*<button name="deny"/)
    expect(body).toContain(`<input type="checkbox" name="pages" value="${somePage}">Journal`)
    const names = [...body.matchAll(/name="(\w+)"/g)].map(([, name]) => name)
    expect(new Set(names)).toEqual(
      new Set([...Object.keys(asking), ...['user', 'workspace', 'pages', 'template', 'allow', 'deny']]),
    )
  })

  it('presses Allow for one page, and the program may see that page', async () => {
    const form = new URLSearchParams({
      ...asking,
      pages: somePage,
      user: userId,
      workspace: otherWorkspace,
      allow: '1',
    })
    const more = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await ask(notion, '/v1/oauth/authorize', { method: 'POST', body: `${form}&pages=`, with: more })
    expect(landed(answer)).toEqual({ at: redirect, code: expect.any(String), state: 'a b' })
    const { body } = await exchange(landed(answer).code)
    const { pages, workspace } = notion.emulator.connections.find(body.access_token)
    expect([pages, workspace]).toEqual([new Set([somePage]), otherWorkspace])
  })

  it('presses Deny', async () => {
    expect(landed(await authorize({ deny: '1' }))).toEqual({ at: redirect, error: 'access_denied', state: 'a b' })
  })

  it.each([
    ['an unknown program', { client_id: 'unknown' }],
    ['an address that is not the program’s', { redirect_uri: 'https://example.org/' }],
    ['an address that only begins like it', { redirect_uri: `${redirect}/../elsewhere` }],
    ['no address, where the program has two', { client_id: 'a-second-program', redirect_uri: undefined }],
  ])('sees an error and is sent nowhere for %s', async (_name, fields) => {
    const answer = await authorize({ ...fields, allow: '1' })
    expect([answer.status, answer.headers.get('location'), failed()]).toEqual([400, null, ['42']])
  })

  it('is sent back where the question was not one', async () => {
    expect(landed(await authorize({ response_type: 'token' })).error).toBe('unsupported_response_type')
    expect(landed(await authorize({ owner: undefined })).error).toBe('invalid_request')
  })

  it.each([
    ['brings no state', { state: undefined }],
    ['invents a parameter', { scope: 'all' }],
  ])('is asked by a program that fails check 42, as it %s', async (_name, fields) => {
    expect((await authorize(fields as never)).status).toBe(200)
    expect(failed()).toEqual(['42'])
  })
})

describe('a code', () => {
  it('brings tokens, and tells where to', async () => {
    const { status, body } = await exchange(await codeOf())
    expect(status).toBe(200)
    expect(body).toEqual({
      access_token: expect.stringMatching(/^ntn_/),
      ...{ token_type: 'bearer', refresh_token: expect.stringMatching(/^nrt_/), bot_id: expect.any(String) },
      ...{ workspace_id: workspaceId, workspace_name: "Kim's Notion", workspace_icon: '📓' },
      owner: { type: 'user', user: expect.objectContaining({ id: userId, name: 'Kim', type: 'person' }) },
      ...{ duplicated_template_id: null, request_id: expect.any(String) },
    })
    expect(await works(body.access_token)).toBe(200)
    expect(failed()).toEqual([])
  })

  it('brings the template that was duplicated, and may see it', async () => {
    const { body } = await exchange(await codeOf({ template: '1', pages: somePage }))
    const { pages } = notion.emulator.connections.find(body.bot_id)
    expect(pages).toEqual(new Set([somePage, body.duplicated_template_id]))
  })

  it('goes to another workspace by another person', async () => {
    const { body } = await exchange(await codeOf({ user: otherUser }))
    expect(body).toMatchObject({ workspace_id: otherWorkspace, workspace_icon: null, owner: { user: { name: 'Sam' } } })
  })

  it('of the same person again leads to the same bot, with the pages chosen last', async () => {
    const first = (await exchange(await codeOf({ pages: somePage }))).body
    const second = (await exchange(await codeOf({ pages: workspaceId }))).body
    expect([second.bot_id, await works(first.access_token)]).toEqual([first.bot_id, 200])
    expect(notion.emulator.connections.find(first.bot_id).pages).toEqual(new Set([workspaceId]))
  })

  it('needs no address where the question had none', async () => {
    const code = await codeOf({ redirect_uri: undefined })
    expect((await exchange(code, { redirect_uri: undefined })).status).toBe(200)
  })

  it('is used twice by a careless program, which loses what it got', async () => {
    const code = await codeOf()
    const { access_token, refresh_token } = (await exchange(code)).body
    expect((await exchange(code)).body).toMatchObject({
      error: 'invalid_grant',
      error_description: 'Invalid code: this code has been revoked.',
      request_id: expect.any(String),
    })
    expect(failed()).toEqual(['42'])
    expect(await works(access_token)).toBe(401)
    expect((await refresh(refresh_token)).body.error).toBe('invalid_grant')
  })

  it('whose answer is lost is used up all the same', async () => {
    const code = await codeOf()
    await control(notion, 'PUT', 'faults', [{ path: '/v1/oauth/token', drop: true, before: 'answer' }])
    await expect(exchange(code)).rejects.toThrow()
    expect((await exchange(code)).body.error).toBe('invalid_grant')
    const { body } = await control(notion, 'GET', 'state')
    expect(body.connections.at(-1)).toMatchObject({ kind: 'oauth', access_tokens: [], refresh_tokens: [] })
  })

  it('is late, which befalls the careful as well', async () => {
    const code = await codeOf()
    await control(notion, 'POST', 'clock', { advance_ms: 600_000 })
    expect((await exchange(code)).body).toMatchObject({ error: 'invalid_grant' })
    expect(failed()).toEqual([])
  })

  it.each<[string, Json, Record<string, string> | undefined, number, string]>([
    ['made up', { code: 'made-up' }, undefined, 400, 'invalid_grant'],
    ['for another address', { redirect_uri: `${redirect}/too` }, undefined, 400, 'invalid_grant'],
    ['without the address of the question', { redirect_uri: undefined }, undefined, 400, 'invalid_grant'],
    ['of another program', {}, basic('a-second-program'), 400, 'invalid_grant'],
    ['with a wrong secret', {}, basic(client.id, 'wrong'), 401, 'invalid_client'],
    [
      'with the secret in the body',
      { client_secret: 'a' },
      { 'content-type': 'application/json' },
      401,
      'invalid_client',
    ],
    ['by a grant that there is not', { grant_type: 'password' }, undefined, 400, 'unsupported_grant_type'],
  ])('fails check 42 when it comes %s', async (_name, more, as, status, error) => {
    const answer = await exchange(await codeOf(), more, as as never)
    expect([answer.status, answer.body.error, failed()]).toEqual([status, error, ['42']])
    expect(answer.body.object).toBeUndefined()
  })

  it('that is missing, or in a form, is answered as any body that lacks a field', async () => {
    const missing = await exchange(undefined)
    expect(missing.body).toMatchObject({
      ...{ object: 'error', code: 'validation_error' },
      message: 'body failed validation: body.code should be defined, instead was `undefined`.',
    })
    const form = { ...basic(), 'content-type': 'application/x-www-form-urlencoded' }
    expect((await post('token', `grant_type=authorization_code&code=${await codeOf()}`, form)).status).toBe(400)
    expect(failed()).toEqual(['42', '4 (soft)', '42'])
  })
})

describe('a refresh', () => {
  it('ends both tokens at once for two new ones', async () => {
    const first = (await exchange(await codeOf())).body
    const second = (await refresh(first.refresh_token)).body
    expect(second).toMatchObject({ bot_id: first.bot_id, workspace_id: workspaceId, duplicated_template_id: null })
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect([await works(first.access_token), await works(second.access_token)]).toEqual([401, 200])
    expect((await refresh(second.refresh_token)).status).toBe(200)
    expect(failed()).toEqual([])
  })

  it('with a token that was used fails check 42, as two processes do that do not speak with each other', async () => {
    const first = (await exchange(await codeOf())).body
    const answers = await Promise.all([refresh(first.refresh_token), refresh(first.refresh_token)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    expect(answers.find(({ status }) => status === 400)?.body.error).toBe('invalid_grant')
    expect(failed()).toEqual(['42'])
    const { access_token } = answers.find(({ status }) => status === 200)?.body ?? {}
    expect(await works(access_token)).toBe(200)
  })

  it('mends a token that has run out, and none that a person has ended', async () => {
    const first = (await exchange(await codeOf())).body
    await control(notion, 'POST', 'expire', { connection: first.access_token })
    expect(await works(first.access_token)).toBe(401)
    const second = (await refresh(first.refresh_token)).body
    expect(await works(second.access_token)).toBe(200)
    await control(notion, 'POST', 'revoke', { connection: second.bot_id })
    expect((await refresh(second.refresh_token)).body.error).toBe('invalid_grant')
    expect(failed()).toEqual([])
  })

  it('is not there for every program', async () => {
    const second = basic('a-second-program')
    const { body } = await exchange(await codeOf({ client_id: 'a-second-program' }), {}, second)
    expect(body.refresh_token).toBeNull()
  })

  it('of another program’s token is refused', async () => {
    const { body } = await exchange(await codeOf())
    expect((await refresh(body.refresh_token, basic('a-second-program'))).body.error).toBe('invalid_grant')
    expect(await works(body.access_token)).toBe(200)
  })
})

describe('a program', () => {
  it('asks whether its own token is alive, and no other program’s', async () => {
    const { access_token } = (await exchange(await codeOf())).body
    const ofToken = async (one: string, as = basic()) => (await post('introspect', { token: one }, as)).body
    expect(await ofToken(access_token)).toMatchObject({
      active: true,
      scope: expect.any(String),
      iat: expect.any(Number),
    })
    const { request_id: _, ...nothing } = await ofToken(token)
    expect(nothing).toEqual({ active: false })
    expect((await ofToken(access_token, basic('a-second-program'))).active).toBe(false)
  })

  it('ends its token, and the one that refreshes it', async () => {
    const { access_token, refresh_token } = (await exchange(await codeOf())).body
    expect((await post('revoke', { token: access_token })).status).toBe(200)
    expect(await works(access_token)).toBe(401)
    expect((await refresh(refresh_token)).body.error).toBe('invalid_grant')
    expect((await post('revoke', { token: access_token })).status).toBe(200)
    expect((await post('introspect', { token: access_token })).body.active).toBe(false)
  })

  it('is refused what its person did not allow', async () => {
    await control(notion, 'DELETE', 'state')
    const { body } = await exchange(await codeOf())
    await control(notion, 'PUT', 'permissions', { connection: body.bot_id, capabilities: { insert: false } })
    const answer = await ask(notion, '/v1/pages', {
      ...{ method: 'POST', body: {}, with: { ...headers, authorization: `Bearer ${body.access_token}` } },
    })
    expect([answer.status, answer.body.code]).toEqual([403, 'restricted_resource'])
  })

  it('asks at addresses that do not exist', async () => {
    expect((await ask(notion, '/v1/oauth/token', { with: {} })).body.code).toBe('invalid_request_url')
    expect((await post('tokens', {})).body.code).toBe('invalid_request_url')
    expect(failed()).toEqual(['2', '2'])
  })
})
