// SPDX-License-Identifier: AGPL-3.0-or-later
// Objects of a workspace as answers show them, by version.
import { minuteOf } from './dates.mjs'
import { isLoopback, plainText, readRichText } from './rich-text.mjs'
import { readSchema } from './schema.mjs'
import { liveChildren } from './tree.mjs'

/** @typedef {import('./tree.mjs').Node} Node */
/** @typedef {import('./properties.mjs').Property} Property */
/** @typedef {import('./workspace.mjs').Workspace} Workspace */

/** What a version has. @typedef {{hasDataSources: boolean, hasArchived: boolean}} Features */

/** @param {string} version @returns {Features} */
export const featuresOf = (version) => ({
  hasDataSources: version >= '2025-09-03',
  hasArchived: version < '2026-03-11',
})

const hour = 60 * 60 * 1000
const byUser = (/** @type {string} */ id) => ({ object: 'user', id })

/** @param {Node} node */
export const titleOf = (node) => plainText(node.title)

/** @param {Node} node */
export function urlOf(node) {
  const words = titleOf(node)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  return `https://app.notion.com/p/${words === '' ? '' : `${encodeURIComponent(words)}-`}${node.id.replaceAll('-', '')}`
}

/** @param {Node | undefined} node */
const named = (node) => node && (titleOf(node) || 'Untitled')

export class Serializer {
  /** @param {Workspace} workspace @param {Features} features */
  constructor(workspace, features) {
    this.workspace = workspace
    this.features = features
    const { content } = workspace
    /** @type {import('./rich-text.mjs').Names} */
    this.names = {
      titleOf: (id) => named(content.get(id)),
      nameOf: (id) => workspace.people.get(id)?.name,
      urlOf: (id) => `https://app.notion.com/p/${id.replaceAll('-', '')}`,
      keepsLink: (url) => workspace.limits.keepsLoopbackLinks || !isLoopback(url),
    }
  }

