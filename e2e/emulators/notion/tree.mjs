// SPDX-License-Identifier: AGPL-3.0-or-later
// The content of a workspace: pages, databases, data sources and blocks, each below another or at the top.
import { randomUUID } from 'node:crypto'
import { archived, archivedAncestor } from './errors.mjs'
import { dashed } from './shapes.mjs'

/** @typedef {import('./properties.mjs').Schema} Schema */

/**
 * @typedef {object} Node
 * @property {string} id
 * @property {'page' | 'database' | 'data_source' | 'block'} object
 * @property {string} type of the block that represents it in its parent: child_page for a page
 * @property {Node | undefined} parent
 * @property {Node[]} children in their order, with those in the trash
 * @property {any} content of a block, without its children
 * @property {any[]} title as rich text that was sent
 * @property {any[]} description
 * @property {Map<string, any>} values of a page by the ids of properties
 * @property {Schema | undefined} schema of a data source
 * @property {any} icon @property {any} cover
 * @property {number} created @property {number} edited milliseconds since the epoch
 * @property {string} createdBy @property {string} editedBy
 * @property {boolean} inTrash @property {boolean} isLocked @property {boolean} isInline
 * @property {number} restoredAt when it was taken from the trash
 * @property {{at: number, text: string}[]} titles as the search index learns of them
 */

/** The bot that calls. @typedef {{id: string, name: string, capabilities: {read: boolean, update: boolean, insert: boolean}, pages: 'all' | Set<string>, owner?: unknown, isExempt?: boolean}} Bot */

export class Tree {
  /** @type {Map<string, Node>} */
  nodes = new Map()

  /**
   * @param {() => number} now milliseconds since the epoch
   * @param {{restoreDelayMs: number}} limits for how long the children of what came back from the trash count as below it
   */
  constructor(now, limits) {
    this.now = now
    this.limits = limits
  }

  /**
   * @param {Partial<Node> & Pick<Node, 'object' | 'type'>} facts
   * @param {string} by whose id
   * @param {number} [at] place among the children of the parent; the end unless it is given
   */
  add(facts, by, at) {
    const now = this.now()
    /** @type {Node} */
    const node = {
      ...{ id: randomUUID(), parent: undefined, children: [], content: {}, title: [], description: [] },
      ...{
        values: new Map(),
        schema: undefined,
        icon: null,
        cover: null,
        titles: [{ at: now, text: '' }],
        restoredAt: Number.NEGATIVE_INFINITY,
      },
      ...{ created: now, edited: now, createdBy: by, editedBy: by, inTrash: false, isLocked: false, isInline: false },
      ...facts,
    }
    this.nodes.set(node.id, node)
    const siblings = node.parent?.children
    siblings?.splice(at ?? siblings.length, 0, node)
    return node
  }

  /** @param {string} id with dashes or without */
  get(id) {
    return this.nodes.get(dashed(id))
  }

  /** Notes an edit of a node, up to the page that it is on. @param {Node} node @param {string} by */
  touch(node, by) {
    for (const one of [node, ...ancestorsOf(node)]) {
      one.edited = this.now()
      one.editedBy = by
      if (one.object !== 'block') return
    }
  }

  /** @param {Node} node @param {Node | undefined} parent @param {string} by */
  move(node, parent, by) {
    node.parent?.children.splice(node.parent.children.indexOf(node), 1)
    node.parent = parent
    parent?.children.push(node)
    this.touch(node, by)
  }

  /** @param {Node} node @param {boolean} inTrash @param {string} by */
  trash(node, inTrash, by) {
    if (node.inTrash && !inTrash) node.restoredAt = this.now()
    node.inTrash = inTrash
    this.touch(node, by)
    if (node.parent && node.parent.object !== 'data_source') this.touch(node.parent, by)
  }

  /** @param {Node} node */
  demandEditable(node) {
    if (node.inTrash) throw archived()
    this.demandAncestors(node)
  }

  /** @param {Node} node */
  demandAncestors(node) {
    const since = this.now() - this.limits.restoreDelayMs
    if (ancestorsOf(node).some((one) => one.inTrash || one.restoredAt > since)) throw archivedAncestor()
  }

  /** @param {Node} node @param {Bot} bot */
  isVisible(node, { pages }) {
    return pages === 'all' || [node, ...ancestorsOf(node)].some(({ id }) => pages.has(id))
  }
}

/** From the parent to the top. @param {Node} node */
export function ancestorsOf(node) {
  const found = []
  for (let one = node.parent; one; one = one.parent) found.push(one)
  return found
}

/** @param {Node} node */
export const liveChildren = (node) => node.children.filter(({ inTrash }) => !inTrash)
