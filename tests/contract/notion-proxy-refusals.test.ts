// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server passes on neither to Notion nor back.
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type NotionHouse, type Raw, type Sent, startNotionHouse } from './notion-house.ts'

// A rate limit blocks a whole workspace for a while, so each of these tests has its own.
const workspaces = Array.from({ length: 8 }, () => randomUUID())
const id = randomUUID()
const proxy = '/api/notion/proxy'
/** Longer than the test takes on any machine. */
const hourMs = 3_600_000
let house: NotionHouse
let ann: string
let bob: string
let connections: string[]

beforeAll(async () => {
  house = await startNotionHouse(workspaces)
  ann = await house.signUp('ann')
  bob = await house.signUp('bob')
  connections = []
  for (const index of workspaces.keys()) connections.push(await house.connect(ann, index))
})
beforeEach(() => {
  house.notion.emulator.faults.set([])
  house.notion.log.clear()
})
afterAll(() => house[Symbol.asyncDispose]())

const ask = (call: string, sent: Sent = {}) => {
  const [method = '', path = ''] = call.split(' ')
  return house.ask(method, `${proxy}${path}`, { token: ann, ...sent })
}
const me = (workspace = 0) => ask(`GET /${connections[workspace]}/v1/users/me`)
const kindOf = ({ status, body }: Raw) => [status, body.code, body.additional_data?.refused_by]
const faulty = (fault: object) => house.notion.emulator.faults.set([fault as never])

describe('is not passed on:', () => {
  it.each([
    ...['GET /v1/users', `GET /v1/users/${id}`, 'POST /v1/databases', `PATCH /v1/databases/${id}`],
    ...['GET /v1/comments', 'POST /v1/oauth/token', `PUT /v1/pages/${id}`, 'GET /v1/search', 'GET /v1', 'GET /'],
    ...[`GET /v1/pages/${id}/markdown`, `GET /v1/pages/${id}/`, `GET //v1/pages/${id}`, 'GET /v2/users/me'],
    ...['GET /v1/pages/../users/me', 'GET /v1/pages/%2e%2e/users/me', 'GET /v1/../v1/users/me', 'GET /v1%2Fusers%2Fme'],
    ...['GET /v1/users%2Fme', 'GET /v1%5Cusers%5Cme', 'GET /not-a-connection/v1/users/me', 'GET /users/users/me'],
  ])('%s, which is not on the list', async (call) => {
    expect(kindOf(await ask(call))).toEqual([400, 'invalid_request_url', 'rmirror'])
    expect(house.notion.log.requests).toEqual([])
  })

  it.each([
    ...['x', '..', '%2e%2e', `${id}%2F..`, `..%2F${id}`, `${id}x`, id.slice(1), id.replaceAll('-', '').slice(1)],
    ...[`${id.slice(0, 8)}${id.slice(9)}`, `${id}%00`, `%20${id}`, `${id}%23`],
  ])('the id %s', async (wrong) => {
    const refused = await ask(`GET /v1/pages/${wrong}`)
    expect(refused.status).toBe(400)
    expect(refused.body.additional_data.refused_by).toBe('rmirror')
    expect(house.notion.log.requests).toEqual([])
  })

  it('but ids are, with hyphens and without, as they came', async () => {
    for (const given of [id, id.replaceAll('-', ''), id.toUpperCase()]) {
      expect(kindOf(await ask(`GET /pages/${given}`))).toEqual([404, 'object_not_found', undefined])
      expect(house.notion.log.requests.at(-1)?.path).toBe(`/v1/pages/${given}`)
    }
  })

  it.each([
    [`GET /v1/blocks/${id}/children?page_size=1000`, undefined],
    [`GET /v1/blocks/${id}/children?page_size=5&page%5Fsize=00101`, undefined],
    [`GET /v1/blocks/${id}/children?page_size=${'9'.repeat(40)}`, undefined],
    ['POST /v1/search', '{"page_size":1000}'],
    [`POST /v1/databases/${id}/query`, '{"page_size":100.5}'],
    [`POST /v1/data_sources/${id}/query`, '{"page_size":18446744073709551615}'],
  ])('%s %s, a piece that is too large', async (call, body) => {
    expect(kindOf(await ask(call, body === undefined ? {} : { body }))).toEqual([400, 'validation_error', 'rmirror'])
    expect(house.notion.log.requests).toEqual([])
  })

  it('what is no JSON, or no number, Notion itself refuses', async () => {
    expect(kindOf(await ask('POST /v1/search', { body: '{"page_size":' }))).toEqual([400, 'invalid_json', undefined])
    expect(kindOf(await ask('POST /v1/search', { body: '{"page_size":"1000"}' }))).toEqual([
      ...[400, 'validation_error', undefined],
    ])
  })

  it('bodies that are too large', async () => {
    const json = JSON.stringify({ query: 'x'.repeat(600_000) })
    expect(kindOf(await ask('POST /v1/search', { body: json }))).toEqual([413, 'validation_error', 'rmirror'])
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const file = { body: new Uint8Array(21 << 20), headers }
    const refused = await ask(`POST /v1/file_uploads/${id}/send`, file).catch((error) => error.code)
    if (typeof refused !== 'string') expect(kindOf(refused)).toEqual([413, 'validation_error', 'rmirror'])
    expect(house.notion.log.requests).toEqual([])
  })

  it("what is asked of another person's connection, or of none", async () => {
    for (const connection of [`/${connections[0]}`, `/${id}`, ''])
      expect(kindOf(await ask(`GET ${connection}/v1/users/me`, { token: bob }))).toEqual([
        ...[404, 'object_not_found', 'rmirror'],
      ])
    expect(house.notion.log.requests).toEqual([])
  })
})

