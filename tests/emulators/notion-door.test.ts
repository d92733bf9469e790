// SPDX-License-Identifier: AGPL-3.0-or-later
// What every call to Notion's emulator must pass, tripped by clients that are careless in just one way.
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import {
  type Asked,
  append,
  ask,
  control,
  failedChecks,
  headers,
  look,
  notionForTests,
  otherToken,
  somePage,
  without,
  workspaceId,
} from './notion-client.ts'

const notion = await notionForTests()
const failed = () => failedChecks(notion)
const token = headers.authorization?.slice('Bearer '.length)

describe('a careful call', () => {
  const taken: [string, string, Asked][] = [
    ['reads', `/v1/pages/${somePage}`, {}],
    ['names its page without dashes', `/v1/blocks/${somePage.replaceAll('-', '')}/children?page_size=2`, {}],
    ['searches for everything', '/v1/search', { method: 'POST', body: {} }],
    ['searches with no body at all', '/v1/search', { method: 'POST', with: without('content-type') }],
    [
      'names a character set',
      '/v1/search',
      { method: 'POST', body: {}, with: { ...headers, 'content-type': 'application/json; charset=utf-8' } },
    ],
    ['repeats a key of its query', `/v1/pages/${somePage}?filter_properties=a&filter_properties=b`, {}],
    [
      'speaks an older version',
      '/v1/search',
      { method: 'POST', body: {}, with: { ...headers, 'notion-version': '2022-06-28' } },
    ],
  ]
  it.each(taken)('%s', async (_name, path, asked) => {
    const answer = await ask(notion, path, asked)
    expect([answer.status, failed()]).toEqual([200, []])
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answer.headers.get('x-notion-request-id')).toBe(answer.body.request_id)
    expect(answer.headers.get('content-encoding')).toBeNull()
  })

  it('reaches the workspace of its token as its bot, decoded and parsed', async () => {
    await ask(notion, `/v1/data_sources/${somePage}/query?filter_properties=a%26b`, {
      method: 'POST',
      body: { a: 'ä' },
    })
    const { content } = notion.emulator.homeOf(workspaceId)
    expect(content.calls).toHaveLength(1)
    expect(content.calls[0]).toMatchObject({
      ...{ method: 'POST', path: `/data_sources/${somePage}/query`, version: '2026-03-11', body: { a: 'ä' } },
      bot: { name: 'Emulated', capabilities: { read: true, insert: true, update: true }, pages: 'all' },
    })
    expect([...content.calls[0].query]).toEqual([['filter_properties', 'a&b']])
  })

  it('gets its own user, and its limit for uploads', async () => {
    const internal = await ask(notion, '/v1/users/me')
    expect(internal.body).toMatchObject({
      ...{ object: 'user', type: 'bot' },
      bot: {
        owner: { type: 'workspace', workspace: true },
        ...{ workspace_id: workspaceId, workspace_name: "Kim's Notion" },
        workspace_limits: { max_file_upload_size_in_bytes: 5 * 1024 ** 3 },
      },
    })
    const personal = await ask(notion, '/v1/users/me', { with: { ...headers, authorization: `Bearer ${otherToken}` } })
    expect(personal.body.bot).toMatchObject({
      owner: { type: 'user', user: { name: 'Sam', person: { email: 'sam@example.org' } } },
      workspace_limits: { max_file_upload_size_in_bytes: 5 * 1024 ** 2 },
    })
  })
})

