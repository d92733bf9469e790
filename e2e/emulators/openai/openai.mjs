// SPDX-License-Identifier: AGPL-3.0-or-later
// A strict emulator of services with chat completions as OpenAI has them: OpenAI itself, OpenRouter, Gemini, or a model at
// home in Ollama. It reads pages as the emulator of Claude does.
import { createHash } from 'node:crypto'
import { isWhole, sizeOf } from '../claude/images.mjs'
import { readingOf } from '../claude/reading.mjs'
import { listen } from '../listen.mjs'
import { realAnswersOf } from '../real-answers.mjs'
import { embed, embeddingModels } from './embeddings.mjs'
import { answerTokens, demand, Refusal, services } from './services.mjs'

/**
 * What was asked, what was wrong with it, what was answered, how long answers were allowed to be, and the texts that
 * were embedded.
 * @typedef {{calls: string[], violations: string[], statuses: number[], limits: object[], embedded: string[][]}} Log
 */

/**
 * @param {object} [options]
 * @param {string} [options.as] the service
 * @param {string} [options.key] every key is known unless one is given
 * @param {string} [options.origin] of the web page that may ask it, as OLLAMA_ORIGINS has it; "*": any
 * @param {string} [options.refuses] a parameter that it doesn't know
 * @param {number} [options.port]
 */
export async function startOpenAi({ as = 'ollama', key = '', origin = '', refuses = '', port = 0 } = {}) {
  const emulator = new OpenAiEmulator(as, key, origin, refuses)
  const { address, close } = await listen(
    {
      serve: (request, response) => emulator.serve(request, response),
      control: (request, response) => emulator.control(request, response),
    },
    port,
  )
  return {
    address: `${address}${emulator.service.path.replace('/chat/completions', '')}`,
    close,
  }
}

const known = {
  request: [
    ...['model', 'messages', 'response_format', 'max_tokens', 'max_completion_tokens'],
    ...['stream', 'stream_options'],
  ],
  message: ['role', 'content'],
}

class OpenAiEmulator {
  /** @type {Log} */
  log = { calls: [], violations: [], statuses: [], limits: [], embedded: [] }
  /** What the next requests are answered, by names of shared/ocr/real-answers.json without the service's. @type {string[]} */
  #says = []
  /** What goes wrong with the next embeddings: names of faults, '' for none. @type {string[]} */
  #faults = []
  /** What images read as: Markdown by SHA-256. @type {Map<string, import('../claude/reading.mjs').Told>} */
  #texts = new Map()

  /** @param {string} as @param {string} key @param {string} origin @param {string} refuses */
  constructor(as, key, origin, refuses) {
    const service = services[as]
    if (!service) throw new Error(`There is no service ${as}`)
    this.as = as
    this.key = key
    this.origin = origin
    this.refuses = refuses
    this.service = service
  }

  /** GET log, PUT says, PUT faults, PUT texts below /emulator/. @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async control(request, response) {
    const text = await textOf(request)
    if (request.url === '/emulator/says') this.#says = JSON.parse(text)
    else if (request.url === '/emulator/faults') this.#faults = JSON.parse(text)
    else if (request.url === '/emulator/texts') this.#texts = new Map(Object.entries(JSON.parse(text)))
    response.end(JSON.stringify(this.log))
  }

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async serve(request, response) {
    const text = await textOf(request)
    const { origin = '' } = request.headers
    /** @type {Record<string, string>} */
    const allowed = origin && [origin, '*'].includes(this.origin) ? { 'access-control-allow-origin': origin } : {}
    if (request.method === 'OPTIONS') {
      response.writeHead(204, { ...allowed, 'access-control-allow-headers': 'authorization, content-type' })
      response.end()
      return
    }
    this.log.calls.push(`${request.method} ${request.url}`)
    const fault = this.#isAboutEmbeddings(request) ? (this.#faults.shift() ?? '') : ''
    // The caller gives up at some time.
    if (fault === 'silence') return
    const { status, body, headers = {} } = this.#answer(request, text, fault)
    this.log.statuses.push(status)
    if (status === 200 && body.isStream) {
      response.writeHead(status, { 'content-type': 'text/event-stream', ...allowed })
      for (const event of body.events) response.write(`data: ${JSON.stringify(event)}\n\n`)
      response.end('data: [DONE]\n\n')
      return
    }
    response.writeHead(status, { 'content-type': 'application/json', ...allowed, ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

  get #embeddingsPath() {
    return this.service.path.replace('/chat/completions', '/embeddings')
  }

  /** @param {import('node:http').IncomingMessage} request */
  #isAboutEmbeddings({ url }) {
    return url === this.#embeddingsPath
  }

