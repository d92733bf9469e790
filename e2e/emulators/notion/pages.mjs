// SPDX-License-Identifier: AGPL-3.0-or-later
// /pages.
import { childrenShape, cover, icon } from './block-shapes.mjs'
import { placeOf, positionShape } from './blocks.mjs'
import { invalid } from './errors.mjs'
import { blocksOf } from './markdown-read.mjs'
import { addBlocks, plannedBlocks } from './new-blocks.mjs'
import { pageParentOf, pageParentShape } from './parents.mjs'
import { propertiesShape, valuesOf, wantedProperties } from './properties.mjs'
import { anyObject, orNull, text, truth } from './shapes.mjs'

/** @typedef {import('./asked.mjs').Asked} Asked */
/** @typedef {import('./tree.mjs').Node} Node */
/** @typedef {import('./properties.mjs').Schema} Schema */

/** What a page has that is in no data source. @returns {Schema} */
const titleOnly = () => ({
  byId: new Map([['title', { id: 'title', name: 'title', type: 'title', config: {} }]]),
  former: new Set(),
  last: 0,
})

/** @param {Asked} asked @param {Node} page */
export const shown = (asked, page) =>
  asked.serializer.page(page, wantedProperties(asked.query.getAll('filter_properties'), page.parent?.schema))

/** @param {Asked} asked */
export const getPage = (asked) => shown(asked, asked.find(asked.id, 'page'))

const bodies = ['children', 'content', 'markdown']

/** @param {Asked} asked */
function demandNewPage(asked) {
  const { hasDataSources } = asked.features
  const parent = { parent: pageParentShape(hasDataSources) }
  const properties = { properties: propertiesShape }
  const children = childrenShape('child_page')
  asked.demandBody(hasDataSources ? {} : { ...parent, ...properties }, {
    ...parent,
    ...properties,
    ...{ icon: orNull(icon), cover: orNull(cover), children, content: children, markdown: text() },
    ...{ template: anyObject, position: positionShape('page_start', 'page_end'), allow_async: truth },
  })
  const given = bodies.filter((key) => asked.body[key] !== undefined)
  if (given.length > 1)
    throw invalid(`body failed validation: body.${given[1]} should be not present when body.${given[0]} is defined.`)
}

/** @param {Asked} asked */
export function createPage(asked) {
  demandNewPage(asked)
  const { body, bot, tree } = asked
  const parent = pageParentOf(asked)
  if (parent) tree.demandEditable(parent)
  const values = valuesOf(parent?.schema ?? titleOnly(), body.properties ?? {}, asked.lookups)
  const at = parent && placeOf(asked, parent, { position: body.position })
  const blocks = body.children ?? body.content ?? blocksOf(body.markdown ?? '')
  const planned = plannedBlocks(asked, blocks)
  const images = imagesOf(asked)
  asked.spend(blocks, 1)
  const page = tree.add({ object: 'page', type: 'child_page', parent, ...images }, bot.id, at)
  setValues(asked, page, withDefaults(values, parent?.schema))
  addBlocks(asked, planned, page)
  if (parent) tree.touch(parent, bot.id)
  else if (bot.pages !== 'all') bot.pages.add(page.id)
  return shown(asked, page)
}

/** @param {Map<string, any>} values @param {Schema | undefined} schema */
export function withDefaults(values, schema) {
  for (const { id, type, config } of schema?.byId.values() ?? []) {
    if (type === 'status' && !values.has(id)) values.set(id, config.options[0]?.id)
    if (type === 'unique_id' && schema) values.set(id, ++schema.last)
  }
  return values
}

/** @param {Asked} asked @param {Node} page @param {Map<string, any>} values */
function setValues({ workspace }, page, values) {
  for (const [id, value] of values) if (id !== 'title') page.values.set(id, value)
  const title = values.get('title')
  if (title) workspace.retitle(page, title)
}

/** Those that are named. @param {Asked} asked @returns {{icon?: any, cover?: any}} */
const imagesOf = (asked) =>
  Object.fromEntries(
    ['icon', 'cover'].filter((key) => asked.body[key] !== undefined).map((key) => [key, asked.image(asked.body[key])]),
  )

/** @param {Asked} asked */
export function updatePage(asked) {
  asked.demandBody(
    {},
    {
      ...{ properties: propertiesShape, icon: orNull(icon), cover: orNull(cover), is_locked: truth },
      ...{ template: anyObject, erase_content: truth, is_archived: truth, ...asked.trashShapes },
    },
  )
  const { body, bot, tree, wantsTrash } = asked
  const page = asked.find(asked.id, 'page')
  const isEdited = Object.keys(body).some((key) => key !== 'in_trash' && key !== 'archived')
  // To say again that it is in the trash changes nothing.
  if (isEdited && wantsTrash !== false) tree.demandEditable(page)
  tree.demandAncestors(page)
  const values = valuesOf(page.parent?.schema ?? titleOnly(), body.properties ?? {}, asked.lookups)
  Object.assign(page, imagesOf(asked))
  setValues(asked, page, values)
  if (body.is_locked !== undefined) page.isLocked = body.is_locked
  if (body.erase_content) for (const child of page.children) tree.trash(child, true, bot.id)
  if (isEdited) tree.touch(page, bot.id)
  if (wantsTrash !== undefined) tree.trash(page, wantsTrash, bot.id)
  return shown(asked, page)
}
