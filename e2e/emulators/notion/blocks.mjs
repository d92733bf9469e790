// SPDX-License-Identifier: AGPL-3.0-or-later
// /blocks.
import { childrenShape, nestingTypes, readOnlyTypes, updateShape, writableTypes, wrongCells } from './block-shapes.mjs'
import { invalid, notFound, overtaken } from './errors.mjs'
import { pageOf } from './lists.mjs'
import { addBlocks, contentOf, plannedBlocks } from './new-blocks.mjs'
import { dashed, demand, firstMismatch, object, oneKey, oneOf, unlike, uuid } from './shapes.mjs'
import { liveChildren } from './tree.mjs'

/** @typedef {import('./asked.mjs').Asked} Asked */
/** @typedef {import('./tree.mjs').Node} Node */

/** @param {Asked} asked */
export const getBlock = (asked) => asked.serializer.block(asked.find(asked.id, 'block'))

/** @param {Asked} asked */
export function listChildren(asked) {
  const { paging } = asked
  const node = asked.find(asked.id, 'block')
  // What a synced copy shows belongs to the original.
  if (node.content.synced_from) throw notFound('block', node.id)
  const children = liveChildren(node).filter(({ object }) => object !== 'data_source')
  return listOfBlocks(asked, children, paging)
}

/** @param {Asked} asked @param {Node[]} nodes @param {any} paging */
function listOfBlocks(asked, nodes, paging) {
  return pageOf(nodes, paging, {
    type: 'block',
    show: (one) => asked.serializer.block(one),
    isKnown: (id) => asked.tree.get(id),
  })
}

const afterBlock = object({ id: uuid })
/** @param {string} start @param {string} end */
export const positionShape = (start, end) => {
  const types = oneOf([end, start, 'after_block'], 21)
  /** @type {import('./shapes.mjs').Shape} */
  const shape = (value, path) => {
    if (value?.type !== 'after_block') return object({ type: types }, {}, 21)(value, path)
    return object({ type: types, after_block: afterBlock }, {}, 21)(value, path)
  }
  return shape
}

/** @param {Asked} asked */
export function appendChildren(asked) {
  const { body, features } = asked
  const parent = asked.tree.get(asked.id)
  const after = features.hasArchived ? uuid : refusedAfter
  asked.demandBody({ children: childrenShape(parent?.type ?? '') }, { after, position: positionShape('start', 'end') })
  if (body.after !== undefined && body.position !== undefined)
    throw invalid('body failed validation: body.after should be not present when body.position is defined.', {
      check: 21,
    })
  const node = asked.find(asked.id, 'block')
  demandNesting(node)
  asked.tree.demandEditable(node)
  demandCells(node, body.children)
  const at = placeOf(asked, node, body)
  const planned = plannedBlocks(asked, body.children)
  asked.spend(body.children)
  const added = addBlocks(asked, planned, node, at)
  if (added.length > 0) asked.tree.touch(node, asked.bot.id)
  return { ...listOfBlocks(asked, added, {}), has_more: false, next_cursor: null }
}

/** @type {import('./shapes.mjs').Shape} */
const refusedAfter = (value, path) => unlike(path, 'not present', value, 21)

/** @param {Node} node */
function demandNesting(node) {
  const { type, object, content } = node
  if (object === 'page') return
  const nests = nestingTypes.includes(type) && (!type.startsWith('heading_') || content.is_toggleable)
  if (!nests || content.synced_from)
    throw invalid('Block does not support children', { check: object === 'database' ? 20 : 19 })
}

/** @param {Node} node @param {any[]} children */
function demandCells({ type, content }, children) {
  if (type !== 'table') return
  const wrong = firstMismatch(children.map((row) => () => wrongCells(row.table_row.cells, content.table_width)))
  if (wrong) throw invalid(wrong.lines[0] ?? '', { check: wrong.check })
}

/**
 * Where among the children of the parent, with those in the trash.
 * @param {Asked} asked @param {Node} parent @param {any} body @returns {number}
 */
export function placeOf(asked, parent, { after, position }) {
  if (position?.type.endsWith('start')) return 0
  const id = after ?? position?.after_block?.id
  if (id === undefined) return parent.children.length
  const sibling = asked.tree.get(id)
  if (sibling?.parent === parent && !sibling.inTrash) return parent.children.indexOf(sibling) + 1
  const message = `The block to append after, ${dashed(id)}, is not a child of ${parent.id}.`
  throw sibling ? overtaken(message, 21) : invalid(message, { check: 21 })
}

const keysBesideType = ['in_trash', 'archived', 'type', 'object']

/** @param {Asked} asked */
export function updateBlock(asked) {
  const { body, tree } = asked
  const sent = Object.keys(body).filter((key) => !keysBesideType.includes(key))
  const type = writableTypes.find((one) => sent.includes(one))
  const shapes = type === undefined ? {} : { [type]: updateShape(type) }
  asked.demandBody(
    {},
    { ...shapes, ...asked.trashShapes, type: oneOf(type ? [type] : writableTypes), object: oneOf(['block']) },
  )
  const node = asked.find(asked.id, 'block')
  if (type !== undefined) demandOwnType(node, type)
  if (asked.wantsTrash === undefined && type === undefined)
    demand(oneKey(Object.fromEntries([...writableTypes, 'in_trash'].map((one) => [one, uuid]))), body, 'body')
  if (node.inTrash && asked.wantsTrash !== false) tree.demandEditable(node)
  tree.demandAncestors(node)
  if (type !== undefined) change(asked, node, type)
  if (asked.wantsTrash !== undefined) asked.tree.trash(node, asked.wantsTrash, asked.bot.id)
  return asked.serializer.block(node)
}

/** @param {Node} node @param {string} type */
function demandOwnType(node, type) {
  if (node.type !== type)
    throw writableTypes.includes(node.type) && !readOnlyTypes.includes(node.type)
      ? invalid(`Expected block type ${node.type} in request body`, { check: 27 })
      : invalid(`Blocks of type ${node.type} cannot be updated.`, { check: 27 })
  if (readOnlyTypes.includes(type)) throw invalid(`Blocks of type ${type} cannot be updated.`, { check: 27 })
}

/** @param {Asked} asked @param {Node} node @param {string} type */
function change(asked, node, type) {
  const sent = asked.body[type]
  if (type === 'table_row' && node.parent) demandCells(node.parent, [{ table_row: sent }])
  if (sent.is_toggleable === false && liveChildren(node).length > 0)
    throw invalid(`${type}.is_toggleable cannot be \`false\` while the heading has children.`, { check: 27 })
  node.content = contentOf(asked, type, sent, node.content)
  asked.tree.touch(node, asked.bot.id)
}

/** @param {Asked} asked */
export function deleteBlock(asked) {
  const node = asked.find(asked.id, 'block')
  asked.tree.demandEditable(node)
  asked.tree.trash(node, true, asked.bot.id)
  return asked.serializer.block(node)
}
