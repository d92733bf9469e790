// SPDX-License-Identifier: AGPL-3.0-or-later
// The client against a server that gives scripted answers or breaks the connection.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { getEventListeners, once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ApiProblem, answerTo, createApi, NotOurServer, NotReached, type RetryPolicy } from './index.ts'

type Step = (response: ServerResponse, body: string) => void

const retryPolicy: RetryPolicy = {
  maxAttempts: 4,
  maxAttemptsUntilFirstAnswer: 2,
  firstWaitMs: 1,
  maxWaitMs: 1500,
  answerMs: 60_000,
}
let server: Server
let origin: string
let steps: Step[]
let asked: { request: IncomingMessage; body: string }[]

beforeEach(async () => {
  steps = []
  asked = []
  server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request.setEncoding('utf8')) body += part
    asked.push({ request, body })
    const step = steps.shift() ?? unplanned
    step(response, body)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const unplanned: Step = (response) => response.writeHead(500).end('unplanned')
const breakOff: Step = (response) => response.destroy()
const breakOffHalfway: Step = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 100 })
  response.write('{"status"', () => response.destroy())
}
const say =
  (status: number, body: object, headers: Record<string, string> = {}): Step =>
  (response) =>
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
const refuse = (status: number, headers: Record<string, string> = {}, more: object = {}) =>
  say(status, { type: 'about:blank', title: 'No', status, detail: 'Not like this.', ...more }, headers)

// The contract's smallest operations are used for each method.
const get = (options: Partial<Parameters<typeof createApi>[0]> = {}, signal = new AbortController().signal) =>
  answerTo(createApi({ server: origin, retryPolicy, ...options }).GET('/healthz', { signal }))
const request = (method: 'put' | 'post', path: string) =>
  answerTo(
    createApi({ server: origin, retryPolicy }).request(method as never, path as never, { body: { a: 1 } } as never),
  )

describe('a request that may be repeated', () => {
  test.each([502, 503, 504, 429])('is sent again after %i', async (status) => {
    steps = [refuse(status), refuse(status), say(200, { ok: true })]
    expect(await get()).toEqual({ ok: true })
    expect(asked).toHaveLength(3)
  })

  test('is sent again, whole, when the connection breaks', async () => {
    steps = [say(200, {}), breakOff, breakOffHalfway, say(200, { ok: true })]
    const api = createApi({ server: origin, retryPolicy })
    await answerTo(api.GET('/healthz'))
    const put = api.request('put' as never, '/thing' as never, { body: { text: 'x'.repeat(200_000) } } as never)
    expect(await answerTo(put)).toEqual({ ok: true })
    const [, ...bodies] = asked.map(({ body }) => body)
    expect(bodies.map((body) => body === bodies[0] && body.length > 200_000)).toEqual([true, true, true])
  })

  test('is given up after a while', async () => {
    steps = [say(200, {}), breakOff, breakOff, breakOff, breakOff]
    const api = createApi({ server: origin, retryPolicy })
    await answerTo(api.GET('/healthz'))
    await expect(answerTo(api.GET('/healthz'))).rejects.toThrow(NotReached)
    expect(asked).toHaveLength(5)
  })

  test('is given up sooner where nothing ever answered, and the reason is told', async () => {
    // `fetch` refuses ports 1 and 9 itself.
    origin = 'http://127.0.0.1:2'
    await expect(get()).rejects.toThrow(`${origin} doesn't answer: no server is running there`)
  })

  test('waits longer before each try', async () => {
    steps = [refuse(503), refuse(503), refuse(503), say(200, {})]
    const from = performance.now()
    await get({ retryPolicy: { ...retryPolicy, firstWaitMs: 40 } })
    // At least half of 40, 80 and 160, and a timer may ring a millisecond early; three waits of at most 40 would not be as
    // long.
    expect(performance.now() - from).toBeGreaterThan(130)
  })

  test('waits as long as the server asks', async () => {
    steps = [refuse(429, { 'Retry-After': '1' }), say(200, {})]
    const from = performance.now()
    await get()
    expect(performance.now() - from).toBeGreaterThan(990)
  })

  test('is not waited for when the server asks for too long', async () => {
    steps = [refuse(429, { 'Retry-After': '3600' })]
    await expect(get()).rejects.toMatchObject({ status: 429, retryAfterMs: 3_600_000 })
  })

  test('waits when nothing is left for this minute', async () => {
    steps = [say(200, {}, { 'RateLimit-Remaining': '0', 'RateLimit-Reset': '0.05' }), say(200, {})]
    const api = createApi({ server: origin, retryPolicy })
    const from = performance.now()
    await answerTo(api.GET('/healthz'))
    await answerTo(api.GET('/healthz'))
    expect(performance.now() - from).toBeGreaterThan(45)
  })

  test.each([400, 401, 404, 409, 500])('is not sent again after %i', async (status) => {
    steps = [refuse(status)]
    await expect(get()).rejects.toMatchObject({ name: 'ApiProblem', status })
    expect(asked).toHaveLength(1)
  })

  test('ends with the signal, while it waits too', async () => {
    const ending = new AbortController()
    steps = [(response) => refuse(429, { 'Retry-After': '1' })(response, '')]
    const got = get({}, ending.signal)
    await once(server, 'request')
    ending.abort(new Error('enough'))
    await expect(got).rejects.toThrow('enough')
  })
})

