// SPDX-License-Identifier: AGPL-3.0-or-later
// What services with OpenAI's chat completions take and refuse, each in its own way and its own words.

export class Refusal extends Error {
  /** @param {number} status @param {string} message @param {object} [more] beside the message */
  constructor(status, message, more = {}) {
    super(message)
    this.status = status
    this.more = more
  }
}

/** @param {unknown} is @param {string} message @param {object} [more] @param {number} [status] @returns {asserts is} */
export function demand(is, message, more = {}, status = 400) {
  if (!is) throw new Refusal(status, message, more)
}

/**
 * @typedef {object} Model
 * @property {string[]} limits the names of the answer's limit that it takes
 * @property {number} [max] tokens of an answer; more is refused
 * @property {number} [min] a lower limit is refused
 * @property {number} [context] tokens of prompt and answer together; an answer is cut there without a word
 *
 * @typedef {object} Service
 * @property {string} path
 * @property {Record<string, Model>} models
 * @property {(key: string) => Refusal} badKey
 * @property {(model: string) => Refusal} noModel
 * @property {(refusal: Refusal) => any} body of an error
 * @property {number} [affordable] tokens that its account has credit for; a request for more is refused, and one without a
 *   limit asks for `defaultTokens`
 * @property {number} [defaultTokens]
 */

const bothLimits = ['max_tokens', 'max_completion_tokens']

/** @param {Refusal} refusal */
const openAiBody = ({ message, more }) => ({
  error: { message, type: 'invalid_request_error', param: null, code: null, ...more },
})

/** @type {Record<string, Service>} */
export const services = {
  openai: {
    path: '/v1/chat/completions',
    models: {
      'gpt-4o': { limits: bothLimits, max: 16_384 },
      'gpt-5': { limits: ['max_completion_tokens'], max: 128_000 },
    },
    badKey: (key) =>
      new Refusal(
        401,
        `Incorrect API key provided: ${key}. You can find your API key at https://platform.openai.com/account/api-keys.`,
        { code: 'invalid_api_key' },
      ),
    noModel: (model) =>
      new Refusal(404, `The model \`${model}\` does not exist or you do not have access to it.`, {
        code: 'model_not_found',
      }),
    body: openAiBody,
  },
  // Its messages of providers are wrapped, and so are their errors.
  openrouter: {
    path: '/api/v1/chat/completions',
    models: {
      'openai/gpt-4.1-mini': { limits: bothLimits, min: 16 },
      'qwen/qwen-vl': { limits: bothLimits },
    },
    affordable: 40_000,
    defaultTokens: 65_536,
    badKey: () => new Refusal(401, 'No auth credentials found', { code: 401 }),
    noModel: (model) => new Refusal(400, `${model} is not a valid model ID`, { code: 400 }),
    body: ({ status, message, more }) => ({
      error:
        'param' in more
          ? {
              message: 'Provider returned error',
              code: status,
              metadata: {
                raw: JSON.stringify({ error: { message, type: 'invalid_request_error', ...more } }, null, 2),
                provider_name: 'OpenAI',
              },
            }
          : { message, code: status, metadata: { provider_name: null } },
      user_id: 'user_1',
    }),
  },
  gemini: {
    path: '/v1beta/openai/chat/completions',
    models: { 'gemini-3-flash': { limits: bothLimits } },
    badKey: () =>
      new Refusal(400, 'API key not valid. Please pass a valid API key.', {
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: 'API_KEY_INVALID',
            domain: 'googleapis.com',
            metadata: { service: 'generativelanguage.googleapis.com' },
          },
        ],
      }),
    noModel: (model) =>
      new Refusal(
        404,
        `models/${model} is not found for API version v1main, or is not supported for generateContent.`,
        {
          status: 'NOT_FOUND',
        },
      ),
    body: ({ status, message, more }) => [{ error: { code: status, message, status: 'INVALID_ARGUMENT', ...more } }],
  },
  ollama: {
    path: '/v1/chat/completions',
    models: { 'home-model': { limits: ['max_tokens'], context: 4_096 } },
    badKey: () => new Refusal(401, 'unauthorized'),
    noModel: (model) =>
      new Refusal(404, `model "${model}" not found, try pulling it first`, { type: 'not_found_error' }),
    body: openAiBody,
  },
}

/**
 * How many tokens an answer to the request may have. It refuses what the service refuses.
 * @param {Service} service @param {any} request @param {number} promptTokens
 */
export function answerTokens({ models, affordable, defaultTokens = Number.POSITIVE_INFINITY }, request, promptTokens) {
  const model = models[request.model]
  if (!model) throw new Error('The model is looked up before')
  const names = bothLimits.filter((name) => request[name] !== undefined)
  for (const name of names) {
    // Ollama takes no notice of what it doesn't know.
    if (!model.limits.includes(name) && model.context === undefined)
      throw new Refusal(
        400,
        `Unsupported parameter: '${name}' is not supported with this model. Use '${model.limits[0]}' instead.`,
        { param: name, code: 'unsupported_parameter' },
      )
    demand(Number.isInteger(request[name]) && request[name] > 0, `Invalid type for '${name}'.`, { param: name })
  }
  const asked = names.map((name) => (model.limits.includes(name) ? request[name] : undefined)).find(Boolean)
  if (affordable !== undefined && (asked ?? defaultTokens) > affordable)
    throw new Refusal(
      402,
      `This request requires more credits, or fewer max_tokens. You requested up to ${asked ?? defaultTokens} tokens, but can only afford ${affordable}. To increase, visit https://openrouter.ai/settings/credits and upgrade to a paid account`,
      { code: 402 },
    )
  if (asked !== undefined && asked < (model.min ?? 1))
    throw new Refusal(
      400,
      `Invalid 'max_output_tokens': integer below minimum value. Expected a value >= ${model.min}, but got ${asked} instead.`,
      { param: 'max_output_tokens', code: 'integer_below_min_value' },
    )
  if (asked !== undefined && asked > (model.max ?? Number.POSITIVE_INFINITY))
    throw new Refusal(
      400,
      `max_tokens is too large: ${asked}. This model supports at most ${model.max} completion tokens, whereas you provided ${asked}.`,
      { param: 'max_tokens', code: 'invalid_value' },
    )
  const left = (model.context ?? Number.POSITIVE_INFINITY) - promptTokens
  return Math.max(0, Math.min(asked ?? model.max ?? Number.POSITIVE_INFINITY, left))
}
