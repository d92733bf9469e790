// SPDX-License-Identifier: AGPL-3.0-or-later
// Lists, a page at a time.
import { invalid, overtaken } from './errors.mjs'
import { isUuid, orNull, unlike } from './shapes.mjs'

/** @typedef {import('./shapes.mjs').Shape} Shape */

const maxItems = 100

/** @type {Shape} */
const cursor = (value, path) => (isUuid(value) ? undefined : unlike(path, 'a valid uuid or `undefined`', value, 33))

/** @type {Shape} */
const size = (value, path) => {
  if (!Number.isInteger(value)) return unlike(path, 'a number or `undefined`', value, 33)
  if (value > maxItems) return unlike(path, `≤ \`${maxItems}\``, value, 33)
  if (value < 0) return unlike(path, '≥ `0`', value, 33)
}

/** What a request for a list may name, in its body. */
export const pagingShapes = { start_cursor: orNull(cursor), page_size: size }

/** The same in a query. @param {URLSearchParams} query */
export function pagingOf(query) {
  const given = query.get('page_size')
  const page_size = given === null || given === '' ? undefined : /^-?\d+$/.test(given) ? Number(given) : given
  return { start_cursor: query.get('start_cursor') ?? undefined, page_size }
}

/**
 * @template {{id: string}} Item
 * @param {Item[]} items @param {any} paging
 * @param {{type: string, show: (item: Item) => unknown, isKnown: (id: string) => unknown}} how isKnown: whether something of that id was there once
 */
export function pageOf(items, { start_cursor, page_size }, { type, show, isKnown }) {
  const id = start_cursor?.toLowerCase().replaceAll('-', '')
  const found = id === undefined ? 0 : items.findIndex((item) => item.id.replaceAll('-', '') === id)
  if (found < 0) {
    const message = `The start_cursor provided is invalid: ${start_cursor}`
    throw isKnown(start_cursor) ? overtaken(message, 33) : invalid(message, { check: 33 })
  }
  const end = found + (page_size || maxItems)
  const next = items[end]
  return {
    object: 'list',
    results: items.slice(found, end).map(show),
    next_cursor: next?.id ?? null,
    has_more: next !== undefined,
    type,
    [type]: {},
  }
}
