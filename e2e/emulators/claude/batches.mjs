// SPDX-License-Identifier: AGPL-3.0-or-later
// /v1/messages/batches: many requests at half the price, some time later. A batch is in progress when it is first
// looked at and has ended when it is looked at again, unless the script holds it.
import { newId } from './answer.mjs'
import { errorBody, errorType, Refusal } from './checks.mjs'
import { messageOf } from './faults.mjs'
import { dictionary, list, object, refuse, text } from './fields.mjs'
import { answerAndNote, contextOf, noteAsked, parsed } from './messages.mjs'
import { pageOf } from './pages.mjs'
import { readRequest } from './request.mjs'
import { Random } from './words.mjs'

const dayMs = 86_400_000
const maxRequests = 100_000

/** @typedef {import('./exchange.mjs').Exchange} Exchange */
/** @typedef {{custom_id: string, params: any}} Item */
/** @typedef {{type: string, [member: string]: any}} Result */

/**
 * @typedef {object} Batch
 * @property {string} id
 * @property {string} key
 * @property {Item[]} items
 * @property {import('./request.mjs').Context} context
 * @property {Date} created
 * @property {Date | null} ended
 * @property {Date | null} cancelled
 * @property {boolean} wasSeen
 * @property {Map<string, Result>} results
 */

/** @type {import('./fields.mjs').Shape} */
const customId = (value, path) => {
  text(value, path)
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(value)) refuse(path, "String should match pattern '^[a-zA-Z0-9_-]{1,64}$'", 23)
}
const batchShape = object({ requests: list(object({ custom_id: customId, params: dictionary })) })

export class Batches {
  /** Newest first. @type {Batch[]} */
  #batches = []

  /** @param {Exchange} exchange @param {Buffer} body */
  create(exchange, body) {
    const { requests } = checked(parsed(body))
    /** @type {Batch} */
    const batch = {
      id: newId('msgbatch'),
      key: exchange.key,
      items: requests,
      context: contextOf(exchange),
      created: new Date(),
      ended: null,
      cancelled: null,
      wasSeen: false,
      results: new Map(),
    }
    this.#batches.unshift(batch)
    exchange.send(200, shown(batch, exchange))
  }

  /** @param {Exchange} exchange @param {string} id */
  get(exchange, id) {
    const batch = this.#find(exchange.key, id)
    if (batch.cancelled && !batch.ended) this.end(exchange.emulator, batch.id)
    else if (!batch.wasSeen) batch.wasSeen = true
    else if (!exchange.emulator.script.holdsBatches && !batch.ended) this.end(exchange.emulator, batch.id)
    exchange.send(200, shown(batch, exchange))
  }

  /** @param {Exchange} exchange */
  list(exchange) {
    const own = this.#batches.filter(({ key }) => key === exchange.key).map((batch) => shown(batch, exchange))
    exchange.send(200, pageOf(own, exchange.url.searchParams))
  }

  /** @param {Exchange} exchange @param {string} id */
  cancel(exchange, id) {
    const batch = this.#find(exchange.key, id)
    if (batch.ended) throw new Refusal(23, `Batch ${id} has already ended`)
    batch.cancelled ??= new Date()
    exchange.send(200, shown(batch, exchange))
  }

  /** @param {Exchange} exchange @param {string} id */
  delete(exchange, id) {
    const batch = this.#find(exchange.key, id)
    if (!batch.ended) throw new Refusal(23, `Batch ${id} cannot be deleted while it is being processed`)
    this.#batches.splice(this.#batches.indexOf(batch), 1)
    exchange.send(200, { id, type: 'message_batch_deleted' })
  }

  /** @param {Exchange} exchange @param {string} id */
  results(exchange, id) {
    const batch = this.#find(exchange.key, id)
    if (!batch.ended) throw new Refusal(23, `Batch ${id} has no available results`, 404)
    const lines = [...batch.results].map(([custom_id, result]) => JSON.stringify({ custom_id, result }))
    const mixed = new Random(id).shuffled(lines)
    exchange.send(200, mixed.map((line) => `${line}\n`).join(''), { 'content-type': 'application/x-jsonl' })
  }

