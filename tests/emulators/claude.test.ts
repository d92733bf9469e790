// SPDX-License-Identifier: AGPL-3.0-or-later
// What the emulator takes, what it answers and counts, and what goes wrong in it on purpose.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { exampleOf } from '../../e2e/emulators/claude/schema.mjs'
import { Random } from '../../e2e/emulators/claude/words.mjs'
import { ask, claudeForTests, headers, hello, imageBlock, type Json, look, read, textOf } from './claude-client.ts'
import { jpeg, png } from './images.ts'

const claude = await claudeForTests()

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
type Usage = Record<
  'input_tokens' | 'output_tokens' | 'cache_read_input_tokens' | 'cache_creation_input_tokens',
  number
>
const control = (method: string, door: string, body?: unknown) =>
  ask(claude, body, { path: `/emulator/${door}`, method, with: {} })

describe('a request is taken', () => {
  const { 'x-api-key': secret, ...keyless } = headers
  const older = { ...headers, 'anthropic-version': '2023-06-01' }
  const tool = { name: 'note', input_schema: { type: 'object' } }
  const prefilled = [
    { role: 'user', content: 'JSON, please.' },
    { role: 'assistant', content: '{' },
  ]
  const taken: [string, unknown, Record<string, string>?][] = [
    ['with the key as a bearer token', hello(), { ...keyless, authorization: `Bearer ${secret}` }],
    ['with the default temperature by the older version', hello({ temperature: 1 }), older],
    ['with a temperature for an older model', hello({ model: 'claude-haiku-4-5', temperature: 0.2, top_k: 4 }), older],
    ['that begins the answer of an older model', hello({ model: 'claude-haiku-4-5', messages: prefilled })],
    [
      'with a budget for an older model',
      hello({ model: 'claude-haiku-4-5', max_tokens: 3000, thinking: { type: 'enabled', budget_tokens: 1024 } }),
    ],
    ['without thinking where that may be', hello({ thinking: { type: 'disabled' } })],
    ['that forces a tool where that may be', hello({ tools: [tool], tool_choice: { type: 'any' } })],
    ['with a JPEG', look([imageBlock(jpeg(), 'image/jpeg')])],
    [
      'with 20 images of which one is long',
      look([...Array.from({ length: 19 }, () => imageBlock()), imageBlock(png(1, { width: 300, height: 2001 }))]),
    ],
    [
      'with 100 images for a small context',
      look(
        Array.from({ length: 100 }, () => imageBlock()),
        { model: 'claude-haiku-4-5' },
      ),
    ],
    ['with as many tokens as the model can say', hello({ max_tokens: 128_000 })],
    [
      'that is streamed and cached',
      hello({
        stream: true,
        system: [{ type: 'text', text: 'long '.repeat(2000), cache_control: { type: 'ephemeral', ttl: '1h' } }],
      }),
    ],
  ]
  it.each(taken)('%s', async (_name, body, more) => {
    const answer = await ask(claude, body, more ? { with: more } : {})
    expect([answer.status, claude.log.violations]).toEqual([200, []])
    expect(answer.headers.get('anthropic-ratelimit-requests-limit')).toBe('4000')
    expect(answer.headers.get('anthropic-ratelimit-tokens-reset')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  })
})

describe('tokens', () => {
  const count = async (body: Json) => {
    const { max_tokens: _, ...rest } = body
    return (await ask(claude, rest, { path: '/v1/messages/count_tokens' })).body.input_tokens
  }

  it.each([
    ['claude-haiku-5-5', 1404, 1872, 51 * 67],
    ['claude-haiku-5-5', 2576, 1932, 4784],
    ['claude-haiku-4-5', 1404, 1872, 1568],
    ['claude-haiku-5-5', 300, 29, 11 * 2],
  ])('of %s for %i × %i pixels are %i', async (model, width, height, tokens) => {
    const empty = await count(look([], { model }))
    expect((await count(look([imageBlock(png(1, { width, height }))], { model }))) - empty).toBe(tokens)
  })

  it('are the same counted and charged, and more for the same text in newer models', async () => {
    const messages = [{ role: 'user', content: 'Many words. '.repeat(10) }]
    const newer = await count(hello({ messages }))
    expect((await ask(claude, hello({ messages }))).body.usage.input_tokens).toBe(newer)
    expect(await count(hello({ messages, model: 'claude-haiku-4-5' }))).toBeLessThan(newer)
  })

  it('of what was said before are read from the cache, by the same key and model alone', async () => {
    const cache_control = { type: 'ephemeral' }
    const system = (first: string) => [{ type: 'text', text: `${first}${'long '.repeat(1000)}`, cache_control }]
    const usage = async (first: string, more: Json = {}, key = headers['x-api-key']) => {
      const answer = await ask(claude, hello({ system: system(first), ...more }), {
        with: { ...headers, 'x-api-key': key },
      })
      const {
        cache_creation_input_tokens: written,
        cache_read_input_tokens: read,
        input_tokens: input,
      } = answer.body.usage
      return { written, read, input }
    }
    const first = await usage('a')
    expect(first.written).toBe(Math.ceil(5001 / 3))
    expect(first.read).toBe(0)
    const miss = { ...first }
    const hit = { written: 0, read: first.written, input: first.input }
    expect(await usage('a')).toEqual(hit)
    expect(await usage('b')).toEqual(miss)
    expect(await usage('a', {}, 'sk-ant-other')).toEqual(miss)
    expect(await usage('a', { model: 'claude-sonnet-5-5' })).toEqual(miss)
    expect(await usage('a', { cache_control })).toEqual({ read: first.written, written: first.input, input: 0 })
    const longer = [
      { role: 'user', content: 'Hello.' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'And now?' },
    ]
    const later = await usage('a', { cache_control, messages: longer, system: system('a')[0]?.text })
    expect([later.read, later.input]).toEqual([first.written + first.input, 0])
    const short = { system: [{ type: 'text', text: 'too short to be cached', cache_control }] }
    for (let turn = 0; turn < 2; turn += 1) expect(await usage('', short)).toMatchObject({ written: 0, read: 0 })
    const [cold, warm] = claude.log.requests.map(({ dollars }) => dollars ?? 0)
    expect(cold).toBeGreaterThan((warm ?? 0) * 2)
  })
})

describe('pages', () => {
  const pagesOf = async (body: Json) => JSON.parse(textOf(await ask(claude, body))).pages

  it('read the same whenever they look the same, alone or beside others', async () => {
    const [[first], [second]] = [await pagesOf(read([[png(1)]])), await pagesOf(read([[png(2)]]))]
    const both = await pagesOf(read([[png(2)], [png(1)]]))
    expect(first.markdown).toMatch(/^[a-z]+( [a-z]+)+\n/)
    expect(second.markdown).not.toBe(first.markdown)
    expect(both.map(({ page, markdown }: Json) => [page, markdown])).toEqual([
      [1, second.markdown],
      [2, first.markdown],
    ])
    expect(both[1].lines.every(({ image }: Json) => image === 2)).toBe(true)
  })

  it('in parts are one text, its lines on the images that show them', async () => {
    const [page] = await pagesOf(read([[png(1), png(2)]]))
    const [first] = await pagesOf(read([[png(1)]]))
    expect(page.markdown.startsWith(`${first.markdown}\n`)).toBe(true)
    expect(page.lines.map(({ text }: Json) => text)).toEqual(page.markdown.split('\n'))
    expect(new Set(page.lines.map(({ image }: Json) => image))).toEqual(new Set([1, 2]))
    for (const { top, bottom, confidence } of page.lines) {
      expect([0 <= top, top < bottom, bottom <= 1]).toEqual([true, true, true])
      expect(confidence).toBeGreaterThanOrEqual(0.8)
    }
  })

  it('read as they are told to', async () => {
    const markdown = '# Title\n\n- [ ] buy **milk**\n| a | b |\n|---|---|\n| 1 | 2 |'
    await control('PUT', 'texts', { [sha256(png(1))]: markdown, [sha256(png(2))]: '' })
    const [askWith, empty] = await pagesOf(read([[png(1)], [png(2)]]))
    expect(askWith.markdown).toBe(markdown)
    expect(askWith.lines.map(({ text }: Json) => text)).toEqual(['Title', 'buy milk', 'a | b', '1 | 2'])
    expect(empty).toEqual({ page: 2, language: 'und', markdown: '', lines: [], drawings: [] })
    expect(claude.log.requests.at(-1)?.images).toEqual(
      [1, 2].map((shade) => ({ sha256: sha256(png(shade)), width: 300, height: 300 })),
    )
  })
})

describe('answers of other kinds', () => {
  it.each([
    [
      {
        type: 'object',
        properties: { a: { type: 'array', items: { type: 'integer' }, minItems: 1 } },
        required: ['a'],
        additionalProperties: false,
      },
      { a: [expect.any(Number)] },
    ],
    [{ anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] }, expect.stringMatching(/^\d{4}-\d\d-\d\d$/)],
    [{ type: 'string', enum: ['only'] }, 'only'],
    [{ $defs: { flag: { type: 'boolean' } }, type: 'array', items: { $ref: '#/$defs/flag' } }, [expect.any(Boolean)]],
    [{ const: 7 }, 7],
    [{ type: ['number', 'null'] }, expect.any(Number)],
  ])('follow the schema %j', async (schema, expected) => {
    const format = { type: 'json_schema', schema }
    expect(JSON.parse(textOf(await ask(claude, hello({ output_config: { format } }))))).toEqual(expected)
  })

  it('end where a schema does not', () => {
    const endless = { type: 'object', properties: { next: { $ref: '#' } } }
    expect(JSON.stringify(exampleOf(endless, new Random('')))).toMatch(/null\}+$/)
  })

  it('stop at a stop sequence', async () => {
    const messages = [{ role: 'user', content: 'Repeat exactly: one, two, three' }]
    const answer = await ask(claude, hello({ messages, stop_sequences: ['three', ', two'] }))
    expect([textOf(answer), answer.body.stop_reason, answer.body.stop_sequence]).toEqual([
      'one',
      'stop_sequence',
      ', two',
    ])
  })

  it('name files that were uploaded, for their owner alone', async () => {
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(png(5))], { type: 'image/png' }), 'page.png')
    const { 'content-type': _, ...rest } = headers
    const uploaded = await (
      await fetch(`${claude.address}/v1/files`, { method: 'POST', headers: rest, body: form })
    ).json()
    expect(uploaded).toMatchObject({
      type: 'file',
      filename: 'page.png',
      mime_type: 'image/png',
      size_bytes: png(5).length,
    })
    const body = look([{ type: 'image', source: { type: 'file', file_id: uploaded.id } }])
    expect((await ask(claude, body)).status).toBe(200)
    expect(claude.log.requests.at(-1)?.images).toMatchObject([{ sha256: sha256(png(5)) }])
    expect((await ask(claude, body, { with: { ...headers, 'x-api-key': 'sk-ant-other' } })).status).toBe(404)
  })
})

