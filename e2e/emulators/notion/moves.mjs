// SPDX-License-Identifier: AGPL-3.0-or-later
// Moves a page below another, or into another data source.
import { invalid } from './errors.mjs'
import { shown, withDefaults } from './pages.mjs'
import { pageParentOf } from './parents.mjs'
import { newOption, propertyOf } from './properties.mjs'
import { oneKey, uuid } from './shapes.mjs'
import { ancestorsOf } from './tree.mjs'

/** @typedef {import('./asked.mjs').Asked} Asked */
/** @typedef {import('./tree.mjs').Node} Node */
/** @typedef {import('./properties.mjs').Schema} Schema */
/** @typedef {import('./properties.mjs').Property} Property */

const parentShape = oneKey({ page_id: uuid, data_source_id: uuid })

/** @param {Asked} asked */
export function movePage(asked) {
  asked.demandBody({ parent: parentShape })
  const { bot, tree } = asked
  const page = asked.find(asked.id, 'page')
  const parent = pageParentOf(asked)
  if (!parent) throw new Error('a page or a data source was asked for')
  tree.demandEditable(page)
  tree.demandEditable(parent)
  if (parent === page || ancestorsOf(parent).includes(page)) throw invalid('A page cannot be moved below itself.')
  const values = valuesThere(page, parent.schema)
  tree.move(page, parent, bot.id)
  page.values = withDefaults(values, parent.schema)
  return shown(asked, page)
}

/**
 * UNSURE: the service doesn't document which values stay (2026-11). The apps keep those whose property is there by the
 * same name and type.
 * @param {Node} page @param {Schema | undefined} schema of where it goes
 */
function valuesThere(page, schema) {
  const kept = new Map()
  for (const [id, value] of page.values) {
    const property = page.parent?.schema?.byId.get(id)
    const there = property && schema && propertyOf(schema, property.name)
    if (property && there && there.name === property.name && there.type === property.type)
      kept.set(there.id, valueThere(property, there, value))
  }
  return kept
}

/** @param {Property} property @param {Property} there @param {any} value */
function valueThere(property, there, value) {
  const { type } = property
  if (value === null) return null
  if (type === 'multi_select') return value.map((/** @type {string} */ id) => optionThere(property, there, id))
  return type === 'select' || type === 'status' ? optionThere(property, there, value) : value
}

/** The option of the same name, made if there is none. @param {Property} property @param {Property} there @param {string} id */
function optionThere({ type, config }, there, id) {
  const option = config.options.find((/** @type {{id: string}} */ one) => one.id === id)
  const same = there.config.options.find((/** @type {{name: string}} */ { name }) => name === option.name)
  if (same) return same.id
  const made = newOption(type, option, there.config.options.length)
  there.config.options.push(made)
  return made.id
}
