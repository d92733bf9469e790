// SPDX-License-Identifier: AGPL-3.0-or-later
// Claude's Messages API, called as the server does, plus the header with which Anthropic allows calls from browsers.
import { BadAnswer } from './answer.ts'
import { AiProblem } from './failure.ts'
import { fieldsOf, textAt } from './fields.ts'
import { answerSchema, base64, factsOf, instructions } from './prompt.ts'
import type { Provider, Trial } from './provider.ts'
import { claudePart, claudeQuestion, claudeUsage } from './question.ts'
import type { PageToRead } from './types.ts'

/** Includes thinking: with fewer tokens, an answer may end before its first word. */
const defaultTokens = 16_000
/** Every model that reads images can write at least this many tokens. */
const maxTokens = 64_000

export const claude: Provider = {
  answerMs: 300_000,

  ask({ model }, page) {
    return new ClaudeTrial(
      [defaultTokens, maxTokens].map((max) => ({
        model,
        max_tokens: max,
        system: instructions,
        messages: [{ role: 'user', content: contentOf(page) }],
        output_config: { format: { type: 'json_schema', schema: answerSchema } },
      })),
    )
  },

  askQuestion({ model }, question) {
    return new ClaudeTrial([claudeQuestion(model, question)])
  },

  partOf: claudePart,

  probe({ model }, word) {
    return new ClaudeTrial([{ model, max_tokens: 1, messages: [{ role: 'user', content: word }] }])
  },

  urlOf: ({ address }) => `${address}/v1/messages`,

  headersOf: ({ key }) => ({
    'x-api-key': key,
    'anthropic-version': '2026-10-21',
    'anthropic-dangerous-direct-browser-access': 'true',
  }),

  usageOf: (body) => claudeUsage(fieldsOf(fieldsOf(body).usage)),
}

/** Repeats with a larger limit after a truncated answer. */
class ClaudeTrial implements Trial {
  body: object
  #rest: object[]

  constructor([first = {}, ...rest]: object[]) {
    this.body = first
    this.#rest = rest
  }

  adaptTo({ failure }: AiProblem): boolean {
    const next = failure.code === 'truncated' ? this.#rest.shift() : undefined
    if (next) this.body = next
    return next !== undefined
  }

  succeeded() {}

  readReply(body: unknown): string {
    const message = fieldsOf(body)
    const reason = textAt(message, 'stop_reason')
    if (!Array.isArray(message.content) || reason === '') throw new BadAnswer('it isn’t a message')
    if (reason === 'refusal') throw AiProblem.of('refused')
    if (reason === 'max_tokens' || reason === 'model_context_window_exceeded') throw AiProblem.of('truncated')
    const blocks = message.content.map(fieldsOf)
    // The first block may be an empty thinking block.
    return blocks.map((block) => (block.type === 'text' ? textAt(block, 'text') : '')).join('')
  }
}

function contentOf(page: PageToRead): object[] {
  const images = page.pictures.map(({ png }) => ({
    type: 'image',
    source: { type: 'base64', media_type: 'image/png', data: base64(png) },
  }))
  return [...images, { type: 'text', text: factsOf(page) }]
}
