// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages read by services with OpenAI's chat completions, each of which takes and refuses something else.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { OpenAiEmulator, type OpenAiOptions } from '../world/openai.ts'
import type { Program } from '../world/programs.ts'
import type { Device } from './library.ts'
import { hashOf, numbers, push, Reading } from './reading.ts'

let reading: Reading
const running: AsyncDisposable[] = []

beforeAll(async () => {
  reading = await Reading.start()
  await reading.restart({}, 'api')
})
afterEach(async () => {
  for (const program of running.splice(0).reverse()) await program[Symbol.asyncDispose]()
})
afterAll(() => reading[Symbol.asyncDispose]())

async function begin(as: NonNullable<OpenAiOptions['as']>, key = 'sk-ours-0001'): Promise<OpenAiEmulator> {
  const service = await OpenAiEmulator.start({ as, ...(as !== 'ollama' && { key }) })
  running.push(service)
  return service
}

async function startWorker({ address }: OpenAiEmulator, model: string): Promise<Program> {
  const worker = await reading.startWorker({
    RMIRROR_OCR_PROVIDER: 'openai',
    RMIRROR_OCR_BASE_URL: address,
    RMIRROR_OCR_API_KEY: 'sk-ours-0001',
    RMIRROR_OCR_MODEL: model,
    RMIRROR_OCR_CONCURRENCY: '1',
  })
  running.push(worker)
  return worker
}

let page = 0
async function pushTwo(email: string): Promise<{ device: Device; pages: number[] }> {
  const device = await reading.signUp(email)
  const pages = numbers(page + 1, page + 2)
  page += 2
  await push(device, pages)
  return { device, pages }
}

describe('two pages are read, and only the first costs refused calls', () => {
  it.each([
    ['openai', 'gpt-5', [400, 200, 200]],
    ['openai', 'gpt-4o', [400, 200, 200]],
    ['openrouter', 'openai/gpt-4.1-mini', [200, 200]],
    ['gemini', 'gemini-3-flash', [200, 200]],
    ['ollama', 'home-model', [200, 200]],
  ] as const)('by %s with %s', async (as, model, statuses) => {
    const email = `${as}-${model.replaceAll('/', '-')}@example.org`
    const service = await begin(as)
    const { device } = await pushTwo(email)
    await startWorker(service, model)
    await reading.untilAllAreRead(device, email)
    expect((await service.seen()).statuses).toEqual(statuses)
    expect(reading.usage(email)).toBe('2 used, 0 reserved')
  })
})

it('a key that Gemini refuses with 400 pauses all pages and fails none', async () => {
  const email = 'bad-key@example.org'
  const service = await begin('gemini', 'another-key')
  await pushTwo(email)
  await startWorker(service, 'gemini-3-flash')
  const isPaused = () => reading.ask('SELECT paused_because IS NOT NULL FROM reading_state') === 't'
  await reading.look(() => isPaused() && reading.states(email) === 'pending 2', 'a pause')
  expect((await service.seen()).statuses).toEqual([400])
  reading.ask(`DELETE FROM sync_queue`)
})

it('a page that is too long for the context of a model at home waits, and its owner isn’t told of settings', async () => {
  const email = 'context@example.org'
  const service = await begin('ollama')
  const { device, pages } = await pushTwo(email)
  const [long = 0, short = 0] = pages
  await service.texts({
    [hashOf(long)]: 'A line of many words that goes on for a while.\n'.repeat(300),
    [hashOf(short)]: 'Ink.',
  })
  await startWorker(service, 'home-model')
  await reading.look(
    () => reading.states(email) === 'completed 1, pending 1',
    'a page that waits beside one that was read',
  )
  // Until it was sent, it waits as well.
  const told = async () => (await device.page(long)).body.ocr_error ?? ''
  await expect.poll(told).toContain('stopped before the end of this page')
  expect(await told()).not.toContain('OLLAMA')
  reading.ask(`DELETE FROM sync_queue`)
})
