// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
// Uses the strict emulator of services with OpenAI's chat completions, each of which accepts and refuses something
// else.
import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { OpenAiEmulator, type OpenAiOptions } from '../../../tests/world/openai.ts'
import { writePng } from '../../../tests/world/png.ts'
import { askQuestion } from './ask-question.ts'
import { Caller } from './call.ts'
import { probe, readPage } from './read-page.ts'
import type { AiSettings, PageToRead } from './types.ts'

const key = 'sk-of-the-tests'
const running: OpenAiEmulator[] = []
afterEach(async () => {
  for (const service of running.splice(0)) await service[Symbol.asyncDispose]()
})
vi.stubGlobal('navigator', { onLine: true })

async function begin(as: NonNullable<OpenAiOptions['as']>): Promise<OpenAiEmulator> {
  const service = await OpenAiEmulator.start({ as, origin: '*', ...(as !== 'ollama' && { key }) })
  running.push(service)
  return service
}

const caller = () => new Caller({ maxAttempts: 2, firstWaitMs: 1, maxWaitMs: 1_000 })
const settingsOf = ({ address }: OpenAiEmulator, model: string, own = key): AiSettings => ({
  kind: 'openai-compatible',
  address,
  key: own,
  model,
})
const signal = new AbortController().signal
const read = (settings: AiSettings, page: PageToRead = pageOf(1)) =>
  readPage(caller(), settings, page, signal, () => {})
const probeOf = (settings: AiSettings) => probe(caller(), settings, signal)

function pageOf(pictures: number): PageToRead {
  const png = new Uint8Array(writePng({ width: 40, height: 30, rows: new Uint8Array(41 * 30) }))
  return {
    pictures: Array.from({ length: pictures }, () => ({ png, rect: { x: 0, y: 0, width: 40, height: 30 } })),
    notebook: 'Diary',
    tags: [],
    languageHint: 'en',
    previousLines: '',
    words: '',
  }
}

describe('a good key isn’t called bad', () => {
  it.each([
    ['openai', 'gpt-5'],
    ['openai', 'gpt-4o'],
    ['openrouter', 'openai/gpt-4.1-mini'],
    ['openrouter', 'qwen/qwen-vl'],
    ['gemini', 'gemini-3-flash'],
    ['ollama', 'home-model'],
  ] as const)('by %s for %s, and its pages are transcribed', async (as, model) => {
    const service = await begin(as)
    expect(await probeOf(settingsOf(service, model))).toBeNull()
    expect(await read(settingsOf(service, model))).toMatchObject({ text: { language: 'en' } })
  })

  it.each(['openai', 'openrouter', 'gemini'] as const)('but a bad one is, by %s', async (as) => {
    const service = await begin(as)
    const failure = await probeOf(settingsOf(service, 'gpt-4o', 'sk-wrong-0001'))
    expect(failure).toMatchObject({ code: 'bad-key', detail: '' })
  })

  it.each(['openai', 'openrouter', 'gemini', 'ollama'] as const)('nor is a model that %s doesn’t have', async (as) => {
    const failure = await probeOf(settingsOf(await begin(as), 'no-such-model'))
    expect(failure).toMatchObject({ code: 'no-such-model', detail: expect.stringContaining('no-such-model') })
  })
})

describe('a limit of the answer that a service refuses', () => {
  it.each([
    ['gpt-5', [400, 200, 200], { max_completion_tokens: 32_000 }],
    ['gpt-4o', [400, 200, 200], { max_tokens: 16_384 }],
  ])('is learnt from its words: the second page of %s costs no refused request', async (model, statuses, limit) => {
    const service = await begin('openai')
    for (let page = 0; page < 2; page += 1) expect(await read(settingsOf(service, model))).toHaveProperty('text')
    const seen = await service.seen()
    expect(seen.statuses).toEqual(statuses)
    expect(seen.limits.at(-1)).toEqual(limit)
  })

  it('is sent to OpenRouter, which asks for all the model could write where there is none', async () => {
    const service = await begin('openrouter')
    expect(await read(settingsOf(service, 'qwen/qwen-vl'))).toHaveProperty('text')
    expect((await service.seen()).statuses).toEqual([200])
  })
})

describe('credit that is short', () => {
  it('is told as that, with the service’s words, when a page can’t be paid', async () => {
    const service = await begin('openrouter')
    await service.says('no credit for so many tokens')
    const answer = await read(settingsOf(service, 'qwen/qwen-vl'))
    expect(answer).toMatchObject({
      failure: { code: 'no-credit', detail: expect.stringContaining('openrouter.ai/settings') },
    })
    await service.says('limit of the key')
    expect(await read(settingsOf(service, 'qwen/qwen-vl'))).toMatchObject({ failure: { code: 'usage-limit' } })
  })
})

describe('a model at home with little context', () => {
  const long = 'A line of many words that goes on for quite a while.\n'.repeat(300)

  it('keeps the page, and says how to enlarge it', async () => {
    const page = pageOf(1)
    const hash = createHash('sha256')
      .update(page.pictures[0]?.png ?? '')
      .digest('hex')
    const service = await begin('ollama')
    await service.texts({ [hash]: long })
    expect(await read(settingsOf(service, 'home-model'), page)).toMatchObject({
      failure: { code: 'context-too-small' },
    })
    expect((await service.seen()).violations).toEqual([])
  })
})

describe('an error inside an answer with status 200', () => {
  it('is a failure like any other, and retried where it passes', async () => {
    const service = await begin('openrouter')
    await service.says('busy provider in a 200')
    expect(await read(settingsOf(service, 'qwen/qwen-vl'))).toHaveProperty('text')
    await service.says('failed provider in a choice', 'failed provider in a choice')
    expect(await read(settingsOf(service, 'qwen/qwen-vl'))).toMatchObject({ failure: { code: 'overloaded' } })
  })
})

describe('questions', () => {
  const question = { prompt: 'Repeat exactly: one two', documents: [{ title: 'Diary', text: 'Ink' }], maxTokens: 4_000 }
  const asked = async (settings: AiSettings) => {
    let text = ''
    const answer = await askQuestion(caller(), settings, question, signal, (piece) => (text += piece))
    return { text, ...answer }
  }

  it.each([
    ['openai', 'gpt-5'],
    ['openrouter', 'qwen/qwen-vl'],
    ['gemini', 'gemini-3-flash'],
    ['ollama', 'home-model'],
  ] as const)('are answered by %s in pieces, and what they took is told', async (as, model) => {
    const service = await begin(as)
    const usage = { input: 20, output: 2 }
    expect(await asked(settingsOf(service, model))).toEqual({ text: 'one two', end: 'complete', usage })
    expect((await service.seen()).statuses.at(-1)).toBe(200)
  })

  it('are asked without the options of a stream where a service refuses them', async () => {
    const service = await OpenAiEmulator.start({ as: 'openai', origin: '*', key, refuses: 'stream_options' })
    running.push(service)
    expect(await asked(settingsOf(service, 'gpt-4o'))).toEqual({ text: 'one two', end: 'complete' })
    expect((await service.seen()).statuses).toEqual([400, 200])
  })
})
