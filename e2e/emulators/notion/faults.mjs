// SPDX-License-Identifier: AGPL-3.0-or-later
// What goes wrong on purpose, in the form that the service or the network before it gives it.
import { answerOf } from '../targets/faults.mjs'

/**
 * What a target's fault may say, and more.
 * @typedef {import('../targets/faults.mjs').Fault & {
 *   code?: string, message?: string, reason?: import('./rates.mjs').Reason, saved?: boolean, endless?: boolean,
 *   cut?: boolean}} Fault
 * code, message: of an error; reason: why the rate is limited, of a 429; saved: a 503 after the write; endless: a body
 * without an end; cut: half of the body
 */

export const moreMembers = ['code', 'message', 'reason', 'saved', 'endless', 'cut']

/** @type {Record<number, [code: string, message: string]>} */
const errors = {
  400: ['validation_error', 'body failed validation.'],
  401: ['unauthorized', 'API token is invalid.'],
  403: ['restricted_resource', 'API token does not have access to this resource.'],
  404: ['object_not_found', 'Could not find the object. Make sure it is shared with your integration.'],
  409: ['conflict_error', 'Conflict occurred while saving. Please try again.'],
  429: ['rate_limited', 'You have been rate limited. Please try again in a few minutes.'],
  500: ['internal_server_error', 'Unexpected error occurred.'],
  502: ['bad_gateway', 'Bad Gateway'],
  503: ['service_unavailable', 'Notion is unavailable, please try again later.'],
  504: ['gateway_timeout', 'Gateway Timeout'],
  529: ['service_overload', 'Notion is overloaded, please try again later.'],
}
const savedMessage =
  'The change was saved, but the response could not be built in time. Read the object again instead of repeating the write.'
const guidance = ['The change was saved.', 'Read the object again to see it.', 'Do not repeat the write.']

/** What a fault comes before: what is saved or cut must have been carried out. @param {Fault} fault */
export function momentOf({ before, saved, cut }) {
  return saved || cut ? 'answer' : (before ?? 'effect')
}

/**
 * The answer in the place of the right one; nothing for a fault that only delays.
 * @param {Fault} fault @param {any} [saved] what the call would have been answered
 * @returns {{status: number, headers: Record<string, string>, body: unknown} | undefined}
 */
export function faultyAnswer(fault, saved) {
  const status = fault.status ?? (fault.saved ? 503 : fault.reason ? 429 : undefined)
  const answer = answerOf(status === undefined ? fault : { ...fault, status })
  if (!answer) return undefined
  // What answers HTML is not the service but the network before it.
  if (fault.html)
    return { ...answer, headers: { 'cf-ray': '8f0c0ffee0ddba11-FRA', server: 'cloudflare', ...answer.headers } }
  if (fault.body !== undefined || fault.bytes || status === undefined || status < 400) return answer
  return { ...answer, body: errorOf(status, fault, saved) }
}

/** @param {number} status @param {Fault} fault @param {any} saved */
function errorOf(status, fault, saved) {
  const [code, message] = errors[status] ?? errors[500] ?? []
  const later = fault.retry_after === undefined ? {} : { retry_after: `${fault.retry_after}` }
  const limited = status === 429 && { rate_limit_reason: fault.reason ?? 'public_api_request_rate_limit', ...later }
  const additional_data = fault.saved ? { retry_guidance: guidance, ...committedIds(saved) } : limited
  return {
    ...{ object: 'error', status },
    code: fault.code ?? code,
    message: fault.message ?? (fault.saved ? savedMessage : message),
    ...(additional_data && { additional_data }),
  }
}

/** What a write has made. @param {any} answer */
function committedIds(answer) {
  if (answer?.object !== 'list') return answer?.id ? { committed_resource_id: answer.id } : {}
  const ids = answer.results.map((/** @type {{id: string}} */ { id }) => id)
  const parent = answer.results[0]?.parent
  return { committed_resource_id: parent?.[parent.type], committed_child_ids: ids }
}
