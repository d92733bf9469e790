// SPDX-License-Identifier: AGPL-3.0-or-later
// Embeddings as OpenAI has them: what is taken and refused, and vectors in which words of one meaning are near.
import { demand } from './services.mjs'

const maxInputs = 2048
const maxTokensOfInput = 8192
const maxTokensOfAll = 300_000
const parameters = ['model', 'input', 'encoding_format', 'dimensions', 'user']

/** The models, and the length of their vectors. @type {Record<string, number>} */
export const embeddingModels = {
  'text-embedding-3-small': 1536,
  'text-embedding-3-large': 3072,
  'home-embeddings': 64,
}

/** Words of one meaning. */
const meanings = [
  ['boat', 'ship', 'vessel', 'sail', 'sailing', 'yacht', 'schiff', 'boot'],
  ['sea', 'ocean', 'water', 'waves', 'coast', 'harbour', 'meer'],
  ['money', 'invoice', 'bill', 'payment', 'pay', 'costs', 'budget', 'rechnung', 'geld'],
  ['dog', 'puppy', 'hound', 'hund'],
  ['bread', 'loaf', 'baking', 'oven', 'flour', 'brot'],
  ['tired', 'sleep', 'rest', 'night', 'bed', 'schlaf'],
]

/** Of words that say nothing of what a text is about. */
const silent = new Set(['a', 'an', 'the', 'of', 'on', 'in', 'at', 'to', 'and', 'is', 'was', 'we', 'i', 'for', 'with'])

/** @param {string} text */
function tokensOf(text) {
  return Math.ceil(Buffer.byteLength(text) / 4)
}

/** @param {string} word */
function hashOf(word) {
  let hash = 2_166_136_261
  for (const letter of word) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0
  return hash
}

/** Numbers that look random and are always the same. @param {number} seed @param {number} length */
function directionOf(seed, length) {
  let state = seed || 1
  return Array.from({ length }, () => {
    state = Math.imul(state ^ (state >>> 15), 2_246_822_519) >>> 0
    state = (state + 0x9e3779b9) >>> 0
    return state / 2 ** 31 - 1
  })
}

/** @param {string} text @param {number} length */
function vectorOf(text, length) {
  const words = (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']).filter((word) => !silent.has(word))
  const sum = new Array(length).fill(0)
  for (const word of words.length > 0 ? words : [text]) {
    const known = meanings.findIndex((group) => group.includes(word) || group.includes(word.replace(/s$/, '')))
    const seed = known < 0 ? hashOf(word) : hashOf(`meaning ${known}`)
    for (const [at, number] of directionOf(seed, length).entries()) sum[at] += known < 0 ? 0.5 * number : number
  }
  const size = Math.hypot(...sum)
  return sum.map((number) => Number((number / size).toFixed(7)))
}

/** @param {any} request */
function textsOf({ input }) {
  demand(input !== undefined, "Missing required parameter: 'input'.", { param: 'input' })
  const texts = typeof input === 'string' ? [input] : input
  demand(
    Array.isArray(texts) && texts.length > 0 && texts.every((text) => typeof text === 'string'),
    "Invalid type for 'input'.",
    { param: 'input' },
  )
  demand(
    texts.length <= maxInputs,
    `Invalid 'input': array too long. Expected an array with maximum length ${maxInputs}.`,
    {
      param: 'input',
      code: 'array_above_max_length',
    },
  )
  for (const text of texts) {
    demand(text !== '', "'$.input' is invalid. Please check the API reference: input cannot be an empty string.")
    const tokens = tokensOf(text)
    demand(
      tokens <= maxTokensOfInput,
      `This model's maximum context length is ${maxTokensOfInput} tokens, however you requested ${tokens} tokens.`,
    )
  }
  const all = texts.reduce((/** @type {number} */ sum, /** @type {string} */ text) => sum + tokensOf(text), 0)
  demand(all <= maxTokensOfAll, `Requested ${all} tokens, max ${maxTokensOfAll} tokens per request`, {
    type: 'max_tokens_per_request',
    code: 'max_tokens_per_request',
  })
  return texts
}

/**
 * What is wrong with an answer, by the name of the fault.
 * @type {Record<string, (answer: any) => any>}
 */
const faults = {
  'another-length': (answer) => withVectors(answer, (vector) => vector.slice(0, vector.length / 2)),
  'lengths-that-differ': (answer) => withVectors(answer, (vector, nth) => (nth === 0 ? vector : vector.slice(1))),
  'one-too-few': (answer) => ({ ...answer, data: answer.data.slice(1) }),
  'one-twice': (answer) => ({
    ...answer,
    data: answer.data.map((/** @type {object} */ item) => ({ ...item, index: 0 })),
  }),
  'not-numbers': (answer) => withVectors(answer, (vector) => ['NaN', ...vector.slice(1)]),
  zeros: (answer) => withVectors(answer, (vector) => vector.map(() => 0)),
  'another-model': (answer) => ({ ...answer, model: `${answer.model}-v2` }),
}

/** @param {any} answer @param {(vector: number[], nth: number) => unknown[]} change */
function withVectors(answer, change) {
  const data = answer.data.map((/** @type {any} */ item, /** @type {number} */ nth) => ({
    ...item,
    embedding: change(item.embedding, nth),
  }))
  return { ...answer, data }
}

/** As Python writes numbers that JSON doesn't know. @param {any} answer */
const withNaN = (answer) => JSON.stringify(answer).replace(/"embedding":\[[^,]+/, '"embedding":[NaN')

/**
 * The answer to a request, or its text if it isn't JSON.
 * @param {any} request @param {string} fault empty: none
 */
export function embed(request, fault) {
  for (const name of Object.keys(request))
    demand(parameters.includes(name), `Unknown parameter: '${name}'.`, { param: name, code: 'unknown_parameter' })
  const length = embeddingModels[request.model]
  demand(length !== undefined, 'The model is looked up before')
  demand(['float', undefined].includes(request.encoding_format), "Invalid value for 'encoding_format'.")
  const texts = textsOf(request)
  const tokens = texts.reduce((/** @type {number} */ sum, /** @type {string} */ text) => sum + tokensOf(text), 0)
  const answer = {
    object: 'list',
    data: texts.map((/** @type {string} */ text, /** @type {number} */ index) => ({
      object: 'embedding',
      index,
      embedding: vectorOf(text, request.dimensions ?? length),
    })),
    model: request.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
  if (fault === 'nan') return withNaN(answer)
  return faults[fault]?.(answer) ?? answer
}
