// SPDX-License-Identifier: AGPL-3.0-or-later
// Parameters in Stripe's form: names with brackets, each of which a call must know.

import { invalid } from './errors.mjs'

/** @typedef {Map<string, string>} Form full names and values */
/** What a call takes, by name: `[]` stands for any index, `[*]` for any key. A test of the value, and whether it is needed.
 * @typedef {Record<string, {test: RegExp, needed?: boolean}>} Known */

export const text = /^[\s\S]{1,5000}$/
export const id = /^[a-zA-Z0-9_]{1,255}$/
export const url = /^https?:\/\/\S{1,5000}$/
export const flag = /^(true|false)$/
export const number = /^\d{1,12}$/
/** @param {...string} values */
export const oneOf = (...values) => new RegExp(`^(${values.join('|')})$`)

/** Lists take these as well. @type {Known} */
export const paging = {
  limit: { test: /^([1-9]|[1-9]\d|100)$/ },
  starting_after: { test: id },
  ending_before: { test: id },
}

/** @type {Known} */
export const metadata = { 'metadata[*]': { test: /^[\s\S]{0,500}$/ } }

/** @param {string} name */
const shapeOf = (name) => name.replace(/\[\d*\]/g, '[]').replace(/(metadata\]?)\[[^\]]{1,40}\]$/, '$1[*]')

/** @param {URLSearchParams} given @param {Known} known @returns {Form} */
export function read(given, known) {
  /** @type {Form} */
  const form = new Map()
  let unnamed = 0
  for (const [name, value] of given) {
    const rule = known[shapeOf(name)]
    if (!rule) throw invalid(`Received unknown parameter: ${name}`, { code: 'parameter_unknown', param: name })
    if (value === '' && !rule.test.test(''))
      throw invalid(`You passed an empty string for '${name}'.`, { code: 'parameter_invalid_empty', param: name })
    if (!rule.test.test(value)) throw invalid(`Invalid ${name}: ${value}`, { code: 'parameter_invalid', param: name })
    const key = name.replace('[]', () => `[${unnamed++}]`)
    if (form.has(key)) throw invalid(`'${name}' is given twice`, { param: name })
    form.set(key, value)
  }
  const shapes = new Set([...form.keys()].map(shapeOf))
  for (const [name, { needed }] of Object.entries(known))
    if (needed && !shapes.has(name)) {
      const param = name.replace('[]', '[0]')
      throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
    }
  return form
}

/** The values of a list. @param {Form} form @param {string} name */
export const listed = (form, name) => [...form].filter(([key]) => key.startsWith(`${name}[`)).map(([, value]) => value)

/** @param {Form} form @param {string} [prefix] @returns {Record<string, string>} */
export function metadataOf(form, prefix = 'metadata') {
  const found = [...form].filter(([name]) => name.startsWith(`${prefix}[`))
  return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length + 1, -1), value]))
}

/**
 * @template {{id: string}} T @param {T[]} all newest first @param {Form} form @param {string} path @param {(each: T) => unknown} show
 */
export function pageOf(all, form, path, show) {
  const limit = Number(form.get('limit') ?? 10)
  const after = form.get('starting_after')
  const from = after === undefined ? 0 : all.findIndex((each) => each.id === after) + 1
  if (after !== undefined && from === 0)
    throw invalid(`No such object: '${after}'`, { code: 'resource_missing', param: 'starting_after' })
  return {
    object: 'list',
    data: all.slice(from, from + limit).map(show),
    has_more: all.length > from + limit,
    url: path,
  }
}
