// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
// Uses the strict emulator of Claude, which accepts from browsers what it accepts from servers.
import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { ClaudeEmulator } from '../../../tests/world/claude.ts'
import { writePng } from '../../../tests/world/png.ts'
import { Caller } from './call.ts'
import { probe, readPage } from './read-page.ts'
import type { AiSettings, PageToRead } from './types.ts'

const key = 'sk-ant-of-the-tests'
const claude = await ClaudeEmulator.start(key)
afterAll(() => claude[Symbol.asyncDispose]())
beforeEach(async () => {
  await claude.forget()
  vi.stubGlobal('navigator', { onLine: true })
})

const settings: AiSettings = { kind: 'claude', address: claude.address, key, model: 'claude-haiku-5-5' }
const page: PageToRead = {
  pictures: [
    {
      png: new Uint8Array(writePng({ width: 400, height: 300, rows: new Uint8Array(401 * 300) })),
      rect: { x: 0, y: 0, width: 400, height: 300 },
    },
  ],
  notebook: 'Diary',
  tags: ['ink'],
  languageHint: 'en',
  previousLines: 'and so',
  words: 'Jo is a name.',
}

const soon = { maxAttempts: 3, firstWaitMs: 1, maxWaitMs: 2_000 }
const asBrowser: typeof fetch = (url, request) => {
  const headers = { ...(request?.headers as object), ...(request?.method && { origin: 'https://dashboard.example' }) }
  return fetch(url, { ...request, headers, mode: request?.mode ?? 'cors' })
}
let count = 0
const read = (more: Partial<AiSettings> = {}, signal = new AbortController().signal, onWait = (_: number) => {}) =>
  readPage(
    new Caller(soon, asBrowser),
    { ...settings, ...more },
    { ...page, notebook: `Diary ${++count}` },
    signal,
    onWait,
  )

it('a page is transcribed, and told what it took', async () => {
  const answer = await read()
  expect(answer).toMatchObject({ text: { language: 'en' }, usage: { input: expect.any(Number) } })
  expect(answer.usage.output).toBeGreaterThan(0)
  expect((await claude.seen()).violations).toEqual([])
})

it.each([
  ['bad-key', [{ status: 401 }]],
  ['no-credit', [{ says: 'no credit' }]],
  ['no-credit', [{ says: 'billing' }]],
  ['usage-limit', [{ says: 'usage limit of an organization' }]],
  ['usage-limit', [{ says: 'usage limit of a workspace' }]],
  ['usage-limit', [{ says: 'spending limit of a tier' }]],
  ['not-allowed', [{ says: 'disabled organization' }]],
  ['browsers-refused', [{ says: 'browsers refused' }]],
  ['overloaded', [{ says: 'overloaded in a 200', times: 3 }]],
  ['bad-key', [{ status: 401, body: '' }]],
  ['no-credit', [{ status: 402, body: '<title>Payment Required</title>' }]],
  ['forbidden', [{ status: 403 }]],
  ['no-such-model', [{ status: 404 }]],
  ['unknown', [{ status: 400 }]],
  ['bad-request', [{ says: 'broken picture' }]],
  ['too-large', [{ status: 413 }]],
  ['rate-limited', [{ status: 429, times: 3 }]],
  ['rate-limited', [{ status: 429, retry_after: 3600 }]],
  ['overloaded', [{ status: 503, times: 3 }]],
  ['overloaded', [{ status: 409, times: 3 }]],
  ['refused', [{ refusal: true }]],
  ['truncated', [{ truncate: true, times: 2 }]],
  ['bad-answer', [{ not_json: true }]],
  ['bad-answer', [{ cut_json: true }]],
  ['bad-answer', [{ empty: true }]],
  ['bad-answer', [{ huge: 12_000_000 }]],
  ['unreachable', [{ drop: true, times: 1 }]],
])('%s', async (code, script) => {
  await claude.script(script)
  const answer = await read(code === 'unreachable' ? { address: 'http://127.0.0.1:9' } : {})
  expect('failure' in answer && answer.failure.code).toBe(code)
})

it('a failure that passes is waited out as long as the service asks', async () => {
  await claude.script([{ status: 429, retry_after: 1 }, { status: 529 }])
  const waits: number[] = []
  expect(await read({}, undefined, (ms) => waits.push(ms))).toMatchObject({ text: {} })
  expect(waits[0]).toBeGreaterThan(900)
  // The emulator records requests that come too early.
  expect((await claude.seen()).violations).toEqual([])
})

it('an answer that was cut off is asked for once more, with more room, and both are counted', async () => {
  const whole = await read()
  await claude.script([{ truncate: true }])
  const again = await read()
  expect(again).toMatchObject({ text: {} })
  expect(again.usage.input).toBe(2 * whole.usage.input)
})

it('a service that refuses a key shows nothing of it', async () => {
  await claude.script([{ status: 400, message: `what is ${key} supposed to be?` }])
  const answer = await read()
  expect(JSON.stringify(answer)).toContain('what is …')
  expect(JSON.stringify(answer)).not.toContain(key)
})

it('a service that answers no web page is told apart from one that is not there', async () => {
  const refusing: typeof fetch = async (_, request) => {
    if (request?.method === 'POST') throw new TypeError('Failed to fetch')
    // Neither the key nor the page is sent.
    expect(request?.headers).toBeUndefined()
    return new Response()
  }
  const signal = new AbortController().signal
  const failure = await probe(new Caller(soon, refusing), settings, signal)
  expect(failure?.code).toBe('refuses-browsers')
  vi.stubGlobal('navigator', { onLine: false })
  expect((await probe(new Caller(soon, refusing), settings, signal))?.code).toBe('offline')
})

it('is cancelled at once', async () => {
  await claude.script([{ hang: true }])
  const controller = new AbortController()
  const reading = read({}, controller.signal)
  controller.abort()
  await expect(reading).rejects.toThrow('aborted')
})

it('is tried with a word, and nothing of anybody’s', async () => {
  expect(await probe(new Caller(soon, asBrowser), settings, new AbortController().signal)).toBeNull()
  expect(
    await probe(new Caller(soon, asBrowser), { ...settings, key: 'sk-other' }, new AbortController().signal),
  ).toEqual({ code: 'bad-key', detail: '', place: 'https://platform.claude.com/settings/keys' })
})
