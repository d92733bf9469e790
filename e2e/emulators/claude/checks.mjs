// SPDX-License-Identifier: AGPL-3.0-or-later
// What the service is strict about, by number, and how it refuses. The numbers are those that tests and logs use.

/** 0 is what has no number of its own: a missing field, a wrong type. */
export const checks = Object.freeze({
  0: 'shape of the request',
  1: 'key in either header',
  2: 'version required and closed',
  3: 'request above 32 MB',
  4: 'unknown keys',
  5: 'sampling parameters',
  6: 'unknown model',
  7: 'prefill',
  8: 'media type that is not taken',
  9: 'strict base64',
  10: 'base64 above 10 MB',
  11: 'broken or truncated image',
  12: 'media type against magic bytes',
  13: 'image dimensions',
  14: 'too many images',
  15: 'thinking block first',
  16: 'answer cut by max_tokens',
  17: 'refusal with empty content',
  18: 'thinking and forced tools by model',
  19: 'schema keywords',
  20: 'empty or whitespace text',
  21: 'cache breakpoints',
  22: 'error or cut in the middle of a stream',
  23: 'batches',
  24: 'retry-after',
  25: 'max_tokens above the maximum of the model',
  26: 'images that are read badly',
  27: 'browsers that don’t ask to read the answer',
})

/** @type {Record<number, string>} */
const types = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  405: 'invalid_request_error',
  409: 'conflict_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
}

export class Refusal extends Error {
  /**
   * @param {number} check the check that the request fails, see `checks`
   * @param {string} message
   * @param {number} [status]
   */
  constructor(check, message, status = 400) {
    super(message)
    this.name = 'Refusal'
    this.check = check
    this.status = status
  }
}

/** @param {number} status */
export function errorType(status) {
  return types[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error')
}

/** @param {string} type @param {string} message @param {string} requestId @param {object} [details] */
export function errorBody(type, message, requestId, details) {
  return { type: 'error', error: { type, message, ...(details ? { details } : {}) }, request_id: requestId }
}
