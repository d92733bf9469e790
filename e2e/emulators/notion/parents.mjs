// SPDX-License-Identifier: AGPL-3.0-or-later
// Parents of new pages and databases, as each version names them.
import { invalid } from './errors.mjs'
import { isObject, object, oneKey, oneOf, unlike, uuid } from './shapes.mjs'
import { liveChildren } from './tree.mjs'

/** @typedef {import('./asked.mjs').Asked} Asked */
/** @typedef {import('./tree.mjs').Node} Node */
/** @typedef {import('./shapes.mjs').Shape} Shape */

const inWorkspace = { page_id: uuid, database_id: uuid, workspace: oneOf([true]) }
const older = oneKey(inWorkspace)
// Reads name the database of a data source beside it, and what was read may be sent.
const inDataSource = object({ data_source_id: uuid }, { type: oneOf(['data_source_id']), database_id: uuid })

/** @param {boolean} hasDataSources @returns {Shape} */
export const pageParentShape = (hasDataSources) => (value, path) => {
  if (!isObject(value) || value.data_source_id === undefined) return older(value, path)
  if (hasDataSources) return inDataSource(value, path)
  return unlike(`${path}.data_source_id`, 'not present', value.data_source_id, 35)
}

export const databaseParentShape = oneKey({ page_id: uuid, workspace: oneOf([true]) })

/** @param {Asked} asked @returns {Node | undefined} nothing at the top of the workspace */
export function pageParentOf(asked) {
  const { parent } = asked.body
  if (!parent || parent.workspace) {
    demandPerson(asked)
    return undefined
  }
  if (parent.data_source_id) return asked.find(parent.data_source_id, 'data_source')
  if (parent.database_id) return onlySourceOf(asked, asked.find(parent.database_id, 'database'))
  return asked.find(parent.page_id, 'page')
}

/** The top is a person's. UNSURE: the words (2026-11, from memory). @param {Asked} asked */
export function demandPerson({ bot }) {
  const { type } = /** @type {{type?: string}} */ (bot.owner ?? {})
  if (type === 'workspace') throw invalid('Internal integrations cannot add to the top of a workspace: name a parent.')
}

/** The data source of a database that has only one. @param {Asked} asked @param {Node} database @returns {Node} */
export function onlySourceOf(asked, database) {
  const sources = liveChildren(database).filter(({ object }) => object === 'data_source')
  const [only] = sources
  if (sources.length > 1) throw severalSources(asked, sources)
  if (!only) throw invalid(`Database ${database.id} has no data source.`, { isViolation: false })
  return only
}

/** No violation: people may add a source at any time. @param {Asked} asked @param {Node[]} sources */
function severalSources(asked, sources) {
  const message = asked.features.hasDataSources
    ? 'Databases with multiple data sources need a parent of type data_source_id.'
    : 'Databases with multiple data sources are not supported in this API version.'
  const error = invalid(message, { check: 35, isViolation: false })
  error.additional_data = {
    error_type: 'multiple_data_sources_for_database',
    child_data_source_ids: sources.map(({ id }) => id),
    minimum_api_version: '2025-09-03',
  }
  return error
}
