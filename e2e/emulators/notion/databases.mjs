// SPDX-License-Identifier: AGPL-3.0-or-later
// /databases and /data_sources, but for queries.
import { cover, icon } from './block-shapes.mjs'
import { databaseParentShape, demandPerson, onlySourceOf } from './parents.mjs'
import { richText } from './rich-text.mjs'
import { changeSchema, newSchema, newSchemaShape, schemaUpdateShape } from './schema.mjs'
import { object, oneKey, orNull, truth, uuid } from './shapes.mjs'

/** @typedef {import('./asked.mjs').Asked} Asked */
/** @typedef {import('./tree.mjs').Node} Node */

const decorations = {
  title: richText,
  description: richText,
  icon: orNull(icon),
  cover: orNull(cover),
  is_inline: truth,
}

/** An old version knows nothing of sources: what it names is the database. @param {Asked} asked @param {Record<string, any>} sent */
function withSources(asked, sent) {
  return Object.fromEntries(
    Object.entries(sent).map(([name, one]) => {
      const { relation } = one ?? {}
      if (!relation) return [name, one]
      const { database_id, data_source_id, ...rest } = relation
      const source = data_source_id
        ? asked.find(data_source_id, 'data_source')
        : onlySourceOf(asked, asked.find(database_id, 'database'))
      return [name, { ...one, relation: { ...rest, data_source_id: source.id } }]
    }),
  )
}

/** @param {Asked} asked @param {Node} node @param {any} body */
function decorate(asked, node, body) {
  if (body.title !== undefined) asked.workspace.retitle(node, body.title)
  if (body.description !== undefined) node.description = body.description
  if (body.icon !== undefined) node.icon = asked.image(body.icon)
  if (body.cover !== undefined) node.cover = asked.image(body.cover)
  if (body.is_inline !== undefined) node.isInline = body.is_inline
  if (body.is_locked !== undefined) node.isLocked = body.is_locked
}

/** @param {Asked} asked @returns {Node | undefined} nothing at the top of the workspace */
function parentOf(asked) {
  const { parent } = asked.body
  if (parent.page_id) return asked.find(parent.page_id, 'page')
  demandPerson(asked)
  return undefined
}

/** @param {Asked} asked */
export function createDatabase(asked) {
  const { body, bot, features, tree, workspace } = asked
  const properties = newSchemaShape(features.hasDataSources)
  if (features.hasDataSources)
    asked.demandBody(
      { parent: databaseParentShape },
      { ...decorations, initial_data_source: object({}, { properties }, 35) },
    )
  else asked.demandBody({ parent: databaseParentShape, properties }, decorations)
  const parent = parentOf(asked)
  if (parent) tree.demandEditable(parent)
  const given = features.hasDataSources ? body.initial_data_source?.properties : body.properties
  const schema = newSchema(withSources(asked, given ?? { Name: { title: {} } }))
  asked.spend([], 1)
  const database = tree.add({ object: 'database', type: 'child_database', parent }, bot.id)
  decorate(asked, database, body)
  const source = tree.add({ object: 'data_source', type: 'data_source', parent: database, schema }, bot.id)
  workspace.retitle(source, body.title ?? [])
  if (parent) tree.touch(parent, bot.id)
  else if (bot.pages !== 'all') bot.pages.add(database.id)
  return asked.serializer.database(database)
}

/** @param {Asked} asked @returns {Node} */
function found(asked) {
  const database = asked.find(asked.id, 'database')
  if (!asked.features.hasDataSources) onlySourceOf(asked, database)
  return database
}

/** @param {Asked} asked */
export const getDatabase = (asked) => asked.serializer.database(found(asked))

/** @param {Asked} asked */
export function updateDatabase(asked) {
  const { body, features } = asked
  const optional = { ...decorations, ...asked.trashShapes, is_locked: truth, parent: databaseParentShape }
  asked.demandBody({}, features.hasDataSources ? optional : { ...optional, properties: schemaUpdateShape(false) })
  const database = found(asked)
  demandAlive(asked, database)
  if (body.parent) asked.tree.move(database, parentOf(asked), asked.bot.id)
  decorate(asked, database, body)
  if (body.properties) changeSchema(schemaOf(onlySourceOf(asked, database)), withSources(asked, body.properties))
  return settled(asked, database, 'database')
}

/** @param {Asked} asked @param {Node} node */
function demandAlive(asked, node) {
  if (node.inTrash && asked.wantsTrash === undefined) asked.tree.demandEditable(node)
  asked.tree.demandAncestors(node)
}

/** @param {Asked} asked @param {Node} node @param {'database' | 'data_source'} object */
function settled(asked, node, object) {
  const { bot, tree, wantsTrash } = asked
  tree.touch(node, bot.id)
  if (wantsTrash !== undefined) tree.trash(node, wantsTrash, bot.id)
  return object === 'database' ? asked.serializer.database(node) : asked.serializer.dataSource(node)
}

/** @param {Node} node */
function schemaOf({ id, schema }) {
  if (!schema) throw new Error(`${id} is no data source`)
  return schema
}

/** @param {Asked} asked */
export const getDataSource = (asked) => asked.serializer.dataSource(asked.find(asked.id, 'data_source'))

/** @param {Asked} asked */
export function createDataSource(asked) {
  const parent = oneKey({ database_id: uuid })
  const { title, icon: anyIcon } = decorations
  asked.demandBody({ parent, properties: newSchemaShape(true) }, { title, icon: anyIcon })
  const { body, bot, tree } = asked
  const database = asked.find(body.parent.database_id, 'database')
  tree.demandEditable(database)
  const schema = newSchema(withSources(asked, body.properties))
  const source = tree.add({ object: 'data_source', type: 'data_source', parent: database, schema }, bot.id)
  decorate(asked, source, body)
  return asked.serializer.dataSource(source)
}

/** @param {Asked} asked */
export function updateDataSource(asked) {
  const { title, icon: anyIcon } = decorations
  const parent = oneKey({ database_id: uuid })
  asked.demandBody({}, { title, icon: anyIcon, parent, properties: schemaUpdateShape(true), ...asked.trashShapes })
  const source = asked.find(asked.id, 'data_source')
  demandAlive(asked, source)
  const { parent: wanted } = asked.body
  if (wanted) asked.tree.move(source, asked.find(wanted.database_id, 'database'), asked.bot.id)
  decorate(asked, source, asked.body)
  if (asked.body.properties) changeSchema(schemaOf(source), withSources(asked, asked.body.properties))
  return settled(asked, source, 'data_source')
}
