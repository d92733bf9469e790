// SPDX-License-Identifier: AGPL-3.0-or-later
// Errors in Stripe's form.

import { NotTaken, Refusal } from '../targets/service.mjs'

/** @param {string} type @param {string} message @param {Record<string, unknown>} [more] */
const bodyOf = (type, message, more = {}) => ({ error: { type, message, ...more } })

/** A request that no client should send. @param {string} message @param {Record<string, unknown>} [more] @param {number} [status] */
export const invalid = (message, more = {}, status = 400) =>
  new Refusal(status, message, {}, bodyOf('invalid_request_error', message, more))

/** What may happen to the most careful. @param {string} message @param {Record<string, unknown>} [more] @param {number} [status] */
export const unlucky = (message, more = {}, status = 400) =>
  new NotTaken(status, message, {}, bodyOf('invalid_request_error', message, more))

/** @param {string} kind @param {string} id @param {string} [param] */
export const missing = (kind, id, param = 'id') =>
  unlucky(`No such ${kind}: '${id}'`, { code: 'resource_missing', param }, param === 'id' ? 404 : 400)

/** @param {string} message */
export const idempotency = (message) => new Refusal(400, message, {}, bodyOf('idempotency_error', message))

export const inProgress = () =>
  new NotTaken(
    409,
    'There is currently another in-progress request using this Idempotent Key',
    {},
    bodyOf('idempotency_error', 'There is currently another in-progress request using this Idempotent Key', {
      code: 'idempotency_key_in_use',
    }),
  )