describe('what goes wrong on purpose', () => {
  it.each([
    [401, 'authentication_error'],
    [413, 'request_too_large'],
    [429, 'rate_limit_error'],
    [500, 'api_error'],
    [504, 'timeout_error'],
    [529, 'overloaded_error'],
  ])('is a %i, once, and no violation', async (status, type) => {
    claude.script([{ status, retry_after: 1 }])
    const answer = await ask(claude, hello({ max_tokens: status }))
    expect([answer.status, answer.body.error.type, answer.headers.get('retry-after')]).toEqual([status, type, '1'])
    expect((await ask(claude, hello({ max_tokens: 999 }))).status).toBe(200)
    expect(claude.log.violations).toEqual([])
    expect(claude.log.requests.map(({ fault }) => fault?.[0])).toEqual(['status', undefined])
  })

  it('is an answer in other words, or none', async () => {
    claude.script([
      { not_json: true },
      { cut_json: true },
      { text: '{"pages":[]}' },
      { thinking_only: true },
      { truncate: true },
    ])
    const answers = []
    for (let turn = 0; turn < 5; turn += 1) answers.push(await ask(claude, read([[png(1)]], { max_tokens: 5000 })))
    const texts = answers.map(({ body }) => body.content[1]?.text)
    const reasons = answers.map(({ body }) => body.stop_reason)
    expect(reasons).toEqual(['end_turn', 'end_turn', 'end_turn', 'max_tokens', 'max_tokens'])
    expect(texts[0]).toMatch(/^I am afraid/)
    expect(() => JSON.parse(texts[1])).toThrow()
    expect(texts.slice(2, 4)).toEqual(['{"pages":[]}', undefined])
    expect(texts[4]).toBe(texts[1])
  })

  it('is an answer of 5 MB, or one that is not even a message', async () => {
    claude.script([{ huge: true }, { body: '<html>' }, { status: 502, body: 'Bad Gateway' }])
    expect(textOf(await ask(claude, hello())).length).toBe(5_000_000)
    const answers = [await ask(claude, hello(), {}).catch(String), await ask(claude, hello()).catch(String)]
    expect(answers.every((answer) => typeof answer === 'string')).toBe(true)
    expect(claude.log.requests.map(({ status }) => status)).toEqual([200, 200, 502])
  })

  it('is a connection that ends, before the answer or in it', async () => {
    claude.script([{ drop: true }, { drop_mid_stream: true }])
    await expect(ask(claude, hello())).rejects.toThrow()
    await expect(ask(claude, hello())).rejects.toThrow()
    expect(claude.log.requests.map(({ status, aborted }) => [status, aborted])).toEqual([
      [null, undefined],
      [200, undefined],
    ])
  })

  it('is silence, or a long wait, until the client goes', async () => {
    claude.script({ next: [{ hang: true }, { hang_mid_stream: true }, { after_ms: 600_000 }] })
    for (let turn = 0; turn < 4; turn += 1) {
      if (turn === 3) claude.script({ after_ms: 600_000, next: [{}] })
      const call = new AbortController()
      const answer = fetch(`${claude.address}/v1/messages`, {
        method: 'POST',
        headers,
        body: JSON.stringify(hello({ stream: true })),
        signal: call.signal,
      }).then((response) => response.text())
      await expect.poll(() => claude.log.requests[turn]?.fault).toBeDefined()
      call.abort()
      await expect(answer).rejects.toThrow()
      await expect.poll(() => claude.log.requests[turn]?.aborted).toBe(true)
    }
  })

  it('lasts for the given number of requests, if one is given', async () => {
    claude.script([
      { status: 401, times: 2 },
      { status: 500, path: '/v1/messages/count_tokens' },
    ])
    const statuses = []
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await ask(claude, hello())).status)
    expect(statuses).toEqual([401, 401, 200])
    const { max_tokens: _, ...question } = hello()
    expect((await ask(claude, question, { path: '/v1/messages/count_tokens' })).status).toBe(500)
  })

  it.each([
    ['no credit', 400, 'invalid_request_error', /^Your credit balance is too low/],
    [
      'usage limit of an organization',
      400,
      'invalid_request_error',
      /^You have reached your specified API usage limits/,
    ],
    ['browsers refused', 401, 'authentication_error', /^CORS requests are not allowed for this Organization/],
  ])('%s is answered as the service answers it', async (says, status, type, message) => {
    claude.script([{ says }])
    const answer = await ask(claude, hello())
    expect(answer).toMatchObject({
      status,
      body: { type: 'error', error: { type, message: expect.stringMatching(message) } },
    })
    expect((await ask(claude, hello())).status).toBe(200)
  })

  it('befalls only what it names', async () => {
    claude.script({ rate: 1, faults: [{ status: 403, containing: 'swan' }] })
    const askWith = (content: string) => ask(claude, hello({ messages: [{ role: 'user', content }] }))
    expect((await askWith('A duck.')).status).toBe(200)
    expect((await askWith('A swan.')).status).toBe(403)
  })

  it('comes by chance, the same chance for the same seed', async () => {
    const run = async (seed: number) => {
      claude.script({ rate: 0.5, faults: [{ status: 529 }, { status: 500 }], seed })
      const statuses = []
      for (let turn = 0; turn < 20; turn += 1) statuses.push((await ask(claude, hello())).status)
      return statuses.join()
    }
    const [first, again, other] = [await run(1), await run(1), await run(2)]
    expect(again).toBe(first)
    expect(other).not.toBe(first)
    for (const status of ['200', '500', '529']) expect(first).toContain(status)
  })

  it('is a limit of requests a minute', async () => {
    const mine = { ...headers, 'x-api-key': 'sk-ant-other' }
    claude.script({ requests_per_minute: 1 })
    const statuses = []
    for (let turn = 0; turn < 6; turn += 1)
      statuses.push(await ask(claude, hello({ max_tokens: 900 + turn }), { with: mine }))
    expect(statuses.at(-1)?.status).toBe(429)
    expect(Number(statuses.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(statuses.at(-1)?.headers.get('anthropic-ratelimit-requests-remaining')).toBe('0')
  })

  it('rejects an unknown member', async () => {
    const answer = await control('PUT', 'script', [{ stauts: 500 }])
    expect([answer.status, answer.body.error]).toEqual([400, expect.stringContaining('next.0.stauts')])
    expect((await control('GET', 'nothing')).status).toBe(404)
  })
})

