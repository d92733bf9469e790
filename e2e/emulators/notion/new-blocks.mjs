// SPDX-License-Identifier: AGPL-3.0-or-later
// New blocks, with all their descendants.
import { typeOf } from './block-shapes.mjs'
import { dashed } from './shapes.mjs'

/** @typedef {import('./asked.mjs').Asked} Asked */
/** @typedef {import('./tree.mjs').Node} Node */

/** What a block of a type has when the request does not say. @type {Record<string, any>} */
const defaults = {
  code: { caption: [] },
  table_of_contents: { color: 'default' },
  table: { has_column_header: false, has_row_header: false },
  to_do: { checked: false, color: 'default' },
  callout: { icon: null, color: 'default' },
  bookmark: { caption: [] },
  embed: { caption: [] },
}
const captioned = ['image', 'video', 'pdf', 'file', 'audio']
const colored = ['paragraph', 'bulleted_list_item', 'numbered_list_item', 'quote', 'toggle']

/** @param {string} type @returns {any} */
function defaultsOf(type) {
  if (captioned.includes(type)) return { caption: [] }
  if (type.startsWith('heading_')) return { is_toggleable: false, color: 'default' }
  return colored.includes(type) ? { color: 'default' } : (defaults[type] ?? {})
}

/** As a block's content is kept. @param {Asked} asked @param {string} type @param {any} sent @param {any} [before] */
export function contentOf(asked, type, sent, before = defaultsOf(type)) {
  const { children, type: _said, file_upload, external, ...given } = sent
  const content = { ...before, ...given }
  if (file_upload) return withFile(content, asked.upload(file_upload.id), type)
  if (external && captioned.includes(type)) {
    const { upload, ...rest } = content
    const name = type === 'file' ? { name: rest.name ?? nameIn(external.url) } : {}
    return { ...rest, ...name, type: 'external', external }
  }
  if (content.icon) content.icon = asked.image(content.icon)
  if (type === 'link_to_page') return linkTo(given)
  if (type === 'synced_block' && content.synced_from)
    content.synced_from = { type: 'block_id', block_id: dashed(content.synced_from.block_id) }
  return content
}

/** @param {any} content @param {any} upload @param {string} type */
function withFile({ external: _, type: __, ...rest }, upload, type) {
  return { ...rest, upload, ...(type === 'file' && { name: rest.name ?? upload.name }) }
}

/** @param {string} url */
const nameIn = (url) => decodeURIComponent(url.split(/[?#]/)[0]?.split('/').pop() ?? '')

/** @param {any} given */
function linkTo(given) {
  const type = Object.keys(given)[0] ?? ''
  return { type, [type]: dashed(given[type]) }
}

/** A block with all that is to lie below it. @typedef {{type: string, content: any, children: Planned[]}} Planned */

/**
 * New blocks before any of them is added: an upload may be missing, and then none is.
 * @param {Asked} asked @param {any[]} [blocks] that have been found to be right
 * @returns {Planned[]}
 */
export const plannedBlocks = (asked, blocks = []) =>
  blocks.map((block) => {
    const type = typeOf(block)
    const sent = block[type]
    return { type, content: contentOf(asked, type, sent), children: plannedBlocks(asked, sent.children) }
  })

/**
 * @param {Asked} asked @param {Planned[]} planned @param {Node} parent
 * @param {number} [at] place among the children of the parent; the end unless it is given
 * @returns {Node[]} those of the first level
 */
export function addBlocks(asked, planned, parent, at = parent.children.length) {
  return planned.map(({ type, content, children }, index) => {
    const node = asked.tree.add({ object: 'block', type, content, parent }, asked.bot.id, at + index)
    addBlocks(asked, children, node)
    return node
  })
}
