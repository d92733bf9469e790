// SPDX-License-Identifier: AGPL-3.0-or-later
// POST /v1/messages and /v1/messages/count_tokens.
import { answerTo } from './answer.mjs'
import { checkUsage, dollarsOf, tokensOf, withIterations } from './bill.mjs'
import { Refusal } from './checks.mjs'
import { pagesAskedFor } from './reading.mjs'
import { readCount, readRequest, versionOf } from './request.mjs'

/** @typedef {import('./exchange.mjs').Exchange} Exchange */

/** @param {Buffer} body */
export function parsed(body) {
  try {
    return JSON.parse(body.toString())
  } catch {
    throw new Refusal(0, 'The request body is not valid JSON')
  }
}

/** @param {Exchange} exchange @returns {import('./request.mjs').Context} */
export function contextOf(exchange) {
  const { emulator, key } = exchange
  return {
    key,
    version: versionOf(exchange.request.headers),
    file: (id) => emulator.files.bytesOf(key, id),
    soft: (check, detail) => exchange.soft(check, detail),
  }
}

/** Notes in the log what is asked. @param {import('./log.mjs').Entry} entry @param {import('./request.mjs').Asked} asked */
export function noteAsked(entry, asked) {
  entry.model = asked.model.id
  entry.images = [...asked.pictures.values()]
  entry.documents = asked.request.messages
    .flatMap((/** @type {any} */ { content }) => (Array.isArray(content) ? content : []))
    .filter((/** @type {any} */ { type }) => type === 'document')
    .map((/** @type {any} */ { title, source }) => ({ title, text: source.data }))
  entry.owner_words = (pagesAskedFor(asked.request) ?? []).flatMap(({ owner_words }) => owner_words ?? [])
  entry.may_act = (asked.request.tools ?? []).length > 0
}

/**
 * @param {import('./emulator.mjs').Emulator} emulator
 * @param {import('./log.mjs').Entry} entry
 * @param {import('./request.mjs').Asked} asked
 * @param {{key: string, fault: import('./faults.mjs').Fault | undefined, tier: 'standard' | 'batch'}} how
 */
export function answerAndNote(emulator, entry, asked, { key, fault, tier }) {
  const cached = emulator.cache.account(key, asked.model, asked.parts, asked.breakpoints)
  const message = answerTo(asked, { texts: emulator.texts, cached, fault, tier })
  checkUsage(message, asked)
  if (fault?.usage === 'iterations') message.usage = withIterations(message.usage)
  if (tier === 'batch') entry.owed = tokensOf(message.usage)
  emulator.rates.spend(key, message.usage)
  entry.stop_reason = message.stop_reason
  entry.usage = message.usage
  entry.dollars = dollarsOf(asked.model, message.usage)
  return message
}

/** @param {Exchange} exchange @param {Buffer} body */
export async function createMessage(exchange, body) {
  const { emulator, entry, key } = exchange
  const { script, rates } = emulator
  const request = parsed(body)
  const asked = readRequest(request, contextOf(exchange))
  noteAsked(entry, asked)
  entry.stream = request.stream === true
  const seconds = rates.count(key, script.requestsPerMinute)
  if (seconds !== undefined)
    return exchange.sendError(429, "This request would exceed your organization's rate limit.", { retryAfter: seconds })
  const fault = script.take('/v1/messages', body)
  if (fault) entry.fault = Object.keys(fault)
  await exchange.wait(script.afterMs + (fault?.after_ms ?? 0))
  if (fault?.held) await exchange.holdUntil(script.released())
  if (await exchange.isDisturbedBy(fault)) return
  await exchange.sendMessage(answerAndNote(emulator, entry, asked, { key, fault, tier: 'standard' }), fault)
}

/** @param {Exchange} exchange @param {Buffer} body */
export async function countTokens(exchange, body) {
  const asked = readCount(parsed(body), contextOf(exchange))
  noteAsked(exchange.entry, asked)
  const fault = exchange.emulator.script.take('/v1/messages/count_tokens', body)
  if (await exchange.isDisturbedBy(fault)) return
  exchange.send(200, { input_tokens: asked.tokens })
}
