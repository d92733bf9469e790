// SPDX-License-Identifier: AGPL-3.0-or-later
// Chat completions, as OpenAI began them and many others answer them, asked as the server asks.
import { BadAnswer } from './answer.ts'
import { AiProblem } from './failure.ts'
import { countAt, fieldsOf, textAt } from './fields.ts'
import { answerSchema, base64, factsOf, instructions } from './prompt.ts'
import type { Provider } from './provider.ts'
import type { PageToRead } from './types.ts'

export const openAiCompatible: Provider = {
  // A small machine of one's own may take its time.
  answerMs: 900_000,

  requests({ model }, page) {
    const format = { name: 'pages', strict: true, schema: answerSchema }
    return [
      {
        model,
        messages: [
          { role: 'system', content: instructions },
          { role: 'user', content: contentOf(page) },
        ],
        response_format: { type: 'json_schema', json_schema: format },
      },
    ]
  },

  probe({ model }, word) {
    return { model, max_tokens: 1, messages: [{ role: 'user', content: word }] }
  },

  urlOf: ({ address }) => `${address}${hasVersion(address) ? '' : '/v1'}/chat/completions`,

  headersOf: ({ key }) => (key ? { Authorization: `Bearer ${key}` } : {}),

  readReply(body) {
    const { choices } = fieldsOf(body)
    if (!Array.isArray(choices) || choices.length === 0) throw new BadAnswer('it has no choices')
    const choice = fieldsOf(choices[0])
    const message = fieldsOf(choice.message)
    if (choice.finish_reason === 'length') throw new AiProblem('truncated')
    if (choice.finish_reason === 'content_filter' || textAt(message, 'refusal')) throw new AiProblem('refused')
    return withoutFence(textAt(message, 'content'))
  },

  usageOf(body) {
    const usage = fieldsOf(fieldsOf(body).usage)
    return { input: countAt(usage, 'prompt_tokens'), output: countAt(usage, 'completion_tokens') }
  },
}

function contentOf(page: PageToRead): object[] {
  const images = page.pictures.map(({ png }) => ({
    type: 'image_url',
    image_url: { url: `data:image/png;base64,${base64(png)}` },
  }))
  return [...images, { type: 'text', text: factsOf(page) }]
}

/** Whether it names a version of its API, as in https://host/v1beta/openai. */
function hasVersion(address: string): boolean {
  return new URL(address).pathname.split('/').some((segment) => /^v\d/.test(segment))
}

/** Small models like to put a fence around what they were asked for alone. */
function withoutFence(text: string): string {
  const [first, last] = [text.indexOf('{'), text.lastIndexOf('}')]
  const fence = text.indexOf('```')
  return fence >= 0 && fence < first && last > first ? text.slice(first, last + 1) : text
}
