// SPDX-License-Identifier: AGPL-3.0-or-later
// The models of November 2026: what each takes, and what it costs where the price list says so.

/**
 * @typedef {object} Model
 * @property {string} id
 * @property {string[]} aliases
 * @property {string} name
 * @property {string} created
 * @property {number} context tokens
 * @property {number} output tokens
 * @property {Price | null} price
 * @property {{edge: number, tokens: number, max: number}} images longest edge in pixels and squares of 28 pixels
 *   before an image is made smaller; images in one request
 * @property {number} bytesPerToken our rule for text: the newer tokenizer counts a third more
 * @property {number} minCacheTokens tokens
 * @property {boolean} thinks by default
 * @property {string[]} thinking the types that it takes
 * @property {string | null} effort its default effort; null: the model has no such setting
 * @property {'always' | 'without thinking' | 'not supported' | 'not compatible'} forcedTools
 * @property {boolean} prefill
 * @property {boolean} sampling
 */

/**
 * Dollars for a million tokens. `beyond`: what a prompt of more tokens costs. `cacheRead`: share of `input`.
 * @typedef {{input: number, output: number, cacheRead: number, beyond?: {tokens: number, input: number, output: number}}} Price
 */

const large = { edge: 2576, tokens: 4784, max: 600 }
const small = { edge: 1568, tokens: 1568, max: 100 }

/** What most models of the fifth generation share. @type {Omit<Model, 'id' | 'name' | 'created'>} */
const fifth = {
  aliases: [],
  context: 1_000_000,
  output: 128_000,
  price: null,
  images: large,
  bytesPerToken: 3,
  minCacheTokens: 512,
  thinks: true,
  thinking: ['adaptive'],
  effort: 'high',
  forcedTools: 'not compatible',
  prefill: false,
  sampling: false,
}

/** What the models before share; their limits beside prices and caching are as remembered. @type {typeof fifth} */
const fourth = {
  ...fifth,
  thinks: false,
  thinking: ['adaptive', 'disabled'],
  minCacheTokens: 4096,
  forcedTools: 'without thinking',
}
/** @type {typeof fifth} */
const older = {
  ...fourth,
  context: 200_000,
  output: 64_000,
  images: small,
  bytesPerToken: 4,
  thinking: ['enabled', 'disabled'],
  effort: null,
  prefill: true,
  sampling: true,
}

/** Newest first, as the service lists them. @type {Model[]} */
export const models = [
  { ...fifth, id: 'claude-fable-5-2', name: 'Claude Fable 5.2', created: '2026-11-10' },
  { ...fifth, id: 'claude-mythos-5-2', name: 'Claude Mythos 5.2', created: '2026-11-10' },
  {
    ...fifth,
    id: 'claude-haiku-5-5',
    name: 'Claude Haiku 5.5',
    created: '2026-10-28',
    price: { input: 0.1, output: 0.5, cacheRead: 0.1, beyond: { tokens: 100_000, input: 0.5, output: 2.5 } },
    thinking: ['adaptive', 'disabled'],
    effort: 'medium',
    forcedTools: 'always',
  },
  {
    ...fifth,
    id: 'claude-sonnet-5-5',
    name: 'Claude Sonnet 5.5',
    created: '2026-10-14',
    price: { input: 2, output: 10, cacheRead: 0.05 },
    thinking: ['adaptive', 'between_tools'],
    forcedTools: 'not supported',
  },
  { ...fifth, id: 'claude-fable-5-1', name: 'Claude Fable 5.1', created: '2026-09-22' },
  {
    ...fifth,
    id: 'claude-opus-5-5',
    name: 'Claude Opus 5.5',
    created: '2026-09-15',
    price: { input: 4, output: 20, cacheRead: 0.05 },
    effort: 'medium',
    forcedTools: 'not supported',
  },
  { ...fifth, id: 'claude-mythos-5-1', name: 'Claude Mythos 5.1', created: '2026-09-01' },
  {
    ...fifth,
    id: 'claude-sonnet-5',
    name: 'Claude Sonnet 5',
    created: '2026-07-14',
    thinking: ['adaptive', 'disabled'],
    forcedTools: 'without thinking',
  },
  { ...fifth, id: 'claude-fable-5', name: 'Claude Fable 5', created: '2026-07-01' },
  { ...fifth, id: 'claude-mythos-5', name: 'Claude Mythos 5', created: '2026-07-01' },
  {
    ...fifth,
    id: 'claude-opus-5',
    name: 'Claude Opus 5',
    created: '2026-06-16',
    thinking: ['adaptive', 'disabled'],
    forcedTools: 'without thinking',
  },
  { ...fourth, id: 'claude-opus-4-8', name: 'Claude Opus 4.8', created: '2026-05-12', minCacheTokens: 1024 },
  { ...fourth, id: 'claude-opus-4-7', name: 'Claude Opus 4.7', created: '2026-04-14' },
  { ...fifth, id: 'claude-mythos-preview', name: 'Claude Mythos Preview', created: '2026-04-07' },
  {
    ...older,
    id: 'claude-opus-4-6',
    name: 'Claude Opus 4.6',
    created: '2026-02-05',
    output: 128_000,
    thinking: ['adaptive', 'enabled', 'disabled'],
    effort: 'high',
    prefill: false,
  },
  {
    ...older,
    id: 'claude-sonnet-4-6',
    name: 'Claude Sonnet 4.6',
    created: '2026-02-17',
    thinking: ['adaptive', 'enabled', 'disabled'],
    effort: 'high',
    prefill: false,
    minCacheTokens: 2048,
  },
  {
    ...older,
    id: 'claude-haiku-4-5-20251001',
    aliases: ['claude-haiku-4-5'],
    name: 'Claude Haiku 4.5',
    created: '2025-10-01',
    price: { input: 1, output: 5, cacheRead: 0.1 },
  },
  {
    ...older,
    id: 'claude-opus-4-5-20251101',
    aliases: ['claude-opus-4-5'],
    name: 'Claude Opus 4.5',
    created: '2025-11-01',
    effort: 'high',
  },
  {
    ...older,
    id: 'claude-sonnet-4-5-20250929',
    aliases: ['claude-sonnet-4-5'],
    name: 'Claude Sonnet 4.5',
    created: '2025-09-29',
    minCacheTokens: 1024,
  },
]

/** @param {string} id */
export function modelOf(id) {
  return models.find((model) => model.id === id || model.aliases.includes(id))
}

/**
 * @param {Model} model
 * @param {{thinking?: {type: string}}} request
 */
export function thinks(model, request) {
  return request.thinking ? request.thinking.type !== 'disabled' : model.thinks
}

/**
 * What a request costs in dollars; null where the price list does not say.
 * @param {Model} model
 * @param {any} usage
 */
export function priceOf(model, usage) {
  if (!model.price) return null
  const written = usage.cache_creation ?? {}
  const prompt = usage.input_tokens + usage.cache_creation_input_tokens + usage.cache_read_input_tokens
  const { beyond, cacheRead } = model.price
  const price = beyond && prompt > beyond.tokens ? beyond : model.price
  const input =
    usage.input_tokens +
    1.25 * (written.ephemeral_5m_input_tokens ?? 0) +
    2 * (written.ephemeral_1h_input_tokens ?? 0) +
    cacheRead * usage.cache_read_input_tokens
  const dollars = (input * price.input + usage.output_tokens * price.output) / 1e6
  return usage.service_tier === 'batch' ? dollars / 2 : dollars
}
