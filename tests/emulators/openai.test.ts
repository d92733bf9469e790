// SPDX-License-Identifier: AGPL-3.0-or-later
// What services with OpenAI's chat completions do by default: each takes and refuses something else.
import { afterEach, describe, expect, it } from 'vitest'
import { OpenAiEmulator, type OpenAiOptions } from '../world/openai.ts'

const running: OpenAiEmulator[] = []
afterEach(async () => {
  for (const service of running.splice(0)) await service[Symbol.asyncDispose]()
})

async function begin(as: NonNullable<OpenAiOptions['as']>, more: OpenAiOptions = {}): Promise<OpenAiEmulator> {
  const service = await OpenAiEmulator.start({ as, ...more })
  running.push(service)
  return service
}

async function ask({ address }: OpenAiEmulator, body: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${address}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }], ...body }),
  })
  return { status: answer.status, headers: answer.headers, body: await answer.json() }
}

describe('OpenAI', () => {
  it('takes max_completion_tokens only for its newer models', async () => {
    const openAi = await begin('openai')
    expect(await ask(openAi, { model: 'gpt-5', max_tokens: 16 })).toMatchObject({
      status: 400,
      body: {
        error: {
          message:
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          param: 'max_tokens',
          code: 'unsupported_parameter',
        },
      },
    })
    expect((await ask(openAi, { model: 'gpt-5', max_completion_tokens: 16 })).status).toBe(200)
    expect((await ask(openAi, { model: 'gpt-4o', max_tokens: 16 })).status).toBe(200)
  })

  it('refuses more than a model can write', async () => {
    const { status, body } = await ask(await begin('openai'), { model: 'gpt-4o', max_tokens: 32_000 })
    expect(status).toBe(400)
    expect(body.error.message).toContain('supports at most 16384 completion tokens, whereas you provided 32000')
  })

  it('refuses a wrong key with 401', async () => {
    const openAi = await begin('openai', { key: 'sk-known' })
    const { status, body } = await ask(openAi, { model: 'gpt-4o' }, { authorization: 'Bearer sk-other' })
    expect([status, body.error.code]).toEqual([401, 'invalid_api_key'])
  })
})

it('an answer is streamed in pieces, with what it took if that is asked for', async () => {
  const { address } = await begin('openai')
  const stream = async (more: object) => {
    const body = { model: 'gpt-4o', stream: true, messages: [{ role: 'user', content: 'Repeat exactly: one two' }] }
    const headers = { 'content-type': 'application/json' }
    const options = { method: 'POST', headers, body: JSON.stringify({ ...body, ...more }) }
    const text = await (await fetch(`${address}/chat/completions`, options)).text()
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
    return text
      .split('\n\n')
      .slice(0, -2)
      .map((event) => JSON.parse(event.slice('data: '.length)))
  }
  const pieces = await stream({ stream_options: { include_usage: true } })
  expect(pieces.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('one two')
  expect(pieces.at(-2)).toMatchObject({ choices: [{ finish_reason: 'stop' }] })
  expect(pieces.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 20, completion_tokens: 2 } })
  expect((await stream({})).at(-1).usage).toBeUndefined()
  const refused = await ask({ address } as OpenAiEmulator, { model: 'gpt-4o', stream_options: {} })
  expect(refused.status).toBe(400)
})

describe('OpenRouter', () => {
  it('refuses fewer than 16 tokens for models of OpenAI, in an error inside an error', async () => {
    const router = await begin('openrouter')
    const { status, body } = await ask(router, { model: 'openai/gpt-4.1-mini', max_tokens: 1 })
    expect([status, body.error.message]).toEqual([400, 'Provider returned error'])
    expect(JSON.parse(body.error.metadata.raw).error.message).toContain('Expected a value >= 16, but got 1')
    expect((await ask(router, { model: 'qwen/qwen-vl', max_tokens: 1 })).status).toBe(200)
  })

  it('asks for credit for all that a model could write where there is no limit', async () => {
    const router = await begin('openrouter')
    const { status, body } = await ask(router, { model: 'qwen/qwen-vl' })
    expect(status).toBe(402)
    expect(body.error.message).toContain('You requested up to 65536 tokens, but can only afford 40000')
    expect((await ask(router, { model: 'qwen/qwen-vl', max_tokens: 32_000 })).status).toBe(200)
  })
})

it('Gemini refuses a wrong key with 400, in an array', async () => {
  const gemini = await begin('gemini', { key: 'known' })
  const { status, body } = await ask(gemini, { model: 'gemini-3-flash' }, { authorization: 'Bearer other' })
  expect(status).toBe(400)
  expect(body).toEqual([{ error: expect.objectContaining({ code: 400, status: 'INVALID_ARGUMENT' }) }])
  expect(body[0].error.details[0].reason).toBe('API_KEY_INVALID')
})

describe('Ollama', () => {
  it('needs no key, takes no notice of max_completion_tokens, and has another model pulled', async () => {
    const ollama = await begin('ollama')
    expect((await ask(ollama, { model: 'home-model', max_completion_tokens: 1 })).status).toBe(200)
    const { status, body } = await ask(ollama, { model: 'other' })
    expect([status, body.error.message]).toEqual([404, 'model "other" not found, try pulling it first'])
  })

  it('lets only those web pages ask that it was told to', async () => {
    const page = { origin: 'https://dashboard.example' }
    const allowed = async (more: OpenAiOptions) =>
      (await ask(await begin('ollama', more), { model: 'home-model' }, page)).headers.get('access-control-allow-origin')
    expect(await allowed({})).toBeNull()
    expect(await allowed(page)).toBe(page.origin)
  })
})

it('answers on request as a real service was seen to answer', async () => {
  const router = await begin('openrouter')
  await router.says('busy provider in a 200', 'limit of the key')
  expect(await ask(router, { model: 'qwen/qwen-vl' })).toMatchObject({ status: 200, body: { error: { code: 429 } } })
  expect(await ask(router, { model: 'qwen/qwen-vl' })).toMatchObject({ status: 402 })
})