describe('tokens are owed', () => {
  const owed = async (body: Json, fault?: object) => {
    claude.log.clear()
    claude.script(fault ? [fault] : [])
    await ask(claude, body).catch(() => {})
    return claude.log.owed
  }
  const usage = ({ input_tokens, output_tokens, cache_read_input_tokens, cache_creation_input_tokens }: Usage) =>
    input_tokens + output_tokens + cache_read_input_tokens + cache_creation_input_tokens

  it('for a whole answer: all that its usage counts, streamed or not, and with any fault of its usage', async () => {
    const { body } = await ask(claude, hello())
    expect(claude.log.owed).toBe(usage(body.usage))
    for (const way of [undefined, { usage: 'twice' }, { usage: 'shrinking' }])
      expect(await owed(hello({ stream: true }), way)).toBe(usage(body.usage))
    expect(await owed(hello(), { usage: 'missing' })).toBe(usage(body.usage))
    expect(await owed(hello({ stream: true }), { usage: 'missing' })).toBeNaN()
  })

  it('for nothing that was refused or broke off at its end', async () => {
    expect(await owed(hello({ model: 'unknown' }))).toBe(0)
    const faults = [{ status: 529 }, { drop: true }, { error_mid_stream: true }, { drop_mid_stream: true }]
    for (const fault of faults) expect(await owed(hello({ stream: true }), fault), JSON.stringify(fault)).toBe(0)
  })

  it('for what was told when its reader left in the middle', async () => {
    claude.script([{ hang_mid_stream: true }])
    const leaving = new AbortController()
    const body = JSON.stringify(hello({ stream: true }))
    const answer = await fetch(`${claude.address}/v1/messages`, {
      method: 'POST',
      headers,
      body,
      signal: leaving.signal,
    })
    await answer.body?.getReader().read()
    leaving.abort()
    await expect.poll(() => claude.log.requests[0]?.aborted).toBe(true)
    expect(claude.log.owed).toBeGreaterThan(claude.log.requests[0]?.usage.input_tokens)
    expect(claude.log.owed).toBeLessThan(usage(claude.log.requests[0]?.usage))
  })
})

describe('the program', () => {
  it('says where it listens, keeps a log, and ends when it is asked to', async () => {
    const program = spawn(process.execPath, ['e2e/emulators/claude/serve.mjs', '--key', 'sk-ant-known'])
    const [line] = await once(createInterface(program.stdout), 'line')
    const other = { ...claude, address: JSON.parse(line).address }
    expect((await ask(other, hello())).status).toBe(200)
    expect((await ask(other, hello(), { with: { ...headers, 'x-api-key': 'another' } })).status).toBe(401)
    const log = (await ask(other, undefined, { path: '/emulator/log', method: 'GET' })).body
    expect(log).toMatchObject({
      requests: [{ status: 200 }, { status: 401 }],
      violations: [{ check: 1 }],
      counts: { 1: 1 },
    })
    expect((await ask(other, undefined, { path: '/emulator/log', method: 'DELETE' })).status).toBe(204)
    program.kill('SIGTERM')
    expect((await once(program, 'exit'))[0]).toBe(0)
  })
})