describe('an answer that has arrived but is still being inflated', () => {
  const slowToInflate = gzipSync(Buffer.alloc(200_000_000, ' '))
  // Small enough to arrive in one go, so that only inflating takes time.
  const sendIt = (): Promise<void> =>
    new Promise((resolve) => {
      const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }
      steps = [(response) => response.writeHead(200, headers).end(slowToInflate, resolve)]
    })

  const complete = 'undici:request:trailers'
  const lastByteArrives = (): Promise<void> =>
    new Promise((resolve) => {
      const end = () => {
        unsubscribe(complete, end)
        resolve()
      }
      subscribe(complete, end)
    })

  test('ends with the signal', async () => {
    const ending = new AbortController()
    const sent = sendIt()
    const arrived = lastByteArrives()
    const got = get({}, ending.signal)
    await Promise.all([sent, arrived])
    ending.abort(new Error('enough'))
    await expect(got).rejects.toThrow('enough')
  })

  test('is given up after a while', async () => {
    void sendIt()
    await expect(
      get({ retryPolicy: { ...retryPolicy, maxAttemptsUntilFirstAnswer: 1, answerMs: 40 } }),
    ).rejects.toThrow(NotReached)
  })
})

test('many requests leave nothing behind in the signal that may end them', async () => {
  const { signal } = new AbortController()
  const api = createApi({ server: origin, retryPolicy })
  const max = 40
  steps = Array.from({ length: max }, () => say(200, {}))
  for (let sent = 0; sent < max; sent += 8)
    await Promise.all(Array.from({ length: 8 }, () => answerTo(api.GET('/healthz', { signal }))))
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('a POST is sent once', async () => {
  steps = [refuse(503)]
  await expect(request('post', '/api/v1/auth/login')).rejects.toMatchObject({ status: 503 })
  steps = [breakOff]
  await expect(request('post', '/api/v1/auth/login')).rejects.toThrow(NotReached)
  expect(asked).toHaveLength(2)
})

test('the manifest is sent again, since it states how things are', async () => {
  steps = [breakOff, say(200, { ok: true })]
  expect(await request('post', '/api/v1/sync/manifest')).toEqual({ ok: true })
})

describe('a refusal', () => {
  test('has the problem with all its members', async () => {
    steps = [refuse(400, { 'X-Request-Id': 'r1' }, { field: 'email', error: 'slow_down' })]
    const problem = await get().catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(ApiProblem)
    expect(problem).toMatchObject({ message: 'Not like this.', field: 'email', requestId: 'r1', status: 400 })
    expect(problem).toHaveProperty('members.error', 'slow_down')
  })

  test('that is not ours is told in words of ours', async () => {
    steps = [(response) => response.writeHead(413).end('<html>too big</html>')]
    await expect(get()).rejects.toThrow('The server answered with status 413.')
  })
})

test('a page of some other web site is not taken for an answer', async () => {
  steps = [(response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Hello</h1>')]
  await expect(get()).rejects.toThrow(NotOurServer)
})

test('the token is sent, and a redirection is not followed with it', async () => {
  steps = [say(200, {}), (response) => response.writeHead(307, { Location: '/elsewhere' }).end()]
  const api = createApi({ server: origin, retryPolicy: { ...retryPolicy, maxAttempts: 1 }, token: () => 'abc' })
  await answerTo(api.GET('/healthz'))
  expect(asked[0]?.request.headers.authorization).toBe('Bearer abc')
  await expect(answerTo(api.GET('/healthz'))).rejects.toThrow(NotReached)
  expect(asked).toHaveLength(2)
})

test('a token that was refused is renewed once', async () => {
  steps = [refuse(401), say(200, { ok: true }), refuse(401), refuse(401)]
  const renewing = { token: () => 'old', renew: async () => 'new' }
  expect(await get(renewing)).toEqual({ ok: true })
  expect(asked.map(({ request }) => request.headers.authorization)).toEqual(['Bearer old', 'Bearer new'])
  await expect(get(renewing)).rejects.toMatchObject({ status: 401 })
})
