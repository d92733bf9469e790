// SPDX-License-Identifier: AGPL-3.0-or-later
// Text through /api/claude is not metered, and what costs extra passes unseen: tokens are part of the quota, exact to
// the token, and what is not listed is refused and named.
import Anthropic from '@anthropic-ai/sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Calls, model, type Person, saying } from './claude-calls.ts'

const max = 100_000
let calls: Calls
let people = 0

beforeAll(async () => {
  calls = await Calls.start({ RMIRROR_FREE_TOKENS: `${max}`, RMIRROR_TEST_CLAUDE_CALLS: '100' })
})

afterAll(() => calls[Symbol.asyncDispose]())

beforeEach(() => {
  calls.claude.script([])
  calls.claude.log.clear()
})

const newPerson = () => calls.person(`person-${++people}@example.org`)
const spent = async (person: Person) => {
  const { used, reserved, left } = (await person.quota()).tokens
  return { used, reserved, left }
}
const exactly = (used: number) => ({ used, reserved: 0, left: Math.max(0, max - used) })

const long = `Repeat exactly: ${'Grüße, 世界 🖋 '.repeat(40)}`
const weather: Anthropic.Tool = {
  name: 'weather',
  input_schema: { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] },
}

describe('a new account', () => {
  it('that makes sixty calls to the largest model is stopped when its tokens are used', async () => {
    const eve = await newPerson()
    const call = { ...saying(`Repeat exactly: ${'a long answer '.repeat(400)}`), model: 'claude-opus-5-5' }
    const statuses: number[] = []
    for (let made = 0; made < 60; made++) statuses.push((await eve.post({ ...call, max_tokens: 32_000 })).status)
    expect(statuses.slice(-10)).toEqual(Array(10).fill(402))
    const { used, reserved } = (await eve.quota()).tokens
    expect(used).toBe(calls.claude.log.owed)
    expect(reserved).toBe(0)
    expect(used).toBeGreaterThan(max - 50_000)
    expect(used).toBeLessThanOrEqual(max)
    const refused = await eve.post({ ...call, max_tokens: 32_000 })
    expect(refused.headers.get('rmirror-tokens-left')).toBe(String(max - used))
    expect(refused.message).toContain(`${max - used} are left`)
    const larger = eve.client().messages.create(saying('x'.repeat(max)))
    const error = await larger.catch((reason) => reason)
    expect(error).toMatchObject({ status: 402, type: 'billing_error' })
  })

  it('gets nothing more by another token or an agent', async () => {
    const eve = await newPerson()
    const email = `person-${people}@example.org`
    const json = { email, password: 'correct horse battery staple' }
    const session = (await calls.api.ask('POST /api/v1/auth/login', { json })).body.access_token
    const agent = await calls.api.ask('POST /api/v1/auth/agent-token', { token: eve.token, json: { name: 'shelf' } })
    calls.claude.script([{ hang: true }])
    const leaving = new AbortController()
    const held = eve.client().messages.create(saying('Hello.', { max_tokens: 20_000 }), { signal: leaving.signal })
    await calls.reach(1)
    const { tokens } = await eve.quota()
    expect(tokens.reserved).toBeGreaterThan(20_000)
    for (const token of [session, agent.body.access_token])
      expect((await calls.with(token).quota()).tokens).toEqual(tokens)
    leaving.abort()
    await expect(held).rejects.toThrow(Anthropic.APIUserAbortError)
  })

  it('gets the last tokens once, however many calls ask for them at the same time', async () => {
    const eve = await newPerson()
    calls.claude.script([{ hang: true, times: 10 }])
    const leaving = new AbortController()
    const hanging = { ...saying('Hello.'), max_tokens: 20_000 }
    const asked = Array.from({ length: 10 }, () => eve.client().messages.create(hanging, { signal: leaving.signal }))
    const ends: unknown[] = []
    const outcomes = asked.map((call) => call.catch((error) => ends.push(error.status)))
    await expect.poll(() => ends.length).toBe(6)
    expect(ends).toEqual(Array(6).fill(402))
    await calls.reach(4)
    const { used, left } = (await eve.quota()).tokens
    expect([used, left < 20_000]).toEqual([0, true])
    leaving.abort()
    await Promise.all(outcomes)
  })

  it('is given back what a killed server had reserved, when the reservation runs out', async () => {
    const eve = await newPerson()
    calls.claude.script([{ hang: true }])
    const lost = eve.client().messages.create(saying('Hello.', { max_tokens: 20_000 }))
    const ended = lost.catch((reason) => reason)
    await calls.reach(1)
    await calls.killServer()
    expect(await ended).toBeInstanceOf(Anthropic.APIConnectionError)
    expect((await eve.quota()).tokens.reserved).toBeGreaterThan(20_000)
    calls.ask(`UPDATE quota_reservations SET expires_at = now() WHERE expires_at < now() + interval '3 hours'`)
    expect(await spent(eve)).toEqual(exactly(0))
    calls.claude.script([])
    await eve.client().messages.create(saying('Hello.'))
    expect(await spent(eve)).toEqual(exactly(calls.claude.log.requests.at(-1)?.owed ?? -1))
  })
})

