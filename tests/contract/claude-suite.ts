// SPDX-License-Identifier: AGPL-3.0-or-later
// What Anthropic's own client gets from Claude, however it reaches Claude: the same suite runs straight against the
// emulator and through whatever stands between.
import Anthropic, { type ClientOptions } from '@anthropic-ai/sdk'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { startClaude } from '../../e2e/emulators/claude/claude.mjs'
import { png } from '../emulators/images.ts'

type Claude = Awaited<ReturnType<typeof startClaude>>

/** `client` asks by the way that is tested; `claude` is who answers in the end. Both are there when a test runs. */
export interface Way {
  claude: Claude
  client: (options?: ClientOptions) => Anthropic
}

const model = 'claude-haiku-5-5'
const ask = (
  content: Anthropic.MessageParam['content'],
  more: Partial<Anthropic.MessageCreateParamsNonStreaming> = {},
) => ({
  model,
  max_tokens: 1000,
  messages: [{ role: 'user' as const, content }],
  ...more,
})

const weather: Anthropic.Tool = {
  name: 'weather',
  description: 'The weather at a place.',
  input_schema: { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] },
}

const todo = {
  type: 'object',
  properties: { title: { type: 'string' }, done: { type: 'boolean' } },
  required: ['title', 'done'],
  additionalProperties: false,
}

const image: Anthropic.ImageBlockParam = {
  type: 'image',
  source: { type: 'base64', media_type: 'image/png', data: png(7).toString('base64') },
}

export function textOf(message: Anthropic.Message): string {
  return message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('')
}

/** Without what is new in every answer. */
const lasting = ({ id: _, ...message }: Anthropic.Message) => message

