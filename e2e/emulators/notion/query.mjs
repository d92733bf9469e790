// SPDX-License-Identifier: AGPL-3.0-or-later
// Queries of databases and data sources, and the search.
import { filterShape, sortsShape } from './filter-shapes.mjs'
import { orderOf, testOf } from './filters.mjs'
import { pageOf, pagingShapes } from './lists.mjs'
import { onlySourceOf } from './parents.mjs'
import { wantedProperties } from './properties.mjs'
import { mismatch, object, oneOf, text, truth, unlike } from './shapes.mjs'
import { ancestorsOf } from './tree.mjs'

/** @typedef {import('./asked.mjs').Asked} Asked */
/** @typedef {import('./tree.mjs').Node} Node */
/** @typedef {import('./shapes.mjs').Shape} Shape */

/** @param {Asked} asked */
const demandQuery = (asked) =>
  asked.demandBody(
    {},
    {
      ...{ filter: filterShape, sorts: sortsShape, ...pagingShapes, ...asked.trashShapes },
      ...(asked.features.hasDataSources && { result_type: oneOf(['page', 'data_source']) }),
    },
  )

/** @param {Asked} asked */
export function queryDatabase(asked) {
  demandQuery(asked)
  return queried(asked, onlySourceOf(asked, asked.find(asked.id, 'database')))
}

/** @param {Asked} asked */
export function queryDataSource(asked) {
  demandQuery(asked)
  return queried(asked, asked.find(asked.id, 'data_source'))
}

/** @param {Asked} asked @param {Node} source */
function queried(asked, source) {
  const { body, bot, workspace, serializer, tree } = asked
  if (!source.schema) throw new Error(`${source.id} is no data source`)
  const context = { schema: source.schema, now: workspace.now(), me: bot.id }
  const wanted = wantedProperties(asked.query.getAll('filter_properties'), source.schema)
  const matches = body.filter ? testOf(body.filter, context) : () => true
  const order = orderOf(body.sorts ?? [], context)
  const pages = source.children.filter(
    (page) => page.inTrash === (asked.wantsTrash ?? false) && tree.isVisible(page, bot) && matches(page),
  )
  return pageOf(pages.sort(order), body, {
    type: typeOfResults(asked),
    show: (page) => serializer.page(page, wanted),
    isKnown: (id) => tree.get(id),
  })
}

/** @param {Asked} asked */
const typeOfResults = ({ features }) => (features.hasDataSources ? 'page_or_data_source' : 'page_or_database')

/** @type {Shape} */
const sort = (value, path) => {
  if (value?.property !== undefined) return object({ property: oneOf(['relevance']) })(value, path)
  if (value?.timestamp !== undefined && value.timestamp !== 'last_edited_time')
    return mismatch('body.sort.timestamp should be "last_edited_time" when sorting by timestamp.', 34)
  return object({ timestamp: text(), direction: oneOf(['ascending', 'descending']) })(value, path)
}

/** @param {string[]} kinds @returns {Shape} */
const filter = (kinds) => (value, path) => {
  if (value?.in_trash !== undefined && value.property === undefined) return object({ in_trash: truth })(value, path)
  const kind = /** @type {Shape} */ (
    (one, at) =>
      kinds.includes(one) ? undefined : unlike(at, kinds.map((word) => `\`"${word}"\``).join(' or '), one, 34)
  )
  return object({ property: oneOf(['object'], 34), value: kind }, { in_trash: truth })(value, path)
}

/** @param {Asked} asked */
export function search(asked) {
  const { body, bot, serializer, tree, workspace, features } = asked
  const second = features.hasDataSources ? 'data_source' : 'database'
  asked.demandBody({}, { query: text(), sort, filter: filter(['page', second]), ...pagingShapes })
  const kinds = body.filter?.value ? [body.filter.value] : ['page', second]
  const inTrash = body.filter?.in_trash ?? false
  const sought = (body.query ?? '').toLowerCase()
  const found = [...tree.nodes.values()].filter(
    (node) =>
      kinds.includes(node.object) &&
      [node, ...ancestorsOf(node)].some((one) => one.inTrash) === inTrash &&
      tree.isVisible(node, bot) &&
      workspace.indexed(node)?.toLowerCase().includes(sought),
  )
  const sign = body.sort?.direction === 'ascending' ? 1 : -1
  return pageOf(
    found.sort((a, b) => sign * (a.edited - b.edited)),
    body,
    {
      type: typeOfResults(asked),
      show: (node) => resultOf(serializer, node),
      isKnown: (id) => tree.get(id),
    },
  )
}

/** @param {import('./serializer.mjs').Serializer} serializer @param {Node} node */
function resultOf(serializer, node) {
  if (node.object === 'page') return serializer.page(node)
  return node.object === 'database' ? serializer.database(node) : serializer.dataSource(node)
}