describe('tokens', () => {
  it('are counted as Claude counts them: whole, streamed, with tools and thoughts, cut, stopped and refused', async () => {
    const ann = await newPerson()
    const { messages } = ann.client()
    const thinking = { type: 'adaptive' as const, display: 'summarized' as const }
    const cached = [{ type: 'text' as const, text: long.repeat(3), cache_control: { type: 'ephemeral' as const } }]
    const steps: (() => Promise<unknown>)[] = [
      () => messages.create(saying(long)),
      () => messages.stream(saying(long, { thinking })).finalMessage(),
      () => messages.create(saying('Use weather for Berlin.', { tools: [weather] })),
      () => messages.stream(saying('Use weather for Berlin.', { tools: [weather] })).finalMessage(),
      () => messages.create(saying(long, { max_tokens: 80 })),
      () => messages.create(saying(long, { max_tokens: 5 })),
      () => messages.create(saying('Repeat exactly: one, two', { stop_sequences: [', '] })),
      () =>
        messages
          .stream(saying('Repeat exactly: one content_block_delta two', { stop_sequences: ['content_block_delta'] }))
          .finalMessage(),
      () => messages.create(saying('Hello.', { system: cached })),
      () => messages.stream(saying('Hello again.', { system: cached })).finalMessage(),
    ]
    for (const [index, step] of steps.entries()) {
      await step()
      expect((await ann.quota()).tokens.used, `step ${index}`).toBe(calls.claude.log.owed)
    }
    calls.claude.script([{ refusal: true, times: 2 }])
    await messages.create(saying('Please.'))
    await messages.stream(saying('Please.')).finalMessage()
    expect(await spent(ann)).toEqual(exactly(calls.claude.log.owed))
    expect(calls.claude.log.requests.map(({ usage }) => usage.cache_read_input_tokens > 0)).toContain(true)
  })

  it('cost nothing where Claude refuses, breaks off or fails, and counting them is free', async () => {
    const ann = await newPerson()
    const { messages } = ann.client()
    await messages.countTokens({ model, messages: saying(long).messages })
    const faults = [{ status: 400 }, { status: 429, retry_after: 0 }, { status: 500 }, { status: 529 }]
    for (const fault of faults) {
      calls.claude.script([fault])
      await expect(messages.create(saying(long))).rejects.toThrow(Anthropic.APIError)
    }
    for (const fault of [{ error_mid_stream: true }, { drop_mid_stream: true }]) {
      calls.claude.script([fault])
      await expect(messages.stream(saying(long)).finalMessage()).rejects.toThrow(Anthropic.AnthropicError)
    }
    calls.claude.script([{ drop_mid_stream: true }])
    await expect(messages.create(saying(long))).rejects.toThrow()
    expect(calls.claude.log.owed).toBe(0)
    expect(await spent(ann)).toEqual(exactly(0))
  })

  it.each(['twice', 'shrinking'])('are counted once when usage comes %s', async (usage) => {
    const ann = await newPerson()
    calls.claude.script([{ usage }])
    await ann.client().messages.stream(saying(long)).finalMessage()
    expect(calls.claude.log.owed).toBeGreaterThan(0)
    expect(await spent(ann)).toEqual(exactly(calls.claude.log.owed))
  })

  it('that other models took for an answer, or the same one to condense a conversation, count as well', async () => {
    const ann = await newPerson()
    calls.claude.script([{ usage: 'iterations', times: 2 }])
    await ann.client().messages.create(saying(long))
    expect(await spent(ann)).toEqual(exactly(calls.claude.log.owed))
    await ann.client().messages.stream(saying(long)).finalMessage()
    expect(await spent(ann)).toEqual(exactly(calls.claude.log.owed))
    const { usage } = calls.claude.log.requests[0] ?? {}
    const around = usage.input_tokens + usage.cache_creation_input_tokens + usage.cache_read_input_tokens
    expect(calls.claude.log.requests[0]?.owed).toBe(around + usage.output_tokens + 4840)
  })

  it('are all that was reserved when usage never comes', async () => {
    const ann = await newPerson()
    calls.claude.script([{ usage: 'missing', times: 2 }])
    const whole = await ann.post(saying(long))
    const reserved = max - Number(whole.headers.get('rmirror-tokens-left'))
    expect(await spent(ann)).toEqual(exactly(reserved))
    expect(reserved).toBeGreaterThan(calls.claude.log.owed)
    await ann
      .client()
      .messages.create({ ...saying(long), stream: true })
      .then(async (events) => {
        for await (const _event of events);
      })
    expect((await ann.quota()).tokens.used).toBeGreaterThan(2 * reserved - 100)
  })

  it('taken beyond the reservation count as well, and nothing passes after them', async () => {
    const ann = await newPerson()
    const usage = { input_tokens: 150_000, output_tokens: 10 }
    calls.claude.script([{ body: { type: 'message', content: [], usage } }])
    await ann.post(saying('Hello.'))
    expect(await spent(ann)).toEqual({ used: 150_010, reserved: 0, left: 0 })
    expect((await ann.post(saying('Hello.'))).status).toBe(402)
  })

  it('have no limit for who pays, and are counted', async () => {
    const ann = await newPerson()
    const who = `(SELECT id FROM users WHERE email = 'person-${people}@example.org')`
    calls.ask(`SET ROLE rmirror_system; INSERT INTO subscriptions (user_id, tier) VALUES (${who}, 'pro')`)
    const answer = await ann.post({ ...saying('x'.repeat(max)), max_tokens: 32_000 })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('rmirror-tokens-left')).toBeNull()
    expect((await ann.quota()).tokens).toEqual({ limit: null, used: calls.claude.log.owed, reserved: 0, left: null })
  })
})

