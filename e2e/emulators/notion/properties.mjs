// SPDX-License-Identifier: AGPL-3.0-or-later
// Values of a page's properties: which are taken, and how they are kept by the schema.
import { randomUUID } from 'node:crypto'
import { dateShape } from './dates.mjs'
import { invalid, notFound, overtaken } from './errors.mjs'
import { richText, url } from './rich-text.mjs'
import {
  dashed,
  firstMismatch,
  isObject,
  list,
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
import { optionColors } from './words.mjs'

/** @typedef {import('./shapes.mjs').Shape} Shape */
/** @typedef {{id: string, name: string, color: string, description: string | null}} Option */
/** @typedef {{id: string, name: string, type: string, config: any}} Property */
/** What a data source's pages have, by id. @typedef {{byId: Map<string, Property>, former: Set<string>, last: number}} Schema former: names that people have taken away */

export const optionColor = oneOf(optionColors, 16)
/** @type {Shape} */
const option = (value, path) =>
  value?.id === undefined ? byName(value, path) : object({ id: text() }, { name: text(), ...described })(value, path)
const described = { color: optionColor, description: orNull(text()) }
const byName = object({ name: text() }, described)

/** @type {Shape} */
const address = (value, path) =>
  value === '' ? unlike(path, 'a valid URL or `null`', value, 31) : text(2000, 13)(value, path)

const file = oneKey(
  {
    external: object({ url: url() }),
    file_upload: object({ id: uuid }),
    file: object({ url: text() }, { expiry_time: text() }),
  },
  { name: text() },
)

/** What can be written, by type. @type {Record<string, Shape>} */
const shapes = {
  title: richText,
  rich_text: richText,
  number: orNull(number),
  select: orNull(option),
  multi_select: list(option, 100, 12),
  status: option,
  date: orNull(dateShape),
  checkbox: truth,
  url: orNull(address),
  email: orNull(text(200, 31)),
  phone_number: orNull(text(200, 31)),
  relation: list(object({ id: uuid }), 100, 12),
  people: list(object({ id: uuid }, { object: text(), name: orNull(text()) }), 100, 12),
  files: list(file, 100, 12),
}

export const readOnlyProperties = [
  ...['formula', 'rollup', 'unique_id', 'button', 'verification'],
  ...['created_time', 'created_by', 'last_edited_time', 'last_edited_by'],
]

const wrapped = oneKey(shapes, { id: text(), name: text() })

/** @param {any} value */
const isWrapped = (value) =>
  isObject(value) && [...Object.keys(shapes), ...readOnlyProperties].some((type) => type in value && type !== 'id')

/** The map of properties of a request: each value wrapped in its type, or none of them. @type {Shape} */
export const propertiesShape = (value, path) => {
  if (!isObject(value)) return unlike(path, 'an object', value)
  const entries = Object.entries(value)
  if (entries.length > 0 && !entries.some(([, one]) => isWrapped(one))) return undefined
  return firstMismatch(
    entries.map(([name, one]) => () => {
      const readOnly = isObject(one) && readOnlyProperties.find((type) => type in one)
      if (readOnly) return unlike(`${path}.${name}.${readOnly}`, 'not present', one[readOnly], 28)
      return wrapped(one, `${path}.${name}`)
    }),
  )
}

/** @param {string} id */
const decoded = (id) => {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

/** @param {Schema} schema @param {string} key a name or an id @returns {Property | undefined} */
export function propertyOf(schema, key) {
  const all = [...schema.byId.values()]
  return all.find(({ name }) => name === key) ?? all.find(({ id }) => id === key || decoded(id) === decoded(key))
}

/** What values refer to. @typedef {{page: (id: string) => unknown, upload: (id: string) => unknown}} Lookups pages that the bot may see; uploads that may be attached */

/**
 * The values to be set, by the ids of properties; a new option enters the schema.
 * @param {Schema} schema @param {Record<string, any>} sent @param {Lookups} lookups
 * @returns {Map<string, any>}
 */
export function valuesOf(schema, sent, lookups) {
  const values = new Map()
  for (const [key, value] of Object.entries(sent)) {
    const property = propertyOf(schema, key)
    if (!property) {
      const message = `${key} is not a property that exists.`
      throw schema.former.has(key) ? overtaken(message, 28) : invalid(message, { check: 28 })
    }
    values.set(property.id, () => storedValue(property, unwrapped(property, value, key), lookups))
  }
  // No option is made before all values are known to fit.
  for (const [id, mean] of values) values.set(id, mean())
  return values
}

/** @param {Property} property @param {any} value @param {string} key */
function unwrapped({ type, name }, value, key) {
  if (readOnlyProperties.includes(type)) throw invalid(`${name} is a property that cannot be written.`, { check: 28 })
  const given = isWrapped(value) ? value[type] : value
  if (given === undefined) throw invalid(`${name} is expected to be ${type}.`, { check: 28 })
  if (isWrapped(value)) return given
  const wrong = shapes[type]?.(given, `body.properties.${key}`)
  if (wrong) throw invalid(`${name} is expected to be ${type}.`, { check: wrong.check || 28 })
  return given
}

/** @param {Property} property @param {any} value @param {Lookups} lookups @returns {any} as it is kept */
function storedValue(property, value, lookups) {
  const { type } = property
  if (value === null) return null
  if (type === 'select') return optionOf(property, value)
  if (type === 'multi_select') return value.map((/** @type {any} */ one) => optionOf(property, one))
  if (type === 'status') return statusOf(property, value)
  if (type === 'date') return { end: null, time_zone: null, ...value }
  if (type === 'relation') return value.map((/** @type {any} */ one) => related(one, lookups))
  if (type === 'people') return value.map((/** @type {any} */ { id }) => ({ object: 'user', id: dashed(id) }))
  if (type === 'files') return value.map((/** @type {any} */ one) => attached(one, lookups))
  return value
}

/** @param {any} one @param {Lookups} lookups */
function related({ id }, lookups) {
  if (!lookups.page(id)) throw notFound('page', dashed(id))
  return { id: dashed(id) }
}

/** @param {any} one @param {Lookups} lookups */
const attached = (one, lookups) =>
  one.file_upload
    ? { upload: lookups.upload(one.file_upload.id), name: one.name }
    : { ...one, name: one.name ?? one.external?.url }

/** @param {Property} property @param {any} wanted */
const optionMatching = ({ config }, wanted) =>
  config.options.find((/** @type {Option} */ one) => one.id === wanted.id || one.name === wanted.name)

/** @param {Property} property @param {any} wanted */
function optionOf(property, wanted) {
  const found = optionMatching(property, wanted)
  if (found) return found.id
  if (wanted.name === undefined) throw invalid(`Invalid ${property.type} option id: ${wanted.id}`, { check: 29 })
  const made = newOption(property.type, wanted, property.config.options.length)
  property.config.options.push(made)
  return made.id
}

/** @param {string} type @param {any} wanted @param {number} place @returns {Option} */
export function newOption(type, { name, color, description = null }, place) {
  if (name.includes(',')) throw invalid(`Invalid ${type} option, commas not allowed: ${name}`, { check: 29 })
  return { id: randomUUID(), name, color: color ?? optionColors[place % optionColors.length] ?? 'default', description }
}

/** @param {Property} property @param {any} wanted */
function statusOf(property, wanted) {
  const found = optionMatching(property, wanted)
  // The stray quote is the service's own.
  if (!found)
    throw invalid(`Invalid status option. Status option "${wanted.name ?? wanted.id}" does not exist".`, { check: 29 })
  return found.id
}

/** @param {string[]} keys of the query @param {Schema | undefined} schema @returns {Set<string> | undefined} the ids that are wanted, when not all are */
export function wantedProperties(keys, schema) {
  if (keys.length === 0) return undefined
  return new Set(
    keys.map((key) => {
      const found = schema ? propertyOf(schema, key)?.id : key === 'title' ? 'title' : undefined
      if (found === undefined)
        throw overtakenOrWrong(schema, key, `Could not find property with name or id: ${key}`, 28)
      return found
    }),
  )
}

/** @param {Schema | undefined} schema @param {string} key @param {string} message @param {number} check */
export const overtakenOrWrong = (schema, key, message, check) =>
  schema?.former.has(key) ? overtaken(message, check) : invalid(message, { check })
