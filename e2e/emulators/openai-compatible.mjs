// SPDX-License-Identifier: AGPL-3.0-or-later
// A strict emulator of a service with chat completions as OpenAI has them, reading pages as the one of Claude does:
// `node openai-compatible.mjs [--key K] [--origin O]` prints {"address": …} when it listens. Without an origin no web page
// may ask it.
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { isWhole, sizeOf } from './claude/images.mjs'
import { readingOf } from './claude/reading.mjs'
import { listen } from './listen.mjs'

const { values } = parseArgs({
  options: {
    key: { type: 'string', default: '' },
    origin: { type: 'string', default: '' },
    model: { type: 'string', default: 'home-model' },
  },
})

/** What was asked, and what was wrong with it. @type {{calls: string[], violations: string[]}} */
const log = { calls: [], violations: [] }

class Refusal extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

/** @param {unknown} is @param {string} message @param {number} [status] @returns {asserts is} */
function demand(is, message, status = 400) {
  if (!is) throw new Refusal(status, message)
}

const known = { request: ['model', 'messages', 'response_format', 'max_tokens'], message: ['role', 'content'] }

/** @param {object} value @param {string[]} names */
function demandOnly(value, names) {
  for (const name of Object.keys(value)) demand(names.includes(name), `Unknown parameter: '${name}'.`)
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

/** @param {any} request */
function completionOf(request) {
  demandOnly(request, known.request)
  demand(request.model === values.model, `The model '${request.model}' does not exist`, 404)
  demand(Array.isArray(request.messages) && request.messages.length > 0, "Missing required parameter: 'messages'.")
  for (const message of request.messages) demandOnly(message, known.message)
  const images = imagesIn(request)
  const format = request.response_format
  demand(!format || (format.type === 'json_schema' && format.json_schema?.strict === true), 'Invalid response_format.')
  const facts = request.messages.at(-1).content
  const answer = format ? JSON.stringify(readingOf(JSON.parse(facts.at(-1).text).pages, images, new Map())) : 'Hello'
  return {
    object: 'chat.completion',
    model: request.model,
    choices: [{ index: 0, message: { role: 'assistant', content: answer, refusal: null }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1000 * images.length + 500, completion_tokens: Math.ceil(answer.length / 4) },
  }
}

/** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
async function serve(request, response) {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  const { origin = '', authorization = '' } = request.headers
  /** @type {Record<string, string>} */
  const allowed = values.origin && origin === values.origin ? { 'access-control-allow-origin': origin } : {}
  const send = (/** @type {number} */ status, /** @type {object} */ body) => {
    response.writeHead(status, { 'content-type': 'application/json', ...allowed })
    response.end(JSON.stringify(body))
  }
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { ...allowed, 'access-control-allow-headers': 'authorization, content-type' })
    response.end()
    return
  }
  log.calls.push(`${request.method} ${request.url}`)
  try {
    demand(request.method === 'POST' && request.url === '/v1/chat/completions', 'Invalid URL', 404)
    demand(!values.key || authorization === `Bearer ${values.key}`, `Incorrect API key provided: ${authorization}`, 401)
    demand(request.headers['content-type'] === 'application/json', 'Unsupported content type')
    send(200, completionOf(JSON.parse(Buffer.concat(pieces).toString())))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    log.violations.push(error.message)
    send(error.status, { error: { message: error.message, type: 'invalid_request_error', code: null } })
  }
}

/** @param {import('node:http').IncomingMessage} _ @param {import('node:http').ServerResponse} response */
async function control(_, response) {
  response.end(JSON.stringify(log))
}

const { address, close } = await listen({ serve, control }, 0)
console.log(JSON.stringify({ address }))
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => close().then(() => process.exit()))
