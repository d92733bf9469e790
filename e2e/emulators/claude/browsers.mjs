// SPDX-License-Identifier: AGPL-3.0-or-later
// What the service answers browsers, whose requests say which page they come from: only those that ask for it by a
// header of its own may read the answer.
import { Refusal } from './checks.mjs'

const optIn = 'anthropic-dangerous-direct-browser-access'

/** Whether it was a browser's question before its request; then it is answered. @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
export function answersPreflight({ method, headers }, response) {
  const { origin, 'access-control-request-method': wanted } = headers
  if (method !== 'OPTIONS' || !origin || !wanted) return false
  const asked = String(headers['access-control-request-headers'] ?? '')
  const allowed = asked.split(',').some((name) => name.trim().toLowerCase() === optIn)
  const allows = {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
    'access-control-allow-headers': asked,
  }
  response.writeHead(204, allowed ? allows : {})
  response.end()
  return true
}

/** Refuses a browser that did not ask; else what its answer is sent with. @param {import('node:http').IncomingMessage} request @returns {Record<string, string>} */
export function readableFrom({ headers }) {
  if (!headers.origin || headers[optIn] !== 'true') return {}
  return { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' }
}

/** @param {import('node:http').IncomingMessage} request */
export function refuseHidden({ headers }) {
  if (headers.origin && headers[optIn] !== 'true')
    throw new Refusal(27, `CORS requests must set '${optIn}' header`, 401)
}