export function claudeSuite(way: () => Way): void {
  let client: Anthropic
  beforeEach(() => {
    client = way().client()
    way().claude.script([])
    way().claude.log.clear()
  })
  afterEach(() => {
    expect(way().claude.log.violations).toEqual([])
  })
  const script = (faults: object[]) => way().claude.script(faults)
  const statuses = () => way().claude.log.requests.map(({ status }) => status)

  describe('a message', () => {
    it('is answered, with thoughts before the text and all that it cost', async () => {
      const message = await client.messages.create(ask('Repeat exactly: Grüße, 世界 🖋'))
      expect(message.content.map(({ type }) => type)).toEqual(['thinking', 'text'])
      expect(textOf(message)).toBe('Grüße, 世界 🖋')
      expect(message).toMatchObject({ type: 'message', role: 'assistant', model, stop_reason: 'end_turn' })
      expect(message.usage.input_tokens).toBeGreaterThan(0)
      expect(message.usage.output_tokens).toBeGreaterThan(message.usage.output_tokens_details?.thinking_tokens ?? 0)
      expect(message._request_id).toMatch(/^req_/)
    })

    it('may show an image', async () => {
      const message = await client.messages.create(ask([image, { type: 'text', text: 'What is this?' }]))
      expect(message.usage.input_tokens).toBeGreaterThan(11 * 11)
      expect(way().claude.log.requests[0]?.images).toMatchObject([{ width: 300, height: 300 }])
    })

    it('may be asked for as JSON', async () => {
      const format = { type: 'json_schema' as const, schema: todo }
      const message = await client.messages.parse(ask('A task, please.', { output_config: { format } }))
      expect(message.parsed_output).toEqual({ title: expect.any(String), done: expect.any(Boolean) })
    })

    it('may use a tool, and goes on when it has the result', async () => {
      const first = await client.messages.create(ask('Use weather for Berlin.', { tools: [weather] }))
      expect(first.stop_reason).toBe('tool_use')
      const use = first.content.find((block) => block.type === 'tool_use')
      expect(use).toMatchObject({ name: 'weather', input: { place: expect.any(String) } })
      const second = await client.messages.create({
        ...ask(''),
        tools: [weather],
        messages: [
          { role: 'user', content: 'Use weather for Berlin.' },
          { role: 'assistant', content: first.content },
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: use?.id ?? '', content: 'Rain.' }] },
        ],
      })
      expect([second.stop_reason, textOf(second)]).toEqual(['end_turn', expect.stringMatching(/\w/)])
    })

    it('ends where it must: cut, stopped, refused', async () => {
      const cut = await client.messages.create(ask('Repeat exactly: ' + 'long '.repeat(100), { max_tokens: 80 }))
      expect([cut.stop_reason, cut.usage.output_tokens]).toEqual(['max_tokens', 80])
      const stopped = await client.messages.create(ask('Repeat exactly: one, two', { stop_sequences: [', '] }))
      expect([stopped.stop_reason, stopped.stop_sequence, textOf(stopped)]).toEqual(['stop_sequence', ', ', 'one'])
      script([{ refusal: true }])
      const refused = await client.messages.create(ask('Please.'))
      expect([refused.stop_reason, refused.content]).toEqual(['refusal', []])
    })

    it('has as many tokens as were counted', async () => {
      const { max_tokens: _, ...question } = ask([image, { type: 'text', text: 'What is this?' }])
      const { input_tokens } = await client.messages.countTokens(question)
      const message = await client.messages.create({ ...question, max_tokens: 1000 })
      expect(message.usage.input_tokens).toBe(input_tokens)
    })
  })

  describe('a stream', () => {
    const question = ask('Repeat exactly: ' + 'Grüße, 世界 🖋 '.repeat(20), {
      thinking: { type: 'adaptive', display: 'summarized' },
    })

    it('brings the same message, piece by piece', async () => {
      const whole = await client.messages.create(question)
      const pieces: string[] = []
      const stream = client.messages.stream(question).on('text', (piece) => pieces.push(piece))
      const { parsed_output: _, ...message } = await stream.finalMessage()
      expect(lasting(message)).toEqual(lasting(whole))
      expect(pieces.length).toBeGreaterThan(5)
      expect(pieces.join('')).toBe(textOf(whole))
    })

    it('brings each piece when it is there', async () => {
      script([{ hang_mid_stream: true }])
      const stream = client.messages.stream(question)
      const [text] = await new Promise<[string, string]>((resolve) => stream.once('text', (...said) => resolve(said)))
      expect(text).toMatch(/^Grüße/)
      stream.abort()
      await expect(stream.finalMessage()).rejects.toThrow(Anthropic.APIUserAbortError)
      await expect.poll(() => way().claude.log.requests[0]?.aborted).toBe(true)
    })

    it('brings the use of a tool', async () => {
      const stream = client.messages.stream(ask('Use weather for Berlin.', { tools: [weather] }))
      const message = await stream.finalMessage()
      expect(message.stop_reason).toBe('tool_use')
      expect(message.content.at(-1)).toMatchObject({ type: 'tool_use', input: { place: expect.any(String) } })
    })

    it('says so when it breaks', async () => {
      script([{ error_mid_stream: true }, { drop_mid_stream: true }])
      const failed = client.messages.stream(question).finalMessage()
      await expect(failed).rejects.toMatchObject({ error: { error: { type: 'overloaded_error' } } })
      await expect(client.messages.stream(question).finalMessage()).rejects.toThrow(Anthropic.AnthropicError)
    })
  })

  describe('what goes wrong', () => {
    it.each([
      [429, Anthropic.RateLimitError, 'rate_limit_error'],
      [500, Anthropic.InternalServerError, 'api_error'],
      [529, Anthropic.OverloadedError, 'overloaded_error'],
    ])('with a %i is an error of its class', async (status, kind, type) => {
      script([{ status }])
      const call = way().client({ maxRetries: 0 }).messages.create(ask('Hello.'))
      const error = await call.catch((reason) => reason)
      expect(error).toBeInstanceOf(kind)
      expect(error).toMatchObject({ status, type, requestID: expect.stringMatching(/^req_/) })
    })

    it.each([
      [429, 'retry-after', {}],
      [529, 'its own patience', { headers: { 'retry-after-ms': '5' } }],
    ])('for a while with a %i is tried again by %s', async (status, _how, more) => {
      const wait = status === 429 ? { retry_after: 0.2 } : {}
      script([{ status, ...wait, ...more }])
      const message = await client.messages.create(ask(`Repeat exactly: after ${status}`))
      expect([textOf(message), statuses()]).toEqual([`after ${status}`, [status, 200]])
    })

    it('for good is not tried again', async () => {
      script([{ status: 500, headers: { 'x-should-retry': 'false' } }])
      await expect(client.messages.create(ask('Hello.'))).rejects.toThrow(Anthropic.InternalServerError)
      expect(statuses()).toEqual([500])
    })
  })
}
