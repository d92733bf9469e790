// SPDX-License-Identifier: AGPL-3.0-or-later
// The endpoints, and the versions that have them.
import { appendChildren, deleteBlock, getBlock, listChildren, updateBlock } from './blocks.mjs'
import {
  createDatabase,
  createDataSource,
  getDatabase,
  getDataSource,
  updateDatabase,
  updateDataSource,
} from './databases.mjs'
import { unknownUrl } from './errors.mjs'
import { getMarkdown, updateMarkdown } from './markdown.mjs'
import { movePage } from './moves.mjs'
import { createPage, getPage, updatePage } from './pages.mjs'
import { queryDatabase, queryDataSource, search } from './query.mjs'
import { demand, object, uuid } from './shapes.mjs'

/** @typedef {import('./asked.mjs').Asked} Asked */
/** @typedef {{method: string, pattern: RegExp, id: string, run: (asked: Asked) => unknown}} Call */

export const versions = [
  '2021-05-11',
  '2021-05-13',
  '2021-08-16',
  '2022-02-22',
  '2022-06-28',
  '2025-09-03',
  '2026-03-11',
]

/** @type {[method: string, path: string, run: Call['run']][]} */
const rows = [
  ['POST', '/search', search],
  ['POST', '/databases', createDatabase],
  ['GET', '/databases/:database_id', getDatabase],
  ['PATCH', '/databases/:database_id', updateDatabase],
  ['POST', '/databases/:database_id/query', queryDatabase],
  ['POST', '/data_sources', createDataSource],
  ['GET', '/data_sources/:data_source_id', getDataSource],
  ['PATCH', '/data_sources/:data_source_id', updateDataSource],
  ['POST', '/data_sources/:data_source_id/query', queryDataSource],
  ['POST', '/pages', createPage],
  ['GET', '/pages/:page_id', getPage],
  ['PATCH', '/pages/:page_id', updatePage],
  ['POST', '/pages/:page_id/move', movePage],
  ['GET', '/pages/:page_id/markdown', getMarkdown],
  ['PATCH', '/pages/:page_id/markdown', updateMarkdown],
  ['GET', '/blocks/:block_id', getBlock],
  ['PATCH', '/blocks/:block_id', updateBlock],
  ['DELETE', '/blocks/:block_id', deleteBlock],
  ['GET', '/blocks/:block_id/children', listChildren],
  ['PATCH', '/blocks/:block_id/children', appendChildren],
]

/** @type {Call[]} */
const calls = rows.map(([method, path, run]) => ({
  method,
  pattern: new RegExp(`^${path.replace(/:\w+/, '([^/]+)')}$`),
  id: /:(\w+)/.exec(path)?.[1] ?? '',
  run,
}))

/** @param {string} method @param {string} path @param {string} version @returns {{call: Call, id: string}} */
export function callOf(method, path, version) {
  const call = calls.find((one) => one.method === method && one.pattern.test(path))
  if (!call) throw unknownUrl()
  const hasDataSources = version >= '2025-09-03'
  const isGone = call.run === queryDatabase ? hasDataSources : path.startsWith('/data_sources') && !hasDataSources
  if (isGone) throw unknownUrl(35)
  const id = call.pattern.exec(path)?.[1] ?? ''
  if (call.id) demand(object({ [call.id]: uuid }), { [call.id]: id }, 'path')
  return { call, id }
}
