// SPDX-License-Identifier: AGPL-3.0-or-later
// Schemas of data sources: what is taken when one is made or changed, and how it reads back.
import { randomBytes, randomUUID } from 'node:crypto'
import { invalid } from './errors.mjs'
import { newOption, optionColor, propertyOf } from './properties.mjs'
import {
  anyObject,
  firstMismatch,
  isObject,
  list,
  object,
  oneKey,
  oneOf,
  orNull,
  text,
  unlike,
  uuid,
} from './shapes.mjs'

/** @typedef {import('./shapes.mjs').Shape} Shape */
/** @typedef {import('./properties.mjs').Schema} Schema */
/** @typedef {import('./properties.mjs').Property} Property */

const empty = object({})
const option = oneKey({ name: text() }, { id: text(), color: optionColor, description: orNull(text()) })
const options = object({}, { options: list(option, 100, 12) })

/** @param {boolean} hasDataSources @returns {Record<string, Shape>} */
const configs = (hasDataSources) => ({
  ...{ title: empty, rich_text: empty, number: object({}, { format: text() }), select: options, multi_select: options },
  ...{ status: options, date: empty, people: empty, files: empty, checkbox: empty, url: empty, email: empty },
  ...{ phone_number: empty, created_time: empty, created_by: empty, last_edited_time: empty, last_edited_by: empty },
  ...{
    formula: object({}, { expression: text() }),
    rollup: anyObject,
    unique_id: object({}, { prefix: orNull(text()) }),
  },
  relation: object(
    { [hasDataSources ? 'data_source_id' : 'database_id']: uuid },
    { type: oneOf(['single_property', 'dual_property']), single_property: empty, dual_property: anyObject },
  ),
})

/** @param {boolean} hasDataSources @returns {Shape} */
const property = (hasDataSources) =>
  oneKey(configs(hasDataSources), { name: text(), description: orNull(text()), id: text() })

/** @param {boolean} hasDataSources @returns {Shape} */
export const newSchemaShape = (hasDataSources) => (value, path) => {
  if (!isObject(value)) return unlike(path, 'an object', value)
  const one = property(hasDataSources)
  return firstMismatch(
    Object.entries(value).map(
      ([name, sent]) =>
        () =>
          one(sent, `${path}.${name}`),
    ),
  )
}

/** @param {boolean} hasDataSources @returns {Shape} */
export const schemaUpdateShape = (hasDataSources) => (value, path) => {
  if (!isObject(value)) return unlike(path, 'an object', value)
  const renamed = object({ name: text() }, { description: orNull(text()) })
  const one = property(hasDataSources)
  const isRenamed = (/** @type {any} */ sent) => isObject(sent) && Object.keys(sent).every((key) => key === 'name')
  return firstMismatch(
    Object.entries(value)
      .filter(([, sent]) => sent !== null)
      .map(
        ([name, sent]) =>
          () =>
            (isRenamed(sent) ? renamed : one)(sent, `${path}.${name}`),
      ),
  )
}

/** Ids have characters that a URL has to encode. @returns {string} */
const newId = () =>
  encodeURIComponent(`${':;@?'[randomBytes(1).readUInt8() % 4]}${randomBytes(3).toString('base64url').slice(0, 3)}`)

/** @param {any} sent @param {string} name @returns {Property} */
function newProperty(sent, name) {
  const type = Object.keys(configs(true)).find((one) => sent[one] !== undefined) ?? ''
  return { id: type === 'title' ? 'title' : newId(), name, type, config: configOf(type, sent[type]) }
}

/** @param {string} type @param {any} sent */
function configOf(type, sent) {
  if (type === 'number') return { format: 'number', ...sent }
  if (type === 'select' || type === 'multi_select') return { options: optionsOf(type, sent.options ?? []) }
  if (type === 'status') return statusConfig(sent.options ?? [])
  if (type === 'unique_id') return { prefix: null, ...sent }
  return { ...sent }
}

/** @param {string} type @param {any[]} sent */
function optionsOf(type, sent) {
  const names = sent.map(({ name }) => name)
  if (new Set(names).size < names.length)
    throw invalid(`Options of ${type} must have names of their own.`, { check: 29 })
  return sent.map((one, place) => newOption(type, one, place))
}

