// SPDX-License-Identifier: AGPL-3.0-or-later
// One call: what is asked, by which bot, and what that bot can reach.
import { invalid, notFound, outOfBlocks } from './errors.mjs'
import { pagingOf, pagingShapes } from './lists.mjs'
import { featuresOf, Serializer } from './serializer.mjs'
import { dashed, demand, isObject, object, truth, unlike } from './shapes.mjs'

/** @typedef {import('./shapes.mjs').Shape} Shape */
/** @typedef {import('./tree.mjs').Node} Node */
/** @typedef {import('./tree.mjs').Bot} Bot */
/** @typedef {import('./errors.mjs').Kind} Kind */
/** @typedef {{method: string, path: string, query: URLSearchParams, version: string, body: any, bot: Bot}} Call */

const maxBlocks = 1000

export class Asked {
  /** @param {import('./workspace.mjs').Workspace} workspace @param {Call} call @param {string} id that the path names */
  constructor(workspace, { version, query, body, bot }, id) {
    this.workspace = workspace
    this.tree = workspace.content
    this.version = version
    this.features = featuresOf(version)
    this.serializer = new Serializer(workspace, this.features)
    this.query = query
    this.body = body ?? {}
    this.bot = bot
    this.id = id
  }

  /** Refuses a body with too many blocks in all, before its shape is checked. */
  demandFewBlocks() {
    const blocks = countBlocks(this.body.children) + countBlocks(this.body.content)
    if (blocks > maxBlocks)
      throw invalid(`body failed validation: body should have ≤ \`${maxBlocks}\` blocks, instead had \`${blocks}\`.`, {
        check: 8,
      })
  }

  /** @param {Record<string, Shape>} required @param {Record<string, Shape>} [optional] */
  demandBody(required, optional = {}) {
    demand(object(required, optional, 5), this.body, 'body')
  }

  /** The keys that put an object into the trash or take it out. @returns {Record<string, Shape>} */
  get trashShapes() {
    return { in_trash: truth, archived: this.features.hasArchived ? truth : gone }
  }

  /** Whether the object is to be in the trash; undefined when the body does not say. @returns {boolean | undefined} */
  get wantsTrash() {
    return this.body.in_trash ?? this.body.archived
  }

  get paging() {
    const paging = pagingOf(this.query)
    demand(object({}, pagingShapes), paging, 'query')
    return paging
  }

  /** @param {string} id @param {Kind} kind */
  find(id, kind) {
    const node = this.tree.get(id)
    const fits = kind === 'block' ? node?.object !== 'data_source' : node?.object === kind
    if (!node || !fits || !this.tree.isVisible(node, this.bot)) throw notFound(kind, dashed(id))
    return node
  }

  /** What values of properties refer to. @returns {import('./properties.mjs').Lookups} */
  get lookups() {
    return {
      page: (id) => {
        const node = this.tree.get(id)
        return node?.object === 'page' && this.tree.isVisible(node, this.bot)
      },
      upload: (id) => this.upload(id),
    }
  }

  /** A file that the bot has uploaded. @param {string} id */
  upload(id) {
    const upload = this.workspace.uploads.take(dashed(id), this.bot.id)
    if (!upload) throw invalid(`File upload ${dashed(id)} cannot be attached: it is not uploaded.`, { check: 41 })
    return upload
  }

  /** An icon or a cover as it is kept. @param {any} sent */
  image(sent) {
    return sent?.file_upload ? { upload: this.upload(sent.file_upload.id) } : sent
  }

  /** Takes blocks from what a free workspace has left. @param {any[]} [blocks] @param {number} [more] beside them */
  spend(blocks, more = 0) {
    const count = countBlocks(blocks) + more
    const { limits } = this.workspace
    if (limits.blocksLeft === undefined || this.bot.isExempt) return
    if (count > limits.blocksLeft) throw outOfBlocks()
    limits.blocksLeft -= count
  }
}

/** @type {Shape} */
const gone = (value, path) => unlike(path, 'not present', value, 22)

/** At all levels. @param {any} blocks @returns {number} */
export function countBlocks(blocks) {
  if (!Array.isArray(blocks)) return 0
  return blocks.reduce((sum, block) => sum + 1 + childrenIn(block), 0)
}

/** @param {any} block @returns {number} */
function childrenIn(block) {
  if (!isObject(block)) return 0
  return Object.values(block).reduce((sum, content) => sum + (isObject(content) ? countBlocks(content.children) : 0), 0)
}