describe('a careless call', () => {
  const many = 'x'.repeat(500_000)
  const versioned = (version: string) => ({ with: { ...headers, 'notion-version': version } })
  const search = (body: unknown, type = 'application/json'): Asked => ({
    ...{ method: 'POST', body, with: { ...headers, 'content-type': type } },
  })
  const rows: [
    check: number,
    client: string,
    path: string,
    asked: Asked,
    status: number,
    code: string,
    says: string,
  ][] = [
    [
      1,
      'names no version',
      '/v1/users/me',
      { with: without('notion-version') },
      400,
      'missing_version',
      'Notion-Version header failed validation: Notion-Version header should be defined, instead was `undefined`.',
    ],
    [
      1,
      'names a version that never was',
      '/v1/users/me',
      versioned('2025-09-04'),
      400,
      'validation_error',
      'should be `"2021-05-11"`, `"2021-05-13"`',
    ],
    [
      1,
      'names two versions',
      '/v1/users/me',
      versioned('2025-09-03, 2026-03-11'),
      400,
      'validation_error',
      'or `"2026-03-11"`, instead was `"2025-09-03, 2026-03-11"`.',
    ],
    [2, 'asks for what is not there', '/v1/notes', {}, 400, 'invalid_request_url', 'Invalid request URL.'],
    [2, 'asks by a method that is not there', '/v1/search', {}, 400, 'invalid_request_url', 'Invalid request URL.'],
    [2, 'leaves out the version of the address', '/users/me', {}, 400, 'invalid_request_url', 'Invalid request URL.'],
    [2, 'ends its address with a slash', '/v1/users/me/', {}, 400, 'invalid_request_url', 'Invalid request URL.'],
    [2, 'hides a slash in an id', '/v1/blocks/a%2Fchildren', {}, 400, 'invalid_request_url', 'Invalid request URL.'],
    [2, 'breaks off an escape', '/v1/blocks/%E0%A4%A', {}, 400, 'invalid_request_url', 'Invalid request URL.'],
    [3, 'sends half of its JSON', '/v1/search', search('{"query":'), 400, 'invalid_json', 'Error parsing JSON body.'],
    [
      3,
      'sends JSON that is not UTF-8',
      '/v1/search',
      search(Buffer.from('{"query":"\xe4"}', 'latin1')),
      400,
      'invalid_json',
      'Error parsing JSON body.',
    ],
    [3, 'sends text as JSON', '/v1/search', search('"query"'), 400, 'invalid_json', 'Error parsing JSON body.'],
    [
      5,
      'invents a key of the query',
      `/v1/blocks/${somePage}?page_size=1`,
      {},
      400,
      'validation_error',
      'query failed validation: query.page_size should be not present, instead was `"1"`.',
    ],
    [9, 'sends more than 500 KB', '/v1/search', search({ query: many }), 400, 'validation_error', 'too large'],
    [
      42,
      'brings no token',
      '/v1/users/me',
      { with: without('authorization') },
      401,
      'unauthorized',
      'API token is invalid.',
    ],
    [
      42,
      'brings its token bare',
      '/v1/users/me',
      { with: { ...headers, authorization: `${token}` } },
      401,
      'unauthorized',
      'API token is invalid.',
    ],
  ]
  it.each(rows)('by check %i %s', async (check, _client, path, asked, status, code, says) => {
    const answer = await ask(notion, path, asked)
    expect(answer.body).toMatchObject({ object: 'error', status, code, message: expect.stringContaining(says) })
    expect([answer.status, failed()]).toEqual([status, [`${check}`]])
    expect(answer.body.request_id).toBe(answer.headers.get('x-notion-request-id'))
    expect(notion.log.requests[0]).toMatchObject({ status, code })
  })

  it('is answered for its JSON and its address before its token, and for its token before its version', async () => {
    const bare = { 'content-type': 'application/json' }
    const codes = []
    for (const asked of [
      ['/v1/notes', { method: 'POST', body: '{', with: bare }],
      ['/v1/notes', { with: bare }],
      ['/v1/users/me', { with: bare }],
    ] as const)
      codes.push((await ask(notion, asked[0], asked[1])).body.code)
    expect(codes).toEqual(['invalid_json', 'invalid_request_url', 'unauthorized'])
  })

  it('by check 4 does not say that its body is JSON, and is not listened to', async () => {
    await ask(notion, '/v1/search', search('{"query":"a"}', 'text/plain'))
    expect(failed()).toEqual(['4 (soft)'])
    expect(notion.emulator.homeOf(workspaceId).content.calls[0].body).toBeUndefined()
  })

  it.each(['/v1/blocks/..', '/v1/blocks/%2e%2E/children', '/v1/blocks/./children', '/v1/blocks//children'])(
    'by check 2 climbs out of its address, as no URL of a browser can: %s',
    async (path) => {
      const answer = await new Promise<string>((resolve) => {
        const { hostname, port } = new URL(notion.address)
        const socket = connect(Number(port), hostname, () =>
          socket.end(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`),
        )
        let text = ''
        socket.on('data', (piece) => {
          text += piece
        })
        socket.on('close', () => resolve(text))
      })
      expect(answer).toContain('"invalid_request_url"')
      expect(failed()).toEqual(['2'])
    },
  )

  it('by check 9 is refused with the status that is set', async () => {
    await control(notion, 'PUT', 'settings', { payload_status: 413 })
    expect((await ask(notion, '/v1/search', search({ query: many }))).status).toBe(413)
  })

  it('by check 26 does what it may not', async () => {
    await control(notion, 'PUT', 'permissions', { connection: token, capabilities: { insert: false } })
    expect((await append(notion, 'a')).body).toMatchObject({
      ...{ status: 403, code: 'restricted_resource', message: 'Insufficient permissions for this endpoint.' },
    })
    expect((await look(notion)).status).toBe(200)
    await control(notion, 'PUT', 'permissions', { connection: token, capabilities: { read: false } })
    expect((await look(notion)).status).toBe(403)
    expect(notion.emulator.homeOf(workspaceId).content.calls).toHaveLength(1)
  })
})

describe('a token that ends in the middle', () => {
  it('gets the error once; using it again fails check 42', async () => {
    await control(notion, 'PUT', 'settings', { overtaking_ms: 0 })
    expect((await look(notion)).status).toBe(200)
    await control(notion, 'POST', 'revoke', { connection: token })
    expect((await look(notion)).body).toMatchObject({ status: 401, code: 'unauthorized' })
    expect(failed()).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await look(notion)).status).toBe(401)
    expect(failed()).toEqual(['42'])
  })

  it('makes place for another', async () => {
    await control(notion, 'POST', 'tokens', { token: 'ntn_new', pages: [somePage], capabilities: { update: false } })
    expect((await look(notion, { with: { ...headers, authorization: 'Bearer ntn_new' } })).status).toBe(200)
    const { bot } = notion.emulator.homeOf(workspaceId).content.calls[0]
    expect(bot).toMatchObject({ pages: new Set([somePage]), capabilities: { read: true, update: false } })
  })
})

describe('concurrent writes', () => {
  it('to one parent fail check 38 for the second, and are taken one after the other', async () => {
    await control(notion, 'PUT', 'settings', { write_ms: 200 })
    const answers = await Promise.all([append(notion, 'a'), append(notion, 'b')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      ...{ code: 'conflict_error', message: 'Conflict occurred while saving. Please try again.' },
    })
    expect(failed()).toEqual(['38'])
    expect((await append(notion, 'b')).status).toBe(200)
  })

  it('to several parents, or of rows to a database, do not disturb each other', async () => {
    const rows = ['a', 'b'].map((title) => ({ parent: { type: 'data_source_id', data_source_id: somePage }, title }))
    const answers = await Promise.all([
      append(notion, 'a'),
      append(notion, 'a', {}, workspaceId),
      ...rows.map((body) => ask(notion, '/v1/pages', { method: 'POST', body })),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(failed()).toEqual([])
  })
})
