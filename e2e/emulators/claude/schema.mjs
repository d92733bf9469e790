// SPDX-License-Identifier: AGPL-3.0-or-later
// JSON schemas: which ones an answer may be asked to follow, and a value that follows one.
import { refuse } from './fields.mjs'

const everywhere = [
  'type',
  'title',
  'description',
  'default',
  'enum',
  'const',
  'anyOf',
  'allOf',
  '$ref',
  '$defs',
  'definitions',
  '$schema',
  '$id',
]

/** What each type may have besides. @type {Record<string, string[]>} */
const keywords = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'minItems'],
  string: ['format'],
  number: [],
  integer: [],
  boolean: [],
  null: [],
}
const formats = ['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid']

/** @param {any} schema @param {string} path its path in the request */
export function checkSchema(schema, path) {
  checkNode(schema, { path, root: schema, open: [] })
}

/** @typedef {{path: string, root: any, open: string[]}} Place `open`: the references that lead here */

/** @param {any} node @param {Place} place */
function checkNode(node, place) {
  const { path } = place
  if (node === null || typeof node !== 'object' || Array.isArray(node)) refuse(path, 'Schemas must be objects', 19)
  if (node.$ref !== undefined) return checkReference(node.$ref, place)
  for (const alternative of [...(node.anyOf ?? []), ...(node.allOf ?? [])]) checkNode(alternative, place)
  const types = [node.type].flat().filter((type) => type !== undefined)
  const unknown = types.find((type) => !Object.hasOwn(keywords, type))
  if (unknown !== undefined) refuse(path, `Type '${unknown}' is not supported`, 19)
  checkKeywords(node, types, path)
  if (node.enum?.some((/** @type {unknown} */ value) => value !== null && typeof value === 'object'))
    refuse(path, 'Values of enum must be strings, numbers, booleans or null', 19)
  if (types.includes('object')) checkObject(node, place)
  if (types.includes('array')) {
    if (![undefined, 0, 1].includes(node.minItems))
      refuse(path, "For 'array' type, 'minItems' values other than 0 or 1 are not supported", 19)
    if (node.items !== undefined) checkNode(node.items, place)
  }
  if (node.format !== undefined && !formats.includes(node.format))
    refuse(path, `For 'string' type, format '${node.format}' is not supported`, 19)
}

/** @param {any} node @param {string[]} types @param {string} path */
function checkKeywords(node, types, path) {
  const known = [...everywhere, ...types.flatMap((type) => keywords[type] ?? [])]
  const strange = Object.keys(node).filter((keyword) => !known.includes(keyword))
  if (strange.length === 0) return
  const named = `${strange.length > 1 ? 'properties' : 'property'} ${strange.sort().join(', ')}`
  refuse(path, `For '${types[0] ?? 'any'}' type, ${named} ${strange.length > 1 ? 'are' : 'is'} not supported`, 19)
}

/** @param {any} node @param {Place} place */
function checkObject(node, place) {
  if (node.additionalProperties !== false)
    refuse(place.path, "For 'object' type, 'additionalProperties' must be explicitly set to false", 19)
  const properties = node.properties ?? {}
  for (const name of node.required ?? [])
    if (!Object.hasOwn(properties, name)) refuse(place.path, `Required property '${name}' is not defined`, 19)
  for (const property of Object.values(properties)) checkNode(property, place)
}

/** @param {string} reference @param {Place} place */
function checkReference(reference, place) {
  const target = resolve(place.root, reference)
  if (target === undefined) refuse(place.path, `Reference '${reference}' leads nowhere in the schema`, 19)
  if (place.open.includes(reference)) refuse(place.path, 'Recursive schemas are not supported', 19)
  checkNode(target, { ...place, open: [...place.open, reference] })
}

/** @param {any} root @param {string} reference */
function resolve(root, reference) {
  if (!/^#(\/|$)/.test(reference)) return undefined
  const names = reference.split('/').slice(1)
  return names.reduce((node, name) => node?.[name.replaceAll('~1', '/').replaceAll('~0', '~')], root)
}

/** @type {Record<string, string>} */
const wellFormed = {
  'date-time': '2026-11-20T12:00:00Z',
  time: '12:00:00Z',
  date: '2026-11-20',
  duration: 'PT1H',
  email: 'somebody@example.org',
  hostname: 'example.org',
  uri: 'https://example.org/',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uuid: '018f4a5e-0000-7000-8000-000000000000',
}

/**
 * A value that follows the schema. The schemas of tools are not checked, so more keywords are followed than
 * `checkSchema` lets pass; where a schema is deeper than any honest one, its value is null.
 * @param {any} schema
 * @param {import('./words.mjs').Random} random
 * @returns {any}
 */
export function exampleOf(schema, random, root = schema, depth = 0) {
  if (depth > 32 || schema === null || typeof schema !== 'object') return null
  if (schema.$ref !== undefined) return exampleOf(resolve(root, schema.$ref), random, root, depth + 1)
  if (schema.const !== undefined) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[random.below(schema.enum.length)]
  const alternatives = schema.anyOf ?? schema.oneOf
  if (Array.isArray(alternatives)) return exampleOf(alternatives[0], random, root, depth + 1)
  if (Array.isArray(schema.allOf)) return exampleOf(Object.assign({}, ...schema.allOf), random, root, depth + 1)
  const inner = (/** @type {any} */ node) => exampleOf(node, random, root, depth + 1)
  switch ([schema.type].flat()[0]) {
    case 'object':
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, node]) => [name, inner(node)]))
    case 'array':
      return Array.from({ length: Math.max(1, Math.min(schema.minItems ?? 1, 100)) }, () => inner(schema.items ?? {}))
    case 'string':
      return wellFormed[schema.format] ?? random.words(Math.max(1, Math.min(schema.minLength ?? 3, 100)))
    case 'integer':
    case 'number':
      return schema.minimum ?? Math.min(random.below(10), schema.maximum ?? 10)
    case 'boolean':
      return random.below(2) === 1
    default:
      return null
  }
}
