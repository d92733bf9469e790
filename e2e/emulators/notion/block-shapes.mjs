// SPDX-License-Identifier: AGPL-3.0-or-later
// Blocks as requests may bring them, from the types of the official client.
import { color, richText, url } from './rich-text.mjs'
import {
  anyObject,
  firstMismatch,
  isObject,
  list,
  mismatch,
  number,
  object,
  oneKey,
  oneOf,
  orNull,
  text,
  truth,
  unlike,
  uuid,
} from './shapes.mjs'
import { languages } from './words.mjs'

/** @typedef {import('./shapes.mjs').Shape} Shape */
/** @typedef {{required?: Record<string, Shape>, optional?: Record<string, Shape>, nests?: boolean, update?: Shape}} Row */

const maxChildren = 100
const nestedLevels = 2

/** @type {Shape} */
const emoji = (value, path) =>
  typeof value === 'string' && /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(value)
    ? undefined
    : unlike(path, 'a valid emoji', value)

const upload = object({ id: uuid })

export const icon = oneKey({
  emoji,
  external: object({ url: url() }),
  file_upload: upload,
  custom_emoji: object({ id: uuid }, { name: text(), url: text() }),
  icon: object({ name: text() }, { color: text() }),
})

export const cover = oneKey({ external: object({ url: url() }), file_upload: upload })

const external = object({ url: url() })
const media = oneKey({ external, file_upload: upload }, { caption: richText, name: text() })
const mediaUpdate = object({}, { external, file_upload: upload, caption: richText, name: text() })

/** @type {Row} */
const words = { required: { rich_text: richText }, optional: { color }, nests: true }
/** @type {Row} */
const heading = { required: { rich_text: richText }, optional: { color, is_toggleable: truth }, nests: true }
/** @type {Row} */
const empty = {}
/** @type {Row} */
const link = {
  required: { url: url() },
  optional: { caption: richText },
  update: object({}, { url: url(), caption: richText }),
}
const target = oneKey({ page_id: uuid, database_id: uuid, comment_id: uuid })
const cells = list(richText, 100, 17)
const source = orNull(object({ block_id: uuid }, { type: oneOf(['block_id']) }))
const language = oneOf(languages, 15)

/** Types whose content is one of several shapes, or any object. @type {Record<string, Shape>} */
const wholeContents = {
  image: media,
  video: media,
  pdf: media,
  file: media,
  audio: media,
  link_to_page: target,
  ai_block: anyObject,
  meeting_notes: anyObject,
  custom_block: anyObject,
}

/** The types that can be written, in the order in which the service lists them. @type {Record<string, Row>} */
const rows = {
  embed: link,
  bookmark: link,
  image: { update: mediaUpdate },
  video: { update: mediaUpdate },
  pdf: { update: mediaUpdate },
  file: { update: mediaUpdate },
  audio: { update: mediaUpdate },
  code: {
    required: { rich_text: richText, language },
    optional: { caption: richText },
    update: object({}, { rich_text: richText, language, caption: richText }),
  },
  equation: { required: { expression: text(1000, 14) } },
  divider: empty,
  breadcrumb: empty,
  tab: { nests: true, update: object({}) },
  table_of_contents: { optional: { color } },
  link_to_page: { update: target },
  table_row: { required: { cells } },
  ai_block: {},
  meeting_notes: {},
  custom_block: {},
  table: {
    required: { table_width: number },
    optional: { has_column_header: truth, has_row_header: truth },
    nests: true,
    update: object({}, { has_column_header: truth, has_row_header: truth }),
  },
  column_list: { nests: true },
  column: { optional: { width_ratio: number }, nests: true, update: object({}, { width_ratio: number }) },
  heading_1: heading,
  heading_2: heading,
  heading_3: heading,
  heading_4: heading,
  paragraph: { ...words, optional: { color, icon }, update: object({}, { rich_text: richText, color, icon }) },
  bulleted_list_item: words,
  numbered_list_item: words,
  quote: words,
  to_do: {
    ...words,
    optional: { color, checked: truth },
    update: object({}, { rich_text: richText, color, checked: truth }),
  },
  toggle: words,
  template: { required: { rich_text: richText }, nests: true },
  callout: { ...words, optional: { color, icon }, update: object({}, { rich_text: richText, color, icon }) },
  synced_block: { required: { synced_from: source }, nests: true },
}

export const writableTypes = Object.keys(rows)
export const nestingTypes = writableTypes.filter((type) => rows[type]?.nests)
/** Types that PATCH /blocks never changes. */
export const readOnlyTypes = [
  ...['synced_block', 'child_page', 'child_database', 'column_list'],
  ...['ai_block', 'meeting_notes', 'custom_block', 'link_preview', 'unsupported'],
]

const noChildren = (/** @type {number} */ check) =>
  /** @type {Shape} */ (
    (value, path) =>
      Array.isArray(value) && value.length === 0 ? undefined : unlike(path, 'not present', value, check)
  )

