// SPDX-License-Identifier: AGPL-3.0-or-later
// OpenAI's chat completions, which many other services offer too, called as the server does.
import { BadAnswer } from './answer.ts'
import { type AnswerLimit, beginTrial, type LimitTrial, remember } from './answer-limit.ts'
import { AiProblem, type Refusal } from './failure.ts'
import { countAt, fieldsOf, textAt } from './fields.ts'
import { answerSchema, base64, factsOf, instructions } from './prompt.ts'
import type { Provider, Trial } from './provider.ts'
import { openAiPart, openAiQuestion, openAiUsage } from './question.ts'
import type { AiSettings, PageToRead } from './types.ts'

/** The minimum that OpenRouter requires for OpenAI's models (vllm-project/guidellm#370). */
const minTokens = 16
/** Without a limit, OpenRouter requires credit for all that the model could write (can1357/oh-my-pi#9569). */
const readingTokens = 32_000
/**
 * An answer truncated before this isn't a long page but hit the context limit: Ollama gives 4,096 tokens to prompt and
 * answer together.
 */
const longAnswerTokens = 8_000

export const openAiCompatible: Provider = {
  // A small machine at home may be slow.
  answerMs: 900_000,

  ask(settings, page) {
    const format = { name: 'pages', strict: true, schema: answerSchema }
    const request = {
      model: settings.model,
      messages: [
        { role: 'system', content: instructions },
        { role: 'user', content: contentOf(page) },
      ],
      response_format: { type: 'json_schema', json_schema: format },
    }
    return new OpenAiTrial(settings, request, readingTokens)
  },

  askQuestion(settings, question) {
    return new OpenAiTrial(settings, openAiQuestion(settings.model, question), question.maxTokens)
  },

  partOf: openAiPart,

  probe(settings, word) {
    return new OpenAiTrial(settings, { model: settings.model, messages: [{ role: 'user', content: word }] }, minTokens)
  },

  urlOf: ({ address }) => `${address}${hasVersion(address) ? '' : '/v1'}/chat/completions`,

  headersOf: ({ key }) => (key ? { Authorization: `Bearer ${key}` } : {}),

  usageOf: (body) => openAiUsage(fieldsOf(fieldsOf(body).usage)),
}

/** Repeats with another limit while the service refuses the limit. */
class OpenAiTrial implements Trial {
  readonly #settings: AiSettings
  #request: object
  readonly #trial: LimitTrial
  readonly #isProbe: boolean

  constructor(settings: AiSettings, request: object, tokens: number) {
    this.#settings = settings
    this.#request = request
    this.#isProbe = tokens === minTokens
    const isOpenAi = new URL(settings.address).host === 'api.openai.com'
    this.#trial = beginTrial(settings, isOpenAi ? 'max_completion_tokens' : 'max_tokens', tokens)
  }

  get body() {
    const { name, tokens } = this.#trial.limit
    return { ...this.#request, ...(name && { [name]: tokens }) }
  }

  adaptTo({ refusal }: AiProblem): boolean {
    if (refusal === null) return false
    if (this.#leaveOutOptions(refusal)) return true
    return this.#trial.takeRefusal(refusal)
  }

  /** A service that doesn't know how to report the usage of a stream answers without it. */
  #leaveOutOptions({ error: { searched, names } }: Refusal): boolean {
    const isMeant = searched.includes('stream_options') || names.includes('stream_options')
    if (!isMeant || !('stream_options' in this.#request)) return false
    const { stream_options: _, ...rest } = this.#request
    this.#request = rest
    return true
  }

  succeeded() {
    if (!this.#isProbe) remember(this.#settings, this.#trial)
  }

  readReply(body: unknown): string {
    const { choices, usage } = fieldsOf(body)
    if (!Array.isArray(choices) || choices.length === 0) throw new BadAnswer('it has no choices')
    const choice = fieldsOf(choices[0])
    const message = fieldsOf(choice.message)
    if (choice.finish_reason === 'length') {
      const isSmall = isContextSmall(countAt(fieldsOf(usage), 'completion_tokens'), this.#trial.limit)
      throw AiProblem.of(isSmall ? 'context-too-small' : 'truncated')
    }
    if (choice.finish_reason === 'content_filter' || textAt(message, 'refusal')) throw AiProblem.of('refused')
    return withoutFence(textAt(message, 'content'))
  }
}

/**
 * The answer was truncated before the requested limit. A multiple of 1,024 tokens is the model's own maximum, which
 * some services enforce silently.
 */
function isContextSmall(answerTokens: number, { name, tokens }: AnswerLimit): boolean {
  const max = name === null ? longAnswerTokens : Math.min(tokens, longAnswerTokens)
  return answerTokens < max && (answerTokens === 0 || answerTokens % 1_024 !== 0)
}

function contentOf(page: PageToRead): object[] {
  const images = page.pictures.map(({ png }) => ({
    type: 'image_url',
    image_url: { url: `data:image/png;base64,${base64(png)}` },
  }))
  return [...images, { type: 'text', text: factsOf(page) }]
}

/** Whether the path contains an API version, as in https://host/v1beta/openai. */
function hasVersion(address: string): boolean {
  return new URL(address).pathname.split('/').some((segment) => /^v\d/.test(segment))
}

/** Small models tend to wrap the JSON in a Markdown fence. */
function withoutFence(text: string): string {
  const [first, last] = [text.indexOf('{'), text.lastIndexOf('}')]
  const fence = text.indexOf('```')
  return fence >= 0 && fence < first && last > first ? text.slice(first, last + 1) : text
}