  /**
   * Reads all that is to be read.
   * @param {import('./emulator.mjs').Emulator} emulator
   * @param {string} id
   * @param {string[]} [expired] those whose time ran out
   */
  end(emulator, id, expired = []) {
    const batch = this.#batches.find((one) => one.id === id)
    if (!batch || batch.ended) throw new Refusal(0, `Not in progress: ${id}`, 404)
    for (const item of batch.items) {
      const result = expired.includes(item.custom_id) ? { type: 'expired' } : resultOf(emulator, batch, item)
      batch.results.set(item.custom_id, batch.cancelled ? { type: 'canceled' } : result)
    }
    batch.ended = new Date()
  }

  /** @param {string} key @param {string} id */
  #find(key, id) {
    const batch = this.#batches.find((one) => one.id === id && one.key === key)
    if (!batch) throw new Refusal(0, `Not found: ${id}`, 404)
    return batch
  }
}

/** @param {any} body @returns {{requests: Item[]}} */
function checked(body) {
  batchShape(body, '')
  if (body.requests.length === 0) refuse('requests', 'List should have at least 1 item after validation', 23)
  if (body.requests.length > maxRequests) refuse('requests', `at most ${maxRequests} requests are permitted`, 23)
  const seen = new Set()
  for (const [index, { custom_id }] of body.requests.entries()) {
    if (seen.has(custom_id)) refuse(`requests.${index}.custom_id`, `custom_id must be unique: ${custom_id}`, 23)
    seen.add(custom_id)
  }
  return body
}

/** @param {import('./emulator.mjs').Emulator} emulator @param {Batch} batch @param {Item} item @returns {Result} */
function resultOf(emulator, batch, { custom_id, params }) {
  if (batch.cancelled) return { type: 'canceled' }
  const id = newId('req')
  const entry = emulator.log.begin({ id, method: 'POST', path: '/v1/messages/batches', custom_id })
  emulator.log.end()
  const errored = (/** @type {number} */ status, /** @type {string} */ message) => {
    entry.status = status
    return { type: 'errored', error: errorBody(errorType(status), message, id) }
  }
  try {
    if (params.stream) refuse('stream', 'Streaming is not supported in batches', 23)
    const asked = readRequest(params, batch.context)
    noteAsked(entry, asked)
    const fault = emulator.script.take('batch', JSON.stringify(params))
    if (fault) entry.fault = Object.keys(fault)
    if (fault?.status) return errored(fault.status, fault.message ?? messageOf(fault.status))
    const message = answerAndNote(emulator, entry, asked, { key: batch.key, fault, tier: 'batch' })
    entry.status = 200
    return { type: 'succeeded', message }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    emulator.log.violation(error.check, error.message, id)
    return errored(error.status, error.message)
  }
}

/** @param {Batch} batch @param {Exchange} exchange */
function shown(batch, { request, emulator }) {
  const counts = { canceled: 0, errored: 0, expired: 0, processing: batch.ended ? 0 : batch.items.length, succeeded: 0 }
  for (const { type } of batch.results.values()) counts[/** @type {keyof typeof counts} */ (type)] += 1
  const origin = request.headers.host ? `http://${request.headers.host}` : emulator.address
  return {
    id: batch.id,
    type: 'message_batch',
    processing_status: batch.ended ? 'ended' : batch.cancelled ? 'canceling' : 'in_progress',
    request_counts: counts,
    created_at: batch.created.toISOString(),
    expires_at: new Date(batch.created.getTime() + dayMs).toISOString(),
    ended_at: batch.ended?.toISOString() ?? null,
    cancel_initiated_at: batch.cancelled?.toISOString() ?? null,
    archived_at: null,
    results_url: batch.ended ? `${origin}/v1/messages/batches/${batch.id}/results` : null,
  }
}