describe('does not come back:', () => {
  it.each([
    ['a page for people in place of an answer', { html: true }, 502],
    ['a page for people that says 502', { html: true, status: 502 }, 502],
    ['a page for people that says 503', { html: true, status: 503, retry_after: 7 }, 503],
    ['an answer that is too large', { body: { object: 'list', results: ['x'.repeat(6 << 20)] } }, 502],
    ['a body without an end', { endless: true }, 502],
    ['half of an answer', { cut: true }, 502],
    ['nothing at all', { drop: true, times: 2 }, 502],
  ])('%s', async (_, fault, status) => {
    faulty(fault)
    const refused = await me('retry_after' in fault ? 6 : 1)
    expect([refused.status, refused.body]).toMatchObject([
      status,
      { object: 'error', status, additional_data: { refused_by: 'rmirror' } },
    ])
    if ('retry_after' in fault) expect(refused.headers['retry-after']).toBe('7')
  })

  it('an answer whose caller has left', async () => {
    faulty({ hang: true })
    const url = new URL(`${house.server}${proxy}/v1/users/me`)
    const call = request(url, { headers: { authorization: `Bearer ${ann}`, 'notion-version': '2025-09-03' } })
    call.on('error', () => undefined).end()
    await expect.poll(() => house.notion.log.requests.length).toBe(1)
    call.destroy()
    await expect.poll(() => house.notion.log.requests[0]?.aborted).toBe(true)
  })
})

describe('a service that asks to wait', () => {
  it.each([
    [2, '3600.5', () => '3600.5'],
    [3, '0', () => '0'],
    [4, '1000000000', () => '1000000000'],
    [5, 'a date', () => new Date(Date.now() + hourMs).toUTCString()],
  ])('is heard as it says it: workspace %i, %s', async (workspace, _, valueNow) => {
    const value = valueNow()
    faulty({ status: 429, headers: { 'retry-after': value } })
    const refusal = await me(workspace)
    expect([refusal.headers['retry-after'], ...kindOf(refusal)]).toEqual([value, 429, 'rate_limited', undefined])
    expect((await me(0)).status).toBe(200)
    const next = await me(workspace)
    if (value === '0') return expect(next.status).toBe(200)
    expect(kindOf(next)).toEqual([429, 'rate_limited', 'rmirror'])
    expect(next.headers['retry-after']).toMatch(/^[1-9]\d*$/)
    expect(house.notion.log.requests).toHaveLength(2)
  })
})