  /**
   * @param {import('node:http').IncomingMessage} request @param {string} text @param {string} fault
   * @returns {{status: number, body: any, headers?: Record<string, string>}}
   */
  #answer({ method, url, headers }, text, fault) {
    const real = realAnswersOf(this.as).get(this.#says.shift() ?? '')
    if (real) return real
    try {
      const isEmbedding = url === this.#embeddingsPath
      demand(method === 'POST' && (isEmbedding || url === this.service.path), 'Invalid URL', {}, 404)
      const given = headers.authorization ?? ''
      if (this.key && given !== `Bearer ${this.key}`) throw this.service.badKey(given.replace('Bearer ', ''))
      demand(headers['content-type'] === 'application/json', 'Unsupported content type')
      if (fault.startsWith('busy')) return busy(fault)
      demand(
        fault !== 'broken',
        'The server had an error while processing your request.',
        { type: 'server_error' },
        500,
      )
      const request = JSON.parse(text)
      return { status: 200, body: isEmbedding ? this.#embed(request, fault) : this.#complete(request) }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.log.violations.push(error.message)
      return { status: error.status, body: this.service.body(error) }
    }
  }

  /** @param {any} request @param {string} fault */
  #embed(request, fault) {
    if (!Object.hasOwn(embeddingModels, request.model)) throw this.service.noModel(request.model)
    const answer = embed(request, fault)
    this.log.embedded.push([request.input].flat())
    return answer
  }

  /** @param {any} request */
  #complete(request) {
    const { max_tokens, max_completion_tokens, stream = false, stream_options: options } = request
    this.log.limits.push({ max_tokens, max_completion_tokens })
    demandOnly(
      request,
      known.request.filter((name) => name !== this.refuses),
    )
    if (!Object.hasOwn(this.service.models, request.model)) throw this.service.noModel(request.model)
    const hasMessages = Array.isArray(request.messages) && request.messages.length > 0
    demand(hasMessages, "Missing required parameter: 'messages'.", { param: 'messages' })
    for (const message of request.messages) demandOnly(message, known.message)
    const images = imagesIn(request)
    demand(!options || stream, "The 'stream_options' parameter is only allowed when 'stream' is enabled.", {
      param: 'stream_options',
    })
    const promptTokens = images.length > 0 ? 1000 * images.length + 500 : 20
    const room = answerTokens(this.service, request, promptTokens)
    const whole = this.#textFor(request, images)
    const text = whole.slice(0, 4 * room)
    const usage = { prompt_tokens: promptTokens, completion_tokens: Math.ceil(text.length / 4) }
    const reason = text === whole ? 'stop' : 'length'
    const common = { id: 'chatcmpl-1', model: request.model }
    if (stream) return { isStream: true, events: eventsOf(common, text, reason, options?.include_usage ? usage : null) }
    return {
      ...common,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: text, refusal: null },
          finish_reason: reason,
        },
      ],
      usage,
    }
  }

  /** @param {any} request @param {import('../claude/pictures.mjs').Picture[]} images */
  #textFor({ response_format: format, messages }, images) {
    demand(
      !format || (format.type === 'json_schema' && format.json_schema?.strict === true),
      'Invalid response_format.',
      { param: 'response_format' },
    )
    if (!format) return repeatedIn(messages.at(-1).content) ?? 'Hello'
    return JSON.stringify(readingOf(JSON.parse(messages.at(-1).content.at(-1).text).pages, images, this.#texts))
  }
}

/** `busy 20`: too many requests, for so many seconds. @param {string} fault */
function busy(fault) {
  const error = { message: 'Rate limit reached', type: 'requests', param: null, code: 'rate_limit_exceeded' }
  return { status: 429, body: { error }, headers: { 'retry-after': fault.split(' ')[1] ?? '1' } }
}

/**
 * The pieces of a streamed answer: one for each word, then its end and, in a piece of its own, what it took.
 * @param {object} common @param {string} text @param {string} reason @param {object | null} usage
 */
function eventsOf(common, text, reason, usage) {
  /** @param {object} delta @param {string | null} [finish_reason] */
  const piece = (delta, finish_reason = null) => ({
    ...common,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason }],
  })
  const words = text.match(/\S+\s*|\s+/g) ?? []
  return [
    piece({ role: 'assistant', content: '' }),
    ...words.map((content) => piece({ content })),
    piece({}, reason),
    ...(usage ? [{ ...common, object: 'chat.completion.chunk', choices: [], usage }] : []),
  ]
}

/** What the question says is to be repeated. @param {any} content */
function repeatedIn(content) {
  const question = typeof content === 'string' ? content : content.at(-1)?.text
  return /Repeat exactly: ([\s\S]+)/.exec(question ?? '')?.[1]
}

/** @param {import('node:http').IncomingMessage} request */
async function textOf(request) {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

/** @param {object} value @param {string[]} names */
function demandOnly(value, names) {
  for (const name of Object.keys(value))
    demand(names.includes(name), `Unknown parameter: '${name}'.`, { param: name, code: 'unknown_parameter' })
}

/** @param {any} request */
function imagesIn(request) {
  const content = request.messages.at(-1).content
  if (typeof content === 'string') return []
  return content
    .filter((/** @type {any} */ { type }) => type === 'image_url')
    .map((/** @type {any} */ part) => {
      const data = /^data:image\/png;base64,([A-Za-z0-9+/]+=*)$/.exec(part.image_url?.url)?.[1]
      demand(data, 'Invalid image URL.')
      const bytes = Buffer.from(data, 'base64')
      const size = sizeOf(bytes)
      demand(size && isWhole(bytes), 'The image could not be read.')
      return { sha256: createHash('sha256').update(bytes).digest('hex'), ...size }
    })
}
