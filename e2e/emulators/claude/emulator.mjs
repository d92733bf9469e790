// SPDX-License-Identifier: AGPL-3.0-or-later
// The state of one emulator, and which address does what.
import { Batches } from './batches.mjs'
import { answersPreflight, refuseHidden } from './browsers.mjs'
import { PromptCache } from './cache.mjs'
import { Refusal } from './checks.mjs'
import { Exchange } from './exchange.mjs'
import { Script } from './faults.mjs'
import { Files } from './files.mjs'
import { Log } from './log.mjs'
import { countTokens, createMessage } from './messages.mjs'
import { modelOf, models } from './models.mjs'
import { pageOf } from './pages.mjs'
import { hashOfRequest, keyOf, Rates } from './rates.mjs'
import { versionOf } from './request.mjs'

const megabyte = 1024 * 1024
const maxBytes = { messages: 32 * megabyte, batches: 256 * megabyte, files: 500 * megabyte }

/** @typedef {{method: string, path: RegExp, max?: number, run: (exchange: Exchange, body: Buffer, id: string) => unknown}} Route */

export class Emulator {
  address = ''
  log = new Log()
  script = new Script()
  rates = new Rates()
  cache = new PromptCache()
  files = new Files()
  batches = new Batches()
  /** What images read as: Markdown by SHA-256. @type {Map<string, import('./reading.mjs').Told>} */
  texts = new Map()

  /** @param {string[]} keys that are known; every key is when there is none */
  constructor(keys) {
    this.keys = keys
  }

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async serve(request, response) {
    if (answersPreflight(request, response)) return
    const exchange = new Exchange(this, request, response)
    try {
      await this.#run(exchange)
    } catch (error) {
      if (error instanceof Refusal) {
        this.log.violation(error.check, error.message, exchange.id)
        exchange.sendError(error.status, error.message)
      } else if (!exchange.isGone && !request.errored) throw error
    }
  }

  /** @param {Exchange} exchange */
  async #run(exchange) {
    const { method = '', headers } = exchange.request
    const { pathname } = exchange.url
    const here = routes.filter(({ path }) => path.test(pathname))
    const route = here.find((one) => one.method === method)
    const body = await exchange.readBody(route?.max ?? maxBytes.messages)
    refuseHidden(exchange.request)
    const key = keyOf(headers)
    if (this.keys.length > 0 && !this.keys.includes(key)) throw new Refusal(1, 'invalid x-api-key', 401)
    exchange.key = key
    if (!route) throw new Refusal(0, here.length > 0 ? 'Method Not Allowed' : 'Not Found', here.length > 0 ? 405 : 404)
    versionOf(headers)
    exchange.hash = hashOfRequest(key, pathname, body)
    const early = this.rates.comesEarly(exchange.hash)
    if (early > 0) exchange.soft(24, `${pathname} is asked again ${early} ms before retry-after has passed`)
    await route.run(exchange, body, route.path.exec(pathname)?.[1] ?? '')
  }
}

/** @param {import('./models.mjs').Model} model */
function shownModel(model) {
  return {
    id: model.id,
    type: 'model',
    display_name: model.name,
    created_at: `${model.created}T00:00:00Z`,
    lifecycle: 'active',
    line: model.id.split('-')[1],
    max_input_tokens: model.context,
    max_tokens: model.output,
    deprecated_at: null,
    retires_at: null,
    capabilities: null,
  }
}

/** @type {Route[]} */
const routes = [
  { method: 'POST', path: /^\/v1\/messages$/, run: createMessage },
  { method: 'POST', path: /^\/v1\/messages\/count_tokens$/, run: countTokens },
  {
    method: 'POST',
    path: /^\/v1\/messages\/batches$/,
    max: maxBytes.batches,
    run: (exchange, body) => exchange.emulator.batches.create(exchange, body),
  },
  { method: 'GET', path: /^\/v1\/messages\/batches$/, run: (exchange) => exchange.emulator.batches.list(exchange) },
  {
    method: 'GET',
    path: /^\/v1\/messages\/batches\/(\w+)$/,
    run: (exchange, _body, id) => exchange.emulator.batches.get(exchange, id),
  },
  {
    method: 'DELETE',
    path: /^\/v1\/messages\/batches\/(\w+)$/,
    run: (exchange, _body, id) => exchange.emulator.batches.delete(exchange, id),
  },
  {
    method: 'POST',
    path: /^\/v1\/messages\/batches\/(\w+)\/cancel$/,
    run: (exchange, _body, id) => exchange.emulator.batches.cancel(exchange, id),
  },
  {
    method: 'GET',
    path: /^\/v1\/messages\/batches\/(\w+)\/results$/,
    run: (exchange, _body, id) => exchange.emulator.batches.results(exchange, id),
  },
  {
    method: 'POST',
    path: /^\/v1\/files$/,
    max: maxBytes.files,
    run: (exchange, body) => exchange.emulator.files.upload(exchange, body),
  },
  { method: 'GET', path: /^\/v1\/files$/, run: (exchange) => exchange.emulator.files.list(exchange) },
  {
    method: 'GET',
    path: /^\/v1\/files\/(\w+)$/,
    run: (exchange, _body, id) => exchange.emulator.files.get(exchange, id),
  },
  {
    method: 'DELETE',
    path: /^\/v1\/files\/(\w+)$/,
    run: (exchange, _body, id) => exchange.emulator.files.delete(exchange, id),
  },
  {
    method: 'GET',
    path: /^\/v1\/models$/,
    run: (exchange) => exchange.send(200, pageOf(models.map(shownModel), exchange.url.searchParams)),
  },
  {
    method: 'GET',
    path: /^\/v1\/models\/([\w.-]+)$/,
    run(exchange, _body, id) {
      const model = modelOf(id)
      if (!model) throw new Refusal(6, `model: ${id}`, 404)
      exchange.send(200, shownModel(model))
    },
  },
]
