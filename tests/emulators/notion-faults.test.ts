// SPDX-License-Identifier: AGPL-3.0-or-later
// What goes wrong in Notion's emulator on purpose, and what it counts of those who take it badly.
import { describe, expect, it } from 'vitest'
import {
  append,
  ask,
  control,
  failedChecks,
  headers,
  type Json,
  look,
  notionForTests,
  otherToken,
  somePage,
  workspaceId,
} from './notion-client.ts'

const notion = await notionForTests()
const failed = () => failedChecks(notion)
const faults = (...list: object[]) => control(notion, 'PUT', 'faults', list)
const carriedOut = () => notion.emulator.homeOf(workspaceId).content.calls.length

describe('a fault is answered in the words of the service', () => {
  const rows: [fault: Json, status: number, body: Json][] = [
    [{ status: 500 }, 500, { code: 'internal_server_error', message: 'Unexpected error occurred.' }],
    [{ status: 502 }, 502, { code: 'bad_gateway', message: 'Bad Gateway' }],
    [{ status: 503 }, 503, { code: 'service_unavailable', message: 'Notion is unavailable, please try again later.' }],
    [{ status: 503, code: 'database_connection_unavailable' }, 503, { code: 'database_connection_unavailable' }],
    [{ status: 504 }, 504, { code: 'gateway_timeout', message: 'Gateway Timeout' }],
    [{ status: 529, retry_after: 3 }, 529, { code: 'service_overload' }],
    [{ status: 409 }, 409, { code: 'conflict_error', message: 'Conflict occurred while saving. Please try again.' }],
    [{ status: 404 }, 404, { code: 'object_not_found' }],
    [{ status: 401 }, 401, { code: 'unauthorized', message: 'API token is invalid.' }],
    ...[
      'public_api_request_rate_limit',
      'public_api_space_request_rate_limit',
      'public_api_endpoint_rate_limit',
      'public_api_request_blocked',
    ].map((reason): [Json, number, Json] => [
      { reason, retry_after: 90 },
      429,
      { code: 'rate_limited', additional_data: { rate_limit_reason: reason, retry_after: '90' } },
    ]),
  ]
  it.each(rows)('%j', async (fault, status, body) => {
    await faults(fault)
    const answer = await look(notion)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ object: 'error', status, request_id: expect.any(String), ...body })
    expect([carriedOut(), failed()]).toEqual([0, []])
    expect(notion.log.requests[0]?.fault).toEqual(Object.keys(fault))
  })
})

describe('by check 40', () => {
  it('the edge answers in HTML, with its ray and without the id of a request', async () => {
    await faults({ status: 502, html: true })
    const { status, headers: replyHeaders, body } = await look(notion)
    expect([status, replyHeaders.get('content-type'), replyHeaders.get('x-notion-request-id')]).toEqual([
      502,
      'text/html',
      null,
    ])
    expect(replyHeaders.get('cf-ray')).toBeTruthy()
    expect(body).toContain('<h1>Bad Gateway</h1>')
  })

  it('a page of HTML may have status 200', async () => {
    await faults({ html: true })
    expect(await look(notion)).toMatchObject({ status: 200, body: expect.stringContaining('<html>') })
  })

  it.each([{ drop: true }, { drop: true, before: 'reading' }, { cut: true }])('a socket breaks: %j', async (fault) => {
    await faults(fault)
    await expect(look(notion)).rejects.toThrow()
    expect((await look(notion)).status).toBe(200)
  })

  it.each([{ hang: true }, { after_ms: 5000 }])('an answer does not come in time: %j', async (fault) => {
    await faults(fault)
    const ending = new AbortController()
    const looked = look(notion, { signal: ending.signal }).catch(() => 'given up')
    await expect.poll(() => notion.log.requests.length).toBe(1)
    ending.abort()
    expect(await looked).toBe('given up')
    await expect.poll(() => notion.log.requests[0]?.aborted).toBe(true)
  })

  it('a body does not end', async () => {
    await faults({ endless: true })
    const { body } = await fetch(`${notion.address}/v1/users/me`, { headers })
    const reader = body?.getReader()
    for (let length = 0; length < 300_000; ) length += (await reader?.read())?.value?.length ?? 0
    await reader?.cancel()
    await expect.poll(() => notion.log.requests[0]?.aborted).toBe(true)
  })

  it('a fault befalls whom it is meant for, as often as it says', async () => {
    await faults({ status: 500, times: 2, method: 'PATCH', containing: 'Hello', authorization: `Bearer ${otherToken}` })
    const other = { ...headers, authorization: `Bearer ${otherToken}` }
    const statuses = []
    for (const [text, more] of [
      ['Hello', headers],
      ['Bye', other],
      ['Hello 1', other],
      ['Hello 2', other],
      ['Hello 3', other],
    ] as const)
      statuses.push((await append(notion, text, { with: more })).status)
    expect(statuses).toEqual([200, 200, 500, 500, 200])
  })
})