const statusGroups = /** @type {const} */ ([
  ['To-do', 'gray', 'Not started'],
  ['In progress', 'blue', 'In progress'],
  ['Complete', 'green', 'Done'],
])

/** Options that are named all stand in the first group. @param {any[]} sent */
function statusConfig(sent) {
  const given = sent.map((one, place) => newOption('status', one, place))
  const own = given.length === 0
  const options = own
    ? statusGroups.map(([, color, name]) => ({ id: randomUUID(), name, color, description: null }))
    : given
  const groups = statusGroups.map(([name, color], place) => ({
    id: randomUUID(),
    name,
    color,
    option_ids: own ? [options[place]?.id] : place === 0 ? options.map(({ id }) => id) : [],
  }))
  return { options, groups }
}

/** @param {Record<string, any>} sent @returns {Schema} */
export function newSchema(sent) {
  const properties = Object.entries(sent).map(([name, one]) => newProperty(one, name))
  if (properties.filter(({ type }) => type === 'title').length !== 1)
    throw invalid('Database must have exactly one title property.', { check: 28 })
  return { byId: new Map(properties.map((one) => [one.id, one])), former: new Set(), last: 0 }
}

/** @param {Schema} schema @param {Record<string, any>} sent */
export function changeSchema(schema, sent) {
  for (const [key, change] of Object.entries(sent)) {
    const found = propertyOf(schema, key)
    if (found) changeProperty(schema, found, change)
    else if (change === null || Object.keys(change).every((one) => one === 'name'))
      throw invalid(`${key} is not a property that exists.`, { check: 28 })
    else addProperty(schema, newProperty(change, key))
  }
}

/** @param {Schema} schema @param {Property} added */
function addProperty(schema, added) {
  if (added.type === 'title') throw invalid('Cannot create new title property.', { check: 28 })
  schema.byId.set(added.id, added)
}

/** @param {Schema} schema @param {Property} property @param {any} change */
function changeProperty(schema, property, change) {
  if (change === null) {
    if (property.type === 'title') throw invalid('Cannot delete title property.', { check: 28 })
    schema.byId.delete(property.id)
    schema.former.add(property.name).add(property.id)
    return
  }
  if (change.name !== undefined && change.name !== property.name) {
    schema.former.add(property.name)
    property.name = change.name
  }
  const type = Object.keys(configs(true)).find((one) => change[one] !== undefined)
  if (type === undefined) return
  if ((type === 'title') !== (property.type === 'title'))
    throw invalid('Cannot change the type of the title property.', { check: 28 })
  const isSame = type === property.type
  const merged =
    isSame && change[type].options ? withOptions(property, change[type].options) : configOf(type, change[type])
  property.config = isSame && Object.keys(change[type]).length === 0 ? property.config : merged
  property.type = type
}

/** Options that are named again keep their ids. @param {Property} property @param {any[]} sent */
function withOptions(property, sent) {
  const before = property.config.options
  const options = sent.map(
    (one, place) =>
      before.find((/** @type {any} */ old) => old.id === one.id || old.name === one.name) ??
      newOption(property.type, one, place),
  )
  return { ...property.config, options }
}

/** As it reads back. @param {Schema} schema @param {boolean} hasDataSources @param {(id: string) => {id: string, parent?: {id: string} | undefined} | undefined} get */
export const readSchema = (schema, hasDataSources, get) =>
  Object.fromEntries(
    [...schema.byId.values()].map(({ id, name, type, config }) => [
      name,
      {
        id,
        name,
        description: null,
        type,
        [type]: type === 'relation' ? readRelation(config, hasDataSources, get) : config,
      },
    ]),
  )

/** @param {any} config @param {boolean} hasDataSources @param {(id: string) => {id: string, parent?: {id: string} | undefined} | undefined} get */
function readRelation(config, hasDataSources, get) {
  const { data_source_id, database_id, ...rest } = config
  const source = get(data_source_id ?? '')
  const type = rest.type ?? (rest.dual_property ? 'dual_property' : 'single_property')
  const target = { database_id: source?.parent?.id ?? database_id, ...(hasDataSources && { data_source_id }) }
  return { ...target, type, [type]: rest[type] ?? {} }
}
