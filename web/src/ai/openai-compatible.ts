// SPDX-License-Identifier: AGPL-3.0-or-later
// Chat completions, as OpenAI began them and many others answer them, asked as the server asks.
import { BadAnswer } from './answer.ts'
import { AiProblem } from './failure.ts'
import { countAt, fieldsOf, textAt } from './fields.ts'
import { answerSchema, base64, factsOf, instructions } from './prompt.ts'
import type { Provider } from './provider.ts'
import type { AiSettings, PageToRead } from './types.ts'

const oldLimit = 'max_tokens'
const newLimit = 'max_completion_tokens'
/** The least that OpenAI's models take at OpenRouter (vllm-project/guidellm#370). */
const leastTokens = 16
/** Without a limit OpenRouter asks for credit for all that the model could write (can1357/oh-my-pi#9569). */
const readingTokens = 32_000
/** An answer that was cut before this is no long page: Ollama gives 4,096 tokens to prompt and answer together. */
const longAnswerTokens = 8_000

export const openAiCompatible: Provider = {
  // A small machine of one's own may take its time.
  answerMs: 900_000,

  requests(settings, page) {
    const format = { name: 'pages', strict: true, schema: answerSchema }
    return limited(
      settings,
      {
        model: settings.model,
        messages: [
          { role: 'system', content: instructions },
          { role: 'user', content: contentOf(page) },
        ],
        response_format: { type: 'json_schema', json_schema: format },
      },
      readingTokens,
    )
  },

  probes(settings, word) {
    const asked = { model: settings.model, messages: [{ role: 'user', content: word }] }
    return limited(settings, asked, leastTokens)
  },

  urlOf: ({ address }) => `${address}${hasVersion(address) ? '' : '/v1'}/chat/completions`,

  headersOf: ({ key }) => (key ? { Authorization: `Bearer ${key}` } : {}),

  readReply(body) {
    const { choices } = fieldsOf(body)
    if (!Array.isArray(choices) || choices.length === 0) throw new BadAnswer('it has no choices')
    const choice = fieldsOf(choices[0])
    const message = fieldsOf(choice.message)
    if (choice.finish_reason === 'length') {
      const { completion_tokens } = fieldsOf(fieldsOf(body).usage)
      const isLong = typeof completion_tokens === 'number' && completion_tokens >= longAnswerTokens
      throw new AiProblem(isLong ? 'truncated' : 'context-too-small', '', false)
    }
    if (choice.finish_reason === 'content_filter' || textAt(message, 'refusal')) throw new AiProblem('refused')
    return withoutFence(textAt(message, 'content'))
  },

  usageOf(body) {
    const usage = fieldsOf(fieldsOf(body).usage)
    return { input: countAt(usage, 'prompt_tokens'), output: countAt(usage, 'completion_tokens') }
  },
}

/**
 * OpenAI's newer models refuse `max_tokens`, others know nothing else, and some refuse the number: whichever is refused
 * is left out of the next request.
 */
function limited({ address }: AiSettings, body: object, most: number): object[] {
  const isOpenAi = new URL(address).host === 'api.openai.com'
  const [first, second] = isOpenAi ? [newLimit, oldLimit] : [oldLimit, newLimit]
  return [{ ...body, [first]: most }, { ...body, [second]: most }, body]
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
