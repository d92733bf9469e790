// SPDX-License-Identifier: AGPL-3.0-or-later
// Clients that ask for the list of models get none, and a service whose address ends in a version cannot be given.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Anthropic from '@anthropic-ai/sdk'
import { expect, it } from 'vitest'
import { push, Reading } from '../contract/reading.ts'
import { Calls } from './claude-calls.ts'

it("Anthropic's own client lists the models that calls can use", async () => {
  const allowed = ['claude-sonnet-5-5', 'claude-haiku-4-5-20251001']
  await using calls = await Calls.start({ RMIRROR_CLAUDE_MODELS: allowed.join() })
  const { models } = (await calls.person('ann@example.org')).client()
  const listed: [string, string][] = []
  for await (const { id, display_name } of models.list({ limit: 1 })) listed.push([id, display_name])
  expect(listed).toEqual([
    ['claude-sonnet-5-5', 'Claude Sonnet 5.5'],
    ['claude-haiku-4-5-20251001', 'Claude Haiku 4.5'],
  ])
  expect(await models.retrieve('claude-sonnet-5-5')).toMatchObject({ type: 'model', id: 'claude-sonnet-5-5' })
  await expect(models.retrieve('claude-opus-5-5')).rejects.toThrow(Anthropic.NotFoundError)
  await expect(calls.with('made-up').client().models.list()).rejects.toThrow(Anthropic.AuthenticationError)
})

it.each([
  ['/v1beta/openai', '/v1beta/openai/chat/completions'],
  ['', '/v1/chat/completions'],
])('a service below the prefix "%s" is asked at %s', async (prefix, path) => {
  const asked = new Set<string | undefined>()
  const service = createServer((request, response) => {
    asked.add(request.url)
    response.writeHead(503).end()
  }).listen(0, '127.0.0.1')
  await once(service, 'listening')
  try {
    const { port } = service.address() as AddressInfo
    const address = `http://127.0.0.1:${port}${prefix}`
    await using reading = await Reading.start()
    await reading.restart({ RMIRROR_OCR_PROVIDER: 'openai', RMIRROR_OCR_BASE_URL: address })
    await push(await reading.signUp('ann@example.org'), [1])
    await expect.poll(() => [...asked]).toEqual([path])
  } finally {
    service.closeAllConnections()
    service.close()
  }
})