/** Types that stand in one type of parent only, and types that take one type of child only. @type {Record<string, string>} */
const requiredParents = { table_row: 'table', column: 'column_list' }
/** @type {Record<string, string>} */
const requiredChildren = { table: 'table_row', column_list: 'column', tab: 'paragraph' }

/** @param {string} type @param {string} within the type of the parent @param {string} path */
function misplaced(type, within, path) {
  const home = requiredParents[type]
  if (home && within !== home) return mismatch(`${path}: ${type} must be a child of ${home}`, 18)
  const wanted = requiredChildren[within]
  if (wanted && type !== wanted) return mismatch(`${path}: ${within} takes children of type ${wanted} only`, 18)
}

/** The type of a block that is sent. @param {any} block */
export const typeOf = (block) => writableTypes.find((type) => block[type] !== undefined) ?? ''

/** @param {number} levels that may lie below @param {string} within @returns {Shape} */
function block(levels, within) {
  /** @type {Record<string, Shape>} */
  const variants = Object.fromEntries(writableTypes.map((type) => [type, content(type, levels)]))
  const shape = oneKey(variants, { object: oneOf(['block']) })
  return (value, path) => shape(value, path) ?? misplaced(typeOf(value), within, path)
}

/** @param {string} type @param {number} levels @returns {Shape} */
function content(type, levels) {
  const simple = wholeContents[type]
  if (simple) return simple
  const shape = membersOf(type, levels)
  const rule = rules[type] ?? (type.startsWith('heading_') ? foldingHeading : undefined)
  return (value, path) => missingEssential(type, value, path) ?? shape(value, path) ?? rule?.(value, path)
}

/** @param {string} type @param {number} levels @returns {Shape} */
function membersOf(type, levels) {
  const { required = {}, optional = {}, nests = false } = rows[type] ?? {}
  if (!nests) return object(required, { ...optional, children: noChildren(19) })
  const children = levels === 0 ? noChildren(10) : childrenOf(type, levels)
  return type in requiredChildren
    ? object({ ...required, children }, optional)
    : object(required, { ...optional, children })
}

/** Keys that a type must have, and the check that a block without them fails. @type {Record<string, [key: string, check: number]>} */
const essentials = { code: ['language', 15], table: ['children', 17], column_list: ['children', 18] }

/** @param {string} type @param {any} value @param {string} path */
function missingEssential(type, value, path) {
  const [key, check] = essentials[type] ?? []
  if (key !== undefined && value?.[key] === undefined && isObject(value))
    return unlike(`${path}.${key}`, 'defined', undefined, check)
}

/** Built when it is first needed, because the shapes contain each other. @param {string} type @param {number} levels @returns {Shape} */
const childrenOf = (type, levels) => (value, path) => list(blockShape(levels - 1, type), maxChildren, 7)(value, path)

/** @type {Map<string, Shape>} */
const cache = new Map()

/** @param {number} levels @param {string} within @returns {Shape} */
function blockShape(levels, within) {
  const key = `${levels} ${within}`
  const shape = cache.get(key) ?? block(levels, within)
  cache.set(key, shape)
  return shape
}

/** @type {Shape} */
const foldingHeading = (value, path) =>
  value.children?.length > 0 && !value.is_toggleable
    ? mismatch(`${path}.children should be not present unless ${path}.is_toggleable is \`true\`.`, 19)
    : undefined

/** @type {Record<string, Shape>} */
const rules = {
  table: (value, path) =>
    firstMismatch([
      () => (value.table_width >= 1 ? undefined : unlike(`${path}.table_width`, '≥ `1`', value.table_width, 17)),
      () => atLeast(1, 17)(value.children, `${path}.children`),
      ...value.children.map((/** @type {any} */ row) => () => wrongCells(row.table_row.cells, value.table_width)),
    ]),
  column_list: (value, path) => atLeast(2, 18)(value.children, `${path}.children`),
}

/** @param {number} min @param {number} check @returns {Shape} */
const atLeast = (min, check) => (value, path) =>
  value.length < min ? unlike(`${path}.length`, `≥ \`${min}\``, value.length, check) : undefined

/** @param {any[]} cells @param {number} width */
export function wrongCells(cells, width) {
  if (cells.length !== width)
    return mismatch('Number of cells in table row must match the table width of the parent table', 17)
}

/** Children of a block of this type, as they may be sent in one request. @param {string} within */
export const childrenShape = (within) => list(blockShape(nestedLevels, within), maxChildren, 7)

/** What PATCH /blocks takes for a type, without children. @param {string} type @returns {Shape} */
export function updateShape(type) {
  const { required = {}, optional = {}, update } = rows[type] ?? {}
  const shape = update ?? object(required, optional)
  return (value, path) =>
    value?.children === undefined ? shape(value, path) : unlike(`${path}.children`, 'not present', value.children, 27)
}
