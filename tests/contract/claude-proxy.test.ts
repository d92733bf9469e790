// SPDX-License-Identifier: AGPL-3.0-or-later
// Anthropic's own client, pointed at the server: it gets what it would get from Claude, and never the server's key.
import Anthropic, { type ClientOptions } from '@anthropic-ai/sdk'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startClaude } from '../../e2e/emulators/claude/claude.mjs'
import { png } from '../emulators/images.ts'
import { type Program, startDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { claudeSuite } from './claude-suite.ts'
import { signUp } from './library.ts'

const key = 'sk-ant-the-key-of-the-house'
const model = 'claude-haiku-5-5'
const maxPages = 40
const programs: Program[] = []
let claude: Awaited<ReturnType<typeof startClaude>>
let server: string
let token: string

beforeAll(async () => {
  claude = await startClaude({ keys: [key] })
  programs.push(await startDatabase())
  const settings = {
    RMIRROR_ANTHROPIC_API_KEY: key,
    RMIRROR_TEST_ANTHROPIC_BASE_URL: claude.address,
    RMIRROR_TEST_CLAUDE_CALLS: '500',
    RMIRROR_FREE_PAGES: `${maxPages}`,
  }
  programs.push(await startServer(programs[0]?.said ?? '', settings))
  server = programs[1]?.said ?? ''
  token = await signUp(new Api(server), 'ann@example.org')
})

afterAll(async () => {
  for (const program of programs.reverse()) await program[Symbol.asyncDispose]()
  await claude.close()
})

const baseURL = () => `${server}/api/claude`
const client = (options: ClientOptions = {}) => new Anthropic({ baseURL: baseURL(), apiKey: token, ...options })
const hello = { model, max_tokens: 1000, messages: [{ role: 'user' as const, content: 'Hello.' }] }

const pictures = (count: number) => ({
  ...hello,
  messages: [
    {
      role: 'user' as const,
      content: Array.from({ length: count }, (_, index) => ({
        type: 'image' as const,
        source: { type: 'base64' as const, media_type: 'image/png' as const, data: png(index).toString('base64') },
      })),
    },
  ],
})

describe('through the server', () => {
  const tokens = async () => (await new Api(server).ask('GET /api/v1/quota', { token })).body.tokens
  let before = 0
  beforeEach(async () => {
    before = (await tokens()).used
  })

  claudeSuite(() => ({ claude, client }))

  afterEach(async () => {
    await expect.poll(async () => (await tokens()).reserved).toBe(0)
    // Of what a caller cut off, more may be on its way than was seen.
    if (!claude.log.requests.some(({ aborted }) => aborted))
      expect((await tokens()).used - before).toBe(claude.log.owed)
  })
})

describe('the server between a program and Claude', () => {
  beforeEach(() => {
    claude.script([])
    claude.log.clear()
  })

  it('takes the token as a key, as other programs send it', async () => {
    const headers = { 'x-api-key': token, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' }
    const answer = await fetch(`${baseURL()}/v1/messages`, { method: 'POST', headers, body: JSON.stringify(hello) })
    expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ type: 'message', model })])
  })

  it('lets no one in without a token of its own, not even with its key', async () => {
    for (const apiKey of ['made-up', key])
      await expect(client({ apiKey }).messages.create(hello)).rejects.toThrow(Anthropic.AuthenticationError)
    expect(claude.log.requests).toEqual([])
  })

  it('never shows its key', async () => {
    claude.script([{ status: 400, message: `Your key is ${key}` }])
    const seen: string[] = []
    const watching = client({
      maxRetries: 0,
      fetch: async (url, init) => {
        const answer = await fetch(url, init)
        seen.push(JSON.stringify([...answer.headers]), await answer.clone().text())
        return answer
      },
    })
    await expect(watching.messages.create(hello)).rejects.toThrow(Anthropic.InternalServerError)
    await watching.messages.create(hello)
    await watching.messages.stream(hello).finalMessage()
    expect(seen).toHaveLength(6)
    expect(seen.join()).not.toContain(key)
  })

  it('refuses what it does not allow in the words of Claude', async () => {
    const dear = client().messages.create({ ...hello, model: 'claude-fable-5-2' })
    await expect(dear).rejects.toThrow(Anthropic.PermissionDeniedError)
    const long = client().messages.create({ ...hello, max_tokens: 20_000_000, stream: true })
    await expect(long).rejects.toMatchObject({ status: 400, type: 'invalid_request_error' })
    const files = client().get('/v1/files')
    await expect(files).rejects.toMatchObject({ status: 404, type: 'not_found_error' })
    await expect(files).rejects.toThrow('There is nothing at this address.')
    expect(claude.log.requests).toEqual([])
  })

  it('lets Claude know when a program leaves', async () => {
    claude.script([{ hang: true }])
    const leaving = new AbortController()
    const call = client({ maxRetries: 0 }).messages.create(hello, { signal: leaving.signal })
    await expect.poll(() => claude.log.requests.length).toBe(1)
    leaving.abort()
    await expect(call).rejects.toThrow(Anthropic.APIUserAbortError)
    await expect.poll(() => claude.log.requests[0]?.aborted).toBe(true)
  })

  it('counts each picture as a page, until there is none left', async () => {
    const api = new Api(server)
    const ben = await signUp(api, 'ben@example.org')
    const own = client({ apiKey: ben })
    const quota = async () => (await api.ask('GET /api/v1/quota', { token: ben })).body
    await own.messages.create(pictures(15))
    expect(await quota()).toMatchObject({ used: 15, reserved: 0 })
    claude.script([{ status: 500, headers: { 'x-should-retry': 'false' } }])
    await expect(own.messages.create(pictures(5))).rejects.toThrow(Anthropic.InternalServerError)
    expect(await quota()).toMatchObject({ used: 15, reserved: 0 })
    await own.messages.stream(pictures(15)).finalMessage()
    await own.messages.create(pictures(10))
    expect(await quota()).toMatchObject({ used: maxPages, reserved: 0, left: 0 })
    await expect(own.messages.create(pictures(1))).rejects.toMatchObject({ status: 402, type: 'billing_error' })
    await own.messages.create(hello)
    expect(claude.log.requests).toHaveLength(5)
  })

  it('answers others while hundreds of calls are under way', async () => {
    const calls = 500
    claude.script([{ hang: true, times: calls }])
    const leaving = new AbortController()
    const headers = { authorization: `Bearer ${token}`, 'anthropic-version': '2026-10-21' }
    const ask = () =>
      fetch(`${baseURL()}/v1/messages`, {
        method: 'POST',
        headers,
        body: JSON.stringify(hello),
        signal: leaving.signal,
      })
    const asked = Promise.allSettled(Array.from({ length: calls }, ask))
    await expect.poll(() => claude.log.most_in_flight).toBe(calls)
    expect((await fetch(`${server}/healthz`)).status).toBe(200)
    leaving.abort()
    expect((await asked).map(({ status }) => status)).toEqual(Array(calls).fill('rejected'))
    const all = () => claude.log.requests.filter(({ aborted }) => aborted).length
    await expect.poll(all).toBe(calls)
    await client().messages.create(hello)
  })
})

it('without a key says what to set, and that tokens are of no use', async () => {
  await using without = await startServer(programs[0]?.said ?? '')
  const quota = async (address: string) => (await new Api(address).ask('GET /api/v1/quota', { token })).body
  expect(await quota(without.said)).toMatchObject({ has_claude: false })
  expect(await quota(server)).toMatchObject({ has_claude: true })
  const call = new Anthropic({ baseURL: `${without.said}/api/claude`, apiKey: token }).messages.create(hello)
  await expect(call).rejects.toThrow(/RMIRROR_ANTHROPIC_API_KEY/)
})
