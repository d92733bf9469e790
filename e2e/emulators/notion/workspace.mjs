// SPDX-License-Identifier: AGPL-3.0-or-later
// A workspace: its content, what bots may do with it, and what people do.
import { randomUUID } from 'node:crypto'
import { Asked } from './asked.mjs'
import { callOf, versions } from './endpoints.mjs'
import { plainText, textOf } from './rich-text.mjs'
import { featuresOf, Serializer, titleOf } from './serializer.mjs'
import { Tree } from './tree.mjs'

export { versions }

/** @typedef {import('./tree.mjs').Node} Node */
/** @typedef {import('./tree.mjs').Bot} Bot */
/** @typedef {import('./asked.mjs').Call} Call */
/** @typedef {{name: string, contentType: string, url: string}} Upload its url is good for an hour from when it is read */
/** @typedef {{take: (id: string, bot: string) => Upload | undefined}} Uploads */
/** As webhooks tell it. @typedef {{type: string, entity: {id: string, type: string}, data: object}} Event */

/**
 * @typedef {object} Limits
 * @property {number | undefined} blocksLeft on a plan that counts blocks
 * @property {number} searchDelayMs until the search knows of a title
 * @property {boolean} keepsLoopbackLinks false: text that links to the reader's own machine comes without the link
 * @property {number} restoreDelayMs for which the children of what came back from the trash count as below it
 */

const newest = versions.at(-1) ?? ''
const noUploads = { take: () => undefined }

export class Workspace {
  /** @type {Limits} */
  limits = { blocksLeft: undefined, searchDelayMs: 0, keepsLoopbackLinks: true, restoreDelayMs: 0 }
  /** Called for edits of people, not of bots. @type {(event: Event) => void} */
  onEdit = () => {}
  /** @type {Map<string, {name: string, email: string}>} */
  people = new Map()

  /** @param {{id: string, name: string, now?: () => number, uploads?: Uploads}} facts now: milliseconds since the epoch */
  constructor({ id, name, now = Date.now, uploads = noUploads }) {
    this.id = id
    this.name = name
    this.now = now
    this.uploads = uploads
    this.content = new Tree(now, this.limits)
    const person = randomUUID()
    this.people.set(person, { name: 'Robin', email: 'robin@example.org' })
    /** Who does what people do. @type {Bot} */
    this.person = {
      ...{ id: person, name: 'Robin', pages: 'all', isExempt: true },
      capabilities: { read: true, update: true, insert: true },
    }
  }

  /** @param {Call} call @returns {{status: number, body: any}} or throws a NotionError */
  answer(call) {
    const { call: found, id } = callOf(call.method, call.path, call.version)
    const asked = new Asked(this, call, id)
    asked.demandFewBlocks()
    return { status: 200, body: found.run(asked) }
  }

  /** @param {Node} node @param {any[]} title */
  retitle(node, title) {
    node.title = title
    node.titles.push({ at: this.now(), text: plainText(title) })
  }

  /** The title as the search knows it; nothing while it has not heard of the node. @param {Node} node */
  indexed(node) {
    const until = this.now() - this.limits.searchDelayMs
    return node.titles.findLast(({ at }) => at <= until)?.text
  }

  /** A call by a person, whom no plan limits. @param {string} method @param {string} path @param {any} [body] @param {string} [query] */
  do(method, path, body, query = '') {
    const call = { method, path, body, query: new URLSearchParams(query), version: newest, bot: this.person }
    return this.answer(call).body
  }

  /** @param {string} title @param {string} [parent] a page; the top unless it is given @returns {string} id */
  page(title, parent) {
    const where = parent === undefined ? { workspace: true } : { page_id: parent }
    const { id } = this.do('POST', '/pages', { parent: where, properties: { title: { title: textOf(title) } } })
    this.#sendChange('page.created', id)
    return id
  }

  /**
   * @param {{title: string, parent?: string, properties?: Record<string, any>, sources?: string[]}} facts sources: names of more than the first
   * @returns {{id: string, data_source_id: string, data_source_ids: string[]}}
   */
  database({ title, parent, properties = { Name: { title: {} } }, sources = [] }) {
    const where = parent === undefined ? { workspace: true } : { page_id: parent }
    const made = this.do('POST', '/databases', {
      ...{ parent: where, title: textOf(title), initial_data_source: { properties } },
    })
    for (const name of sources) this.source(made.id, name)
    const shown = this.do('GET', `/databases/${made.id}`)
    const ids = shown.data_sources.map((/** @type {{id: string}} */ one) => one.id)
    return { id: made.id, data_source_id: ids[0], data_source_ids: ids }
  }