describe('a 503 after the write', () => {
  const message =
    'The change was saved, but the response could not be built in time. Read the object again instead of repeating the write.'

  it('tells which blocks it has saved, and not to repeat them', async () => {
    await faults({ saved: true })
    const { status, body } = await append(notion, 'a')
    expect([status, carriedOut()]).toEqual([503, 1])
    expect(body).toMatchObject({
      ...{ code: 'service_unavailable', message },
      additional_data: {
        retry_guidance: expect.arrayContaining(['Do not repeat the write.']),
        committed_resource_id: somePage,
        committed_child_ids: [expect.any(String)],
      },
    })
  })

  it('tells which page it has saved', async () => {
    await faults({ saved: true })
    const page = { parent: { page_id: somePage } }
    const { body } = await ask(notion, '/v1/pages', { method: 'POST', body: page })
    expect(body.additional_data).toEqual({
      retry_guidance: expect.any(Array),
      committed_resource_id: expect.any(String),
    })
  })

  it('and the same write again fail check 39, even after a look', async () => {
    await faults({ saved: true })
    await append(notion, 'a')
    await look(notion)
    expect((await append(notion, 'a')).status).toBe(200)
    expect(failed()).toEqual(['39 (soft)'])
    expect(notion.log.violations[0]?.detail).toContain('had been saved and comes again after 503')
  })
})

describe('a write whose effect is unknown', () => {
  const doubts: [name: string, fault: Json][] = [
    ...[500, 502, 503, 504].map((status): [string, Json] => [`${status}`, { status }]),
    ['502 of the edge', { status: 502, html: true }],
    ['drop', { drop: true }],
    ['drop before it is read', { drop: true, before: 'reading' }],
    ['drop after it', { drop: true, before: 'answer' }],
    ['half of an answer', { cut: true }],
    ['timeout', { hang: true }],
    ['slow answer', { after_ms: 3000, before: 'answer' }],
  ]
  /** Made once, by a client that gives up on what never comes. */
  const attempt = async (fault: Json) => {
    await faults(fault)
    const ending = new AbortController()
    const appended = append(notion, 'a', { signal: ending.signal }).catch(() => undefined)
    if (fault.hang || fault.after_ms) {
      await expect.poll(() => notion.log.requests.length).toBe(1)
      ending.abort()
    }
    await appended
    await expect.poll(() => notion.log.requests[0]?.aborted ?? notion.log.requests[0]?.status).toBeTruthy()
  }

  it.each(doubts)('after a %s fails check 39 when it comes again', async (_name, fault) => {
    await attempt(fault)
    await append(notion, 'a')
    expect(failed()).toEqual(['39 (soft)'])
  })

  it('is its sender to look for, and may come again where it is not', async () => {
    await attempt({ status: 500 })
    await look(notion)
    await append(notion, 'a')
    expect(failed()).toEqual([])
  })

  it('is not checked by reading something else, nor by another client', async () => {
    await attempt({ status: 500 })
    await ask(notion, `/v1/pages/${workspaceId}`)
    await look(notion, { with: { ...headers, authorization: `Bearer ${otherToken}` } })
    await append(notion, 'a')
    expect(failed()).toEqual(['39 (soft)'])
  })

  it.each([
    [429, { status: 429, retry_after: 0 }],
    [529, { status: 529 }],
    [409, { status: 409 }],
  ])('was not made where %i is answered', async (_status, fault) => {
    await attempt(fault)
    await append(notion, 'a')
    expect(failed()).toEqual([])
  })

  it('may be repeated where it deletes or asks, and is marked where it says the same twice', async () => {
    await faults({ status: 500, times: 3 })
    const calls = [
      ['POST', '/v1/search', {}],
      ['PATCH', `/v1/blocks/${somePage}`, { paragraph: {} }],
      ['DELETE', `/v1/blocks/${somePage}`, undefined],
    ] as const
    for (const [method, path, body] of [...calls, ...calls.toReversed()]) await ask(notion, path, { method, body })
    expect(notion.log.violations).toMatchObject([{ check: 39, repeatable: true }])
  })

  it.each([
    ['reading', []],
    ['effect', ['39 (soft)']],
  ] as const)('of a new page is judged by what was read of it: dropped before %s', async (before, checks) => {
    const create = (title: string) =>
      ask(notion, '/v1/pages', { method: 'POST', body: { parent: { page_id: somePage }, title } })
    await faults({ drop: true, before })
    await create('a').catch(() => undefined)
    // Another page, which nobody has tried to create before.
    await create('b')
    expect(failed()).toEqual([])
    await create('a')
    expect(failed()).toEqual(checks)
  })

  it('of a new page may come again once its parent was looked at', async () => {
    const page = { parent: { page_id: somePage } }
    await faults({ drop: true })
    await ask(notion, '/v1/pages', { method: 'POST', body: page }).catch(() => undefined)
    await look(notion)
    await ask(notion, '/v1/pages', { method: 'POST', body: page })
    expect(failed()).toEqual([])
  })

  it('is another where its body, its place or its sender is', async () => {
    await attempt({ status: 500 })
    await append(notion, 'b')
    await append(notion, 'a', {}, workspaceId)
    await append(notion, 'a', { with: { ...headers, authorization: `Bearer ${otherToken}` } })
    expect(failed()).toEqual([])
  })
})
