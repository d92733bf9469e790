// SPDX-License-Identifier: AGPL-3.0-or-later
// Anthropic's own client against the emulator.
import Anthropic, { type ClientOptions } from '@anthropic-ai/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claudeSuite } from '../contract/claude-suite.ts'
import { type Claude, key, start } from './claude-client.ts'
import { png } from './images.ts'

let claude: Claude
let client: Anthropic
const clientWith = (options: ClientOptions = {}) => new Anthropic({ apiKey: key, baseURL: claude.address, ...options })
beforeAll(async () => {
  claude = await start()
  client = clientWith()
})
afterAll(() => claude.close())

const hello = { model: 'claude-haiku-5-5', max_tokens: 1000, messages: [{ role: 'user' as const, content: 'Hello.' }] }

describe('the emulator', () => {
  claudeSuite(() => ({ claude, client: clientWith }))
})

describe('the emulator alone', () => {
  it('takes batches and lists them', async () => {
    const { id } = await client.messages.batches.create({
      requests: ['one', 'two', 'three'].map((custom_id) => ({ custom_id, params: hello })),
    })
    const { processing_status } = await client.messages.batches.retrieve(id)
    expect(processing_status).toBe('in_progress')
    const results = []
    for await (const result of await client.messages.batches.results(id)) results.push(result)
    expect(results.map(({ custom_id }) => custom_id).sort()).toEqual(['one', 'three', 'two'])
    expect(results.map(({ result }) => result.type)).toEqual(Array(3).fill('succeeded'))
    const listed = []
    for await (const batch of client.messages.batches.list({ limit: 1 })) listed.push(batch.id)
    expect(listed).toContain(id)
    expect(await client.messages.batches.delete(id)).toEqual({ id, type: 'message_batch_deleted' })
  })

  it('keeps files and knows its models', async () => {
    const file = await Anthropic.toFile(png(3), 'page.png', { type: 'image/png' })
    const { id } = await client.files.upload({ file })
    expect(await client.files.retrieveMetadata(id)).toMatchObject({ filename: 'page.png', size_bytes: png(3).length })
    expect((await client.files.delete(id)).id).toBe(id)
    const models = []
    for await (const model of client.models.list({ limit: 5 })) models.push(model.id)
    expect(models).toContain('claude-haiku-5-5')
    expect(new Set(models).size).toBe(models.length)
    expect(models.length).toBeGreaterThan(15)
    expect(await client.models.retrieve('claude-haiku-4-5')).toMatchObject({ id: 'claude-haiku-4-5-20251001' })
  })

  it('refuses a wrong key, an unknown model and a wrong request, each by an error of its class', async () => {
    const wrong = clientWith({ apiKey: 'sk-ant-wrong' }).messages.create(hello)
    await expect(wrong).rejects.toThrow(Anthropic.AuthenticationError)
    const unknown = client.messages.create({ ...hello, model: 'claude-2' })
    await expect(unknown).rejects.toThrow(Anthropic.NotFoundError)
    const empty = client.messages.create({ ...hello, messages: [] })
    await expect(empty).rejects.toThrow(Anthropic.BadRequestError)
  })
})
