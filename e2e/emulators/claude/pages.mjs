// SPDX-License-Identifier: AGPL-3.0-or-later
// Lists that are answered page by page, as the service pages them.
import { Refusal } from './checks.mjs'

/**
 * @template {{id: string}} T
 * @param {T[]} items
 * @param {URLSearchParams} query limit, after_id, before_id
 */
export function pageOf(items, query) {
  const limit = Number(query.get('limit') ?? 20)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    throw new Refusal(0, 'limit: Input should be between 1 and 1000')
  const [after, before] = [placeOf(items, query.get('after_id')), placeOf(items, query.get('before_id'))]
  const end = before ?? items.length
  const start = before === undefined ? (after ?? -1) + 1 : Math.max(0, before - limit)
  const data = items.slice(start, Math.min(end, start + limit))
  const has_more = before === undefined ? start + limit < items.length : start > 0
  return { data, has_more, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null }
}

/** @param {{id: string}[]} items @param {string | null} id */
function placeOf(items, id) {
  if (id === null) return undefined
  const place = items.findIndex((item) => item.id === id)
  if (place < 0) throw new Refusal(0, `Invalid page token: ${id}`)
  return place
}
