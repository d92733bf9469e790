// SPDX-License-Identifier: AGPL-3.0-or-later
// What the sender of a request owes for it, in tokens: all that its usage counts when the answer is whole; nothing when
// it was refused or broke off at our end; what its events had told when the sender left in the middle.
import { modelOf, priceOf } from './models.mjs'
import { sumOf } from './tokens.mjs'

const counts = ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens', 'output_tokens']

/** @param {any} usage @returns {number} */
export function tokensOf(usage) {
  return counts.reduce((sum, name) => sum + usage[name], 0) + total(beyondCounts(usage).map(tokensOf))
}

/** @param {number[]} numbers */
const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0)

/** What `iterations` lists that the counts around it leave out. @param {any} usage @returns {any[]} */
export function beyondCounts(usage) {
  return (usage.iterations ?? []).filter((/** @type {any} */ { type }) => type !== 'message')
}

/** Null where the price list does not say. @param {import('./models.mjs').Model} model @param {any} usage */
export function dollarsOf(model, usage) {
  const dollars = priceOf(model, usage)
  const beyond = beyondCounts(usage).map((one) => priceOf(modelOf(one.model) ?? model, one) ?? 0)
  return dollars === null ? null : dollars + total(beyond)
}

/** The same usage of a conversation that was condensed on the way, and of an answer on which a larger model advised. @param {any} usage */
export function withIterations(usage) {
  const cached = { cache_creation_input_tokens: 0, cache_read_input_tokens: 0, cache_creation: null }
  const reported = Object.fromEntries([...counts, 'cache_creation'].map((name) => [name, usage[name]]))
  const iterations = [
    { type: 'compaction', ...cached, input_tokens: 4000, output_tokens: 300 },
    { type: 'message', ...reported },
    { type: 'advisor_message', model: 'claude-opus-5-5', ...cached, input_tokens: 500, output_tokens: 40 },
  ]
  return { ...usage, iterations }
}

/**
 * Usage that does not add up is a mistake of the emulator's, which must not be charged.
 * @param {any} message
 * @param {import('./request.mjs').Asked} asked
 */
export function checkUsage({ usage, content }, asked) {
  const prompt = tokensOf(usage) - usage.output_tokens
  const { ephemeral_5m_input_tokens: short, ephemeral_1h_input_tokens: long } = usage.cache_creation
  if (counts.some((name) => !Number.isInteger(usage[name]) || usage[name] < 0)) throw new Error('Usage is no count')
  if (prompt !== sumOf(asked.parts)) throw new Error(`${prompt} tokens of a prompt of ${sumOf(asked.parts)}`)
  if (short + long !== usage.cache_creation_input_tokens) throw new Error('What was cached does not add up')
  if (usage.output_tokens < usage.output_tokens_details.thinking_tokens) throw new Error('More thought than said')
  if (content.length === 0 && usage.output_tokens > 0 && asked.request.max_tokens === 0)
    throw new Error('Tokens of an answer that may have none')
}

/** Reads along in the events of an answer. */
export class Bill {
  /** @type {Record<string, number>} */
  #reported = {}
  #pieces = 0
  #isWhole = false
  /** How long what was cached is kept. */
  #cached = {}
  /** @type {any[]} */
  #iterations = []

  /** @param {{type: string, [member: string]: any}} event */
  take(event) {
    const usage = event.message?.usage ?? event.usage ?? {}
    for (const name of counts)
      if (Number.isInteger(usage[name])) this.#reported[name] = Math.max(this.#reported[name] ?? 0, usage[name])
    this.#cached = usage.cache_creation ?? this.#cached
    this.#iterations = usage.iterations ?? this.#iterations
    if (event.type === 'content_block_delta') this.#pieces += 1
    if (event.type === 'message_stop') this.#isWhole = true
  }

  /** An incomplete answer counts at least one token for each piece. null before any count was sent. */
  get usage() {
    if (Object.keys(this.#reported).length === 0) return null
    const usage = { ...Object.fromEntries(counts.map((name) => [name, 0])), ...this.#reported }
    const { output_tokens: output = 0 } = usage
    const output_tokens = this.#isWhole ? output : Math.max(output, this.#pieces)
    return { ...usage, output_tokens, cache_creation: this.#cached, iterations: this.#iterations }
  }
}

/** Ways of reporting usage that cannot be relied on. @type {Record<string, (events: any[]) => any[]>} */
const usageFaults = {
  missing: (events) =>
    events.map((event) =>
      event.type === 'message_start'
        ? { ...event, message: { ...event.message, usage: undefined } }
        : { ...event, usage: undefined },
    ),
  twice: (events) => events.flatMap((event) => (event.type === 'message_delta' ? [event, event] : [event])),
  shrinking: (events) =>
    events.flatMap((event) =>
      event.type === 'message_delta'
        ? [event, { ...event, usage: { ...event.usage, input_tokens: 0, output_tokens: 1 } }]
        : [event],
    ),
  iterations: (events) => events,
}
export const usageFaultNames = Object.keys(usageFaults)

/** @param {any[]} events @param {string | undefined} way */
export function withUsageFault(events, way) {
  return way ? (usageFaults[way]?.(events) ?? events) : events
}
