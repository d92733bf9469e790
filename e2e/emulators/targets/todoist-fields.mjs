// SPDX-License-Identifier: AGPL-3.0-or-later
// What Todoist's API v1 takes in a body and in a query, and its limits.

import { NotTaken, Refusal } from './service.mjs'

/** @typedef {{[name: string]: any}} Body */

/** An error as Todoist answers it. @param {number} status @param {string} error @param {string} tag @param {number} code @param {object} [extra] */
const errorBody = (status, error, tag, code, extra = {}) => ({
  error,
  error_code: code,
  error_tag: tag,
  error_extra: extra,
  http_code: status,
})

/** A call that no client should send. @param {string} argument @param {string} expected */
export const invalid = (argument, expected) =>
  new Refusal(
    400,
    `${argument}: ${expected}`,
    {},
    errorBody(400, 'Invalid argument value', 'INVALID_ARGUMENT_VALUE', 20, { argument, expected }),
  )

/** A call that may happen to the most careful. @param {number} status @param {string} error @param {string} tag @param {number} code @param {object} [extra] */
export const refused = (status, error, tag, code, extra) =>
  new NotTaken(status, error, {}, errorBody(status, error, tag, code, extra))

export const notFound = (/** @type {string} */ what) => refused(404, `${what} not found`, 'NOT_FOUND', 478)

export const unauthorized = (/** @type {boolean} */ isMissing) =>
  isMissing
    ? new Refusal(401, 'No token', {}, errorBody(401, 'Unauthorized', 'UNAUTHORIZED', 477))
    : refused(401, 'Unauthorized', 'UNAUTHORIZED', 477)

const length = (/** @type {string} */ text) => [...text].length

/** @param {number} min @param {number} max */
const text = (min, max) => (/** @type {unknown} */ value) =>
  typeof value === 'string' && length(value) >= min && length(value) <= max
    ? undefined
    : `a text of ${min} to ${max} characters`

const date = (/** @type {unknown} */ value) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && new Date(value).toJSON()?.startsWith(value)
    ? undefined
    : 'a date such as 2026-03-05'

const labels = (/** @type {unknown} */ value) =>
  Array.isArray(value) &&
  value.length <= 500 &&
  value.every((label) => text(1, 60)(label) === undefined && !/[\s@"()|&!,]/.test(label))
    ? undefined
    : 'names of labels'

const id = (/** @type {unknown} */ value) =>
  typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? undefined : 'an id'

/** @type {Record<string, Record<string, (value: unknown) => string | undefined>>} */
const bodies = {
  newTask: { content: text(1, 500), description: text(0, 16383), project_id: id, labels, due_date: date },
  changedTask: {
    content: text(1, 500),
    description: text(0, 16383),
    labels,
    due_date: date,
    due_string: text(1, 150),
    due_lang: text(2, 2),
  },
  newProject: { name: text(1, 120) },
}

/** The members of a body, all of them known and right. @param {Buffer} bytes @param {'newTask' | 'changedTask' | 'newProject'} kind @returns {Body} */
export function bodyOf(bytes, kind) {
  /** @type {unknown} */
  let body
  try {
    body = JSON.parse(bytes.toString())
  } catch (error) {
    throw invalid('body', `JSON, not ${error}`)
  }
  if (bytes.length > 1_000_000) throw invalid('body', 'at most 1 MB')
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalid('body', 'an object')
  const rules = bodies[kind] ?? {}
  for (const [name, value] of Object.entries(body)) {
    const rule = rules[name]
    if (!rule) throw invalid(name, 'no such argument')
    const problem = rule(value)
    if (problem) throw invalid(name, problem)
  }
  const required = { newTask: 'content', changedTask: undefined, newProject: 'name' }[kind]
  if (required && !(required in body)) throw invalid(required, 'required')
  if (Object.keys(body).length === 0) throw invalid('body', 'something to change')
  if ('due_date' in body && 'due_string' in body) throw invalid('due_date', 'only one due date')
  return body
}

/** The parameters of a query, all of them known. @param {URL} url @param {string[]} known */
export function queryOf(url, known) {
  for (const [name, value] of url.searchParams) {
    if (!known.includes(name)) throw invalid(name, 'no such parameter')
    if (name === 'limit' && !(Number(value) >= 1 && Number(value) <= 200)) throw invalid(name, '1 to 200')
  }
  return url.searchParams
}

const maxRange = 92 * 86_400_000

/** The time between two parameters, at most three months. @param {URLSearchParams} query */
export function rangeOf(query) {
  const [since, until] = ['since', 'until'].map((name) => {
    const value = query.get(name) ?? ''
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value))
      throw invalid(name, 'a time such as 2026-03-05T08:00:00Z')
    return Date.parse(value)
  })
  if (!(since !== undefined && until !== undefined && since <= until && until - since <= maxRange))
    throw invalid('until', 'at most three months later')
  return { since, until }
}