  /** One more source of a database. @param {string} database @param {string} name @returns {string} id */
  source(database, name) {
    const body = { parent: { database_id: database }, title: textOf(name), properties: { Name: { title: {} } } }
    return this.do('POST', '/data_sources', body).id
  }

  /** @param {string} source @param {Record<string, any>} properties @returns {string} id of the new page */
  row(source, properties) {
    const { id } = this.do('POST', '/pages', { parent: { data_source_id: source }, properties })
    this.#sendChange('page.created', id)
    return id
  }

  /** @param {string} parent @param {any[]} children @param {string} [after] @returns {string[]} ids */
  write(parent, children, after) {
    const position = after ? { position: { type: 'after_block', after_block: { id: after } } } : {}
    const { results } = this.do('PATCH', `/blocks/${parent}/children`, { children, ...position })
    const ids = results.map((/** @type {{id: string}} */ one) => one.id)
    this.#sendBlockChanges(parent, ids)
    return ids
  }

  /** @param {string} id @param {any} content what PATCH /blocks takes, with the type */
  edit(id, content) {
    this.do('PATCH', `/blocks/${id}`, content)
    this.#sendBlockChanges(id, [id])
  }

  /** @param {string} page @param {Record<string, any>} properties */
  setProperties(page, properties) {
    this.do('PATCH', `/pages/${page}`, { properties })
    this.#sendChange('page.properties_updated', page, { updated_properties: Object.keys(properties) })
  }

  /** Renames, removes (null) or adds properties. @param {string} source @param {Record<string, any>} properties */
  setSchema(source, properties) {
    this.do('PATCH', `/data_sources/${source}`, { properties })
    this.#sendChange('data_source.schema_updated', source)
  }

  /** @param {string} id @param {string} [parent] a page, a block or a data source; the top unless it is given */
  move(id, parent) {
    this.content.move(this.#node(id), parent === undefined ? undefined : this.#node(parent), this.person.id)
    this.#sendChange('page.moved', id)
  }

  /** @param {string} id */
  trash(id) {
    this.#setTrash(id, true)
  }

  /** @param {string} id */
  restore(id) {
    this.#setTrash(id, false)
  }

  /** @param {string} id @param {boolean} inTrash */
  #setTrash(id, inTrash) {
    const node = this.#node(id)
    this.content.trash(node, inTrash, this.person.id)
    if (node.object === 'block') this.#sendBlockChanges(id, [id])
    else this.#sendChange(`${node.object}.${inTrash ? 'deleted' : 'undeleted'}`, id)
  }

  /** @param {Pick<Bot, 'pages'>} bot @param {string} id shared with all its descendants */
  share(bot, id) {
    if (bot.pages !== 'all') bot.pages.add(this.#node(id).id)
  }

  /** @param {Pick<Bot, 'pages'>} bot @param {string} id */
  unshare(bot, id) {
    if (bot.pages === 'all') throw new Error('A bot that sees all pages sees this one too')
    bot.pages.delete(this.#node(id).id)
  }

  /** All that is there, with what is in the trash, as plain data. @param {string} id @returns {any} */
  tree(id) {
    return this.#plain(this.#node(id), new Serializer(this, featuresOf(newest)))
  }

  /** What a test is shown of it. */
  state() {
    const top = [...this.content.nodes.values()].filter(({ parent }) => !parent)
    return top.map(({ id }) => this.tree(id))
  }

  /** @param {Node} node @param {Serializer} serializer @returns {any} */
  #plain(node, serializer) {
    const { id, object, type, inTrash: in_trash, children } = node
    const own =
      object === 'block'
        ? { content: serializer.content(node) }
        : { title: titleOf(node), ...(object === 'page' && { properties: serializer.properties(node) }) }
    return { id, object, type, in_trash, ...own, children: children.map((child) => this.#plain(child, serializer)) }
  }

  /** @param {string} id */
  #node(id) {
    const node = this.content.get(id)
    if (!node) throw new Error(`Nothing here is ${id}`)
    return node
  }

  /** @param {string} type @param {string} id @param {object} [data] */
  #sendChange(type, id, data = {}) {
    const node = this.#node(id)
    this.onEdit({ type, entity: { id: node.id, type: node.object }, data })
  }

  /** @param {string} where @param {string[]} ids */
  #sendBlockChanges(where, ids) {
    let node = this.#node(where)
    while (node.object === 'block' && node.parent) node = node.parent
    if (node.object !== 'page') return
    this.#sendChange('page.content_updated', node.id, { updated_blocks: ids.map((id) => ({ id, type: 'block' })) })
  }
}
