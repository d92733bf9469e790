// SPDX-License-Identifier: AGPL-3.0-or-later
// An emulator of Claude and what tests ask it with: plain HTTP, without a client library that corrects requests.
import { readFileSync } from 'node:fs'
import { afterAll, beforeEach } from 'vitest'
import { startClaude } from '../../e2e/emulators/claude/claude.mjs'
import { png } from './images.ts'

export const key = 'sk-ant-known'
export const headers = { 'x-api-key': key, 'anthropic-version': '2026-10-21', 'content-type': 'application/json' }

export type Claude = Awaited<ReturnType<typeof startClaude>>
export type Json = Record<string, unknown>

export const start = () => startClaude({ keys: [key, 'sk-ant-other'] })

/** One for the tests of a file, each of which finds it as new. */
export async function claudeForTests(): Promise<Claude> {
  const claude = await start()
  afterAll(() => claude.close())
  beforeEach(() => {
    claude.log.clear()
    claude.script([])
    claude.texts({})
  })
  return claude
}

/** The numbers of the checks that requests have failed, in their order. */
export const failedChecks = (claude: Claude) =>
  claude.log.violations.map(({ check, soft }) => (soft ? `${check} (soft)` : `${check}`))

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it.
  body: any
}

export async function ask(
  claude: Claude,
  body: unknown,
  { path = '/v1/messages', method = 'POST', with: more = headers as Record<string, string> } = {},
): Promise<Answer> {
  const content = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const response = await fetch(`${claude.address}${path}`, { method, headers: more, ...content })
  const text = await response.text()
  const isJson = response.headers.get('content-type') === 'application/json'
  return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text }
}

export const hello = (more: Json = {}): Json => ({
  model: 'claude-haiku-5-5',
  max_tokens: 1000,
  messages: [{ role: 'user', content: 'Hello.' }],
  ...more,
})

export function imageBlock(bytes: Uint8Array = png(), mediaType = 'image/png') {
  const data = Buffer.from(bytes).toString('base64')
  return { type: 'image', source: { type: 'base64', media_type: mediaType, data } }
}

/** A question about what is on these images. */
export const look = (blocks: unknown[], more: Json = {}) =>
  hello({ messages: [{ role: 'user', content: [...blocks, { type: 'text', text: 'What is this?' }] }], ...more })

const schema = JSON.parse(readFileSync(new URL('../../shared/ocr/schema.json', import.meta.url), 'utf8'))

/** Asks what is written, each page in as many images as it has. */
export function read(pages: Uint8Array[][], more: Json = {}) {
  let image = 0
  const facts = pages.map((images, index) => ({ page: index + 1, images: images.map(() => ++image) }))
  const text = JSON.stringify({ pages: facts })
  return hello({
    messages: [{ role: 'user', content: [...pages.flat().map((bytes) => imageBlock(bytes)), { type: 'text', text }] }],
    output_config: { format: { type: 'json_schema', schema } },
    ...more,
  })
}

/** The one text of an answer, by its type. */
export function textOf(answer: Answer): string {
  return answer.body.content.find(({ type }: { type: string }) => type === 'text').text
}
