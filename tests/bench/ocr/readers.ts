// SPDX-License-Identifier: AGPL-3.0-or-later
// Services that transcribe pages, called as the server calls them: the same instructions, facts and form of the answer.
import { readFileSync } from 'node:fs'
import type Anthropic from '@anthropic-ai/sdk'
import { modelOf, priceOf } from '../../../e2e/emulators/claude/models.mjs'
import type { KnownPage, Picture } from './known-pages.ts'

const shared = new URL('../../../shared/ocr/', import.meta.url)
const instructions = readFileSync(new URL('instructions.md', shared), 'utf8')
const schema = JSON.parse(readFileSync(new URL('schema.json', shared), 'utf8'))

/** Thinking counts as well. A page that needs more is asked for once more, with the most that any model writes. */
const outputTokens = [16_000, 64_000] as const

export interface Reading {
  markdown: string
  inputTokens: number
  outputTokens: number
  /** Null where no price list is known. */
  dollars: number | null
}

export type Read = (page: KnownPage) => Promise<Reading>

/** An answer that is none, for a reason that a person understands. */
export class NotRead extends Error {
  override name = 'NotRead'
}

const base64 = ({ bytes }: Picture) => Buffer.from(bytes).toString('base64')
const factsOf = (page: KnownPage) =>
  JSON.stringify({ pages: [{ page: 1, images: page.pictures.map((_, index) => index + 1) }] })

function markdownIn(text: string): string {
  try {
    const markdown: unknown = JSON.parse(text).pages[0].markdown
    if (typeof markdown === 'string') return markdown
  } catch {
    // Told below, like every answer of another form.
  }
  throw new NotRead('the answer has another form than was asked for')
}

export function claudeReader(client: Anthropic, model: string): Read {
  const ask = (page: KnownPage, max_tokens: number) =>
    client.messages
      .stream({
        model,
        max_tokens,
        system: instructions,
        messages: [
          {
            role: 'user',
            content: [
              ...page.pictures.map((picture): Anthropic.ImageBlockParam => {
                return {
                  type: 'image',
                  source: { type: 'base64', media_type: picture.mediaType, data: base64(picture) },
                }
              }),
              { type: 'text', text: factsOf(page) },
            ],
          },
        ],
        output_config: { format: { type: 'json_schema', schema } },
      })
      .finalMessage()
  return async (page) => {
    const answers = [await ask(page, outputTokens[0])]
    if (answers[0]?.stop_reason === 'max_tokens') answers.push(await ask(page, outputTokens[1]))
    const answer = answers.at(-1) as Anthropic.Message
    if (answer.stop_reason !== 'end_turn') throw new NotRead(`the answer ended with ${answer.stop_reason}`)
    const text = answer.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('')
    return { markdown: markdownIn(text), ...costOf(model, answers) }
  }
}

function costOf(model: string, answers: Anthropic.Message[]): Omit<Reading, 'markdown'> {
  const known = modelOf(model)
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  const inputs = answers.map(
    ({ usage }) => usage.input_tokens + (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0),
  )
  const prices = answers.map(({ usage }) => (known ? priceOf(known, usage) : null))
  const hasPrices = prices.every((price) => price !== null)
  return {
    inputTokens: sum(inputs),
    outputTokens: sum(answers.map(({ usage }) => usage.output_tokens)),
    dollars: hasPrices ? sum(prices) : null,
  }
}

/** Any service that speaks OpenAI's chat completions. */
export function openAiReader(address: string, key: string, model: string): Read {
  return async (page) => {
    const response = await fetch(`${address}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({
        model,
        messages: [
          { role: 'system', content: instructions },
          {
            role: 'user',
            content: [
              ...page.pictures.map((picture) => {
                return { type: 'image_url', image_url: { url: `data:${picture.mediaType};base64,${base64(picture)}` } }
              }),
              { type: 'text', text: factsOf(page) },
            ],
          },
        ],
        response_format: { type: 'json_schema', json_schema: { name: 'pages', strict: true, schema } },
      }),
    })
    if (!response.ok) throw new NotRead(`the service answered ${response.status}`)
    const { choices, usage } = await response.json()
    const text: string = choices?.[0]?.message?.content ?? ''
    return {
      markdown: markdownIn(text),
      inputTokens: usage?.prompt_tokens ?? 0,
      outputTokens: usage?.completion_tokens ?? 0,
      dollars: null,
    }
  }
}