  /** What all objects have. @param {Node} node */
  #common({ created, edited, createdBy, editedBy, inTrash }) {
    return {
      created_time: minuteOf(created),
      last_edited_time: minuteOf(edited),
      created_by: byUser(createdBy),
      last_edited_by: byUser(editedBy),
      ...(this.features.hasArchived && { archived: inTrash }),
      in_trash: inTrash,
    }
  }

  /** @param {Node} node */
  parent({ parent, object }) {
    if (!parent) return { type: 'workspace', workspace: true }
    const database_id = parent.parent?.id ?? ''
    if (object === 'data_source') return { type: 'database_id', database_id: parent.id }
    if (parent.object === 'page') return { type: 'page_id', page_id: parent.id }
    if (parent.object === 'block') return { type: 'block_id', block_id: parent.id }
    if (!this.features.hasDataSources) return { type: 'database_id', database_id }
    return { type: 'data_source_id', data_source_id: parent.id, database_id }
  }

  /** @param {any[]} items */
  text = (items) => readRichText(items, this.names)

  /** @param {Node} node */
  block(node) {
    const renamed = node.type === 'meeting_notes' && this.features.hasArchived
    const type = renamed ? 'transcription' : node.type
    return {
      object: 'block',
      id: node.id,
      parent: this.parent(node),
      ...this.#common(node),
      has_children: node.object !== 'database' && liveChildren(node).length > 0,
      type,
      [type]: this.content(node),
    }
  }

  /** What is under a block's type. @param {Node} node */
  content(node) {
    if (node.object !== 'block') return { title: titleOf(node) }
    const { upload, ...rest } = node.content
    const texts = ['rich_text', 'caption'].filter((key) => rest[key])
    const cells = rest.cells?.map((/** @type {any[]} */ cell) => this.text(cell))
    return {
      ...rest,
      ...(upload && this.file(upload)),
      ...Object.fromEntries(texts.map((key) => [key, this.text(rest[key])])),
      ...(cells && { cells }),
      ...(rest.icon && { icon: this.image(rest.icon) }),
    }
  }

  /** A file that the service keeps: its address expires after an hour. @param {any} upload */
  file(upload) {
    const expiry_time = new Date(this.workspace.now() + hour).toISOString()
    return { type: 'file', file: { url: upload.url, expiry_time } }
  }

  /** Icons and covers. @param {any} image */
  image(image) {
    if (!image) return null
    if (image.upload) return this.file(image.upload)
    const type = Object.keys(image).find((key) => key !== 'type') ?? ''
    return { type, [type]: image[type] }
  }

  /** @param {Node} node */
  #decorated(node) {
    return {
      icon: this.image(node.icon),
      cover: this.image(node.cover),
      is_locked: node.isLocked,
      url: urlOf(node),
      public_url: null,
    }
  }

  /** @param {Node} node @param {Set<string>} [wanted] properties by id; all unless they are given */
  page(node, wanted) {
    return {
      object: 'page',
      id: node.id,
      ...this.#common(node),
      ...this.#decorated(node),
      is_archived: false,
      parent: this.parent(node),
      properties: this.properties(node, wanted),
    }
  }

  /** @param {Node} node @param {Set<string>} [wanted] */
  properties(node, wanted) {
    const schema = node.parent?.schema
    const title = { id: 'title', type: 'title', title: this.text(node.title) }
    if (!schema) return wanted && !wanted.has('title') ? {} : { title }
    const shown = [...schema.byId.values()].filter(({ id }) => !wanted || wanted.has(id))
    return Object.fromEntries(shown.map((property) => [property.name, this.property(node, property)]))
  }

  /** @param {Node} node @param {Property} property */
  property(node, property) {
    const { id, type } = property
    const more = type === 'relation' ? { has_more: false } : {}
    return { id, type, [type]: this.value(node, property), ...more }
  }

  /** @param {Node} node @param {Property} property @returns {any} */
  value(node, { id, type, config }) {
    const value = node.values.get(id) ?? null
    const optionOf = (/** @type {string} */ wanted) => shownOption(config.options, wanted)
    if (type === 'title') return this.text(node.title)
    if (type === 'rich_text') return this.text(value ?? [])
    if (type === 'select' || type === 'status') return value && optionOf(value)
    if (type === 'multi_select') return (value ?? []).map(optionOf).filter(Boolean)
    if (type === 'relation') return (value ?? []).filter((/** @type {any} */ one) => this.workspace.content.get(one.id))
    if (type === 'people') return value ?? []
    if (type === 'files') return (value ?? []).map((/** @type {any} */ one) => this.#attached(one))
    if (type === 'checkbox') return value ?? false
    if (type === 'unique_id') return { prefix: config.prefix, number: value }
    return value ?? this.#computed(node, type)
  }

  /** @param {any} one */
  #attached({ upload, name, external, file }) {
    if (upload) return { name: name ?? upload.name, ...this.file(upload) }
    return external ? { name, type: 'external', external } : { name, type: 'file', file }
  }

  /** @param {Node} node @param {string} type */
  #computed(node, type) {
    if (type === 'formula') return { type: 'string', string: null }
    if (type === 'rollup') return { type: 'array', array: [], function: 'show_original' }
    if (type === 'created_by') return byUser(node.createdBy)
    if (type === 'last_edited_by') return byUser(node.editedBy)
    if (type === 'created_time') return minuteOf(node.created)
    if (type === 'last_edited_time') return minuteOf(node.edited)
    return null
  }

  /** @param {Node} node */
  database(node) {
    const sources = node.children.filter(({ object, inTrash }) => object === 'data_source' && !inTrash)
    const only = sources[0]
    const { created_by, last_edited_by, ...common } = this.#common(node)
    return {
      object: 'database',
      id: node.id,
      ...common,
      ...(!this.features.hasDataSources && { created_by, last_edited_by }),
      ...this.#decorated(node),
      title: this.text(node.title),
      description: this.text(node.description),
      is_inline: node.isInline,
      parent: this.parent(node),
      ...(this.features.hasDataSources
        ? { data_sources: sources.map((one) => ({ id: one.id, name: titleOf(one) })) }
        : { properties: only ? this.schema(only) : {} }),
    }
  }

  /** @param {Node} node */
  schema({ schema }) {
    return schema ? readSchema(schema, this.features.hasDataSources, (id) => this.workspace.content.get(id)) : {}
  }

  /** @param {Node} node */
  dataSource(node) {
    const { is_locked, ...decorated } = this.#decorated(node)
    return {
      object: 'data_source',
      id: node.id,
      ...this.#common(node),
      ...decorated,
      title: this.text(node.title),
      description: this.text(node.description),
      is_inline: node.parent?.isInline ?? false,
      parent: this.parent(node),
      database_parent: node.parent ? this.parent(node.parent) : null,
      properties: this.schema(node),
    }
  }
}

/** @param {any[]} options @param {string} wanted */
function shownOption(options, wanted) {
  const found = options.find(({ id }) => id === wanted)
  return found ? { id: found.id, name: found.name, color: found.color } : null
}