it('a server that has no free tokens passes calls on for who pays alone', async () => {
  await using paying = await Calls.start({ RMIRROR_FREE_TOKENS: '0' })
  const ann = await paying.person('ann@example.org')
  const refused = await ann.post(saying('Hello.'))
  expect([refused.status, refused.message]).toEqual([402, expect.stringContaining('subscription')])
  paying.ask(`SET ROLE rmirror_system; INSERT INTO subscriptions (user_id, tier) SELECT id, 'pro' FROM users`)
  expect((await ann.post(saying('Hello.'))).status).toBe(200)
})

describe('what is not listed', () => {
  const search = { type: 'web_search_20250305', name: 'web_search' }
  it.each([
    [
      'a model inside a tool',
      { tools: [{ type: 'advisor_20260301', name: 'a', model: 'claude-fable-5-2' }] },
      'claude-fable-5-2',
    ],
    ['a model to fall back to', { fallbacks: [{ model: 'claude-fable-5-2' }] }, 'claude-fable-5-2'],
    ['a tool that Claude runs', { tools: [search] }, 'web_search_20250305'],
    ['an unknown tool', { tools: [{ ...search, type: 'new_20270101' }] }, 'new_20270101'],
    ['a speed that costs extra', { speed: 'fast' }, 'fast'],
  ])('is refused and named: %s', async (_what, members, name) => {
    const eve = await newPerson()
    const { status, message } = await eve.post({ ...saying('Hello.'), ...members })
    expect([status, message]).toEqual([403, expect.stringContaining(`doesn't allow ${name}.`)])
    expect(calls.claude.log.requests).toEqual([])
  })

  it('is refused and named: a beta', async () => {
    const eve = await newPerson()
    const betas = 'interleaved-thinking-2025-05-14, fast-mode-2026-02-01'
    const { status, message } = await eve.post(saying('Hello.'), { 'anthropic-beta': betas })
    expect([status, message]).toEqual([403, expect.stringContaining("doesn't allow fast-mode-2026-02-01.")])
    expect(calls.claude.log.requests).toEqual([])
    expect((await eve.post(saying('Hello.'), { 'anthropic-beta': 'interleaved-thinking-2025-05-14' })).status).toBe(200)
  })

  it('is none of the tools that callers run themselves', async () => {
    const ann = await newPerson()
    for (const type of ['bash_20250124', 'text_editor_20250728', 'computer_20251124', 'memory_20250818'])
      await ann.post({ ...saying('Hello.'), tools: [{ type, name: 'mine' }] })
    // They reach the emulator, which knows none of them.
    expect(calls.claude.log.requests.map(({ status }) => status)).toEqual([400, 400, 400, 400])
    expect((await ann.post(saying('Hello.', { tools: [weather] }))).status).toBe(200)
  })
})
