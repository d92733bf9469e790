// SPDX-License-Identifier: AGPL-3.0-or-later
// Shapes of JSON, checked as strictly as the service does and refused in its words.
import { invalid } from './errors.mjs'

/** What is wrong: one of these lines has to be mended. @typedef {{check: number, lines: string[]}} Mismatch */
/** @typedef {(value: any, path: string) => Mismatch | undefined} Shape */

const maxShown = 55

/** @param {any} value */
export function shown(value) {
  const json = value === undefined ? 'undefined' : JSON.stringify(value)
  return json.length > maxShown ? `${json.slice(0, maxShown)}...` : json
}

/** @param {string} path @param {string} wanted @param {any} value @param {number} [check] @returns {Mismatch} */
export const unlike = (path, wanted, value, check = 0) => ({
  check,
  lines: [`${path} should be ${wanted}, instead was \`${shown(value)}\`.`],
})

/** A mismatch in words of its own. @param {string} line @param {number} [check] @returns {Mismatch} */
export const mismatch = (line, check = 0) => ({ check, lines: [line] })

/**
 * Throws what the service answers to a value that has not the shape.
 * @param {Shape} shape @param {any} value @param {'body' | 'query' | 'path'} place
 */
export function demand(shape, value, place) {
  const wrong = shape(value, place)
  if (!wrong) return
  const { check, lines } = wrong
  const [line = ''] = lines
  // A mismatch with a message of its own has no prefix.
  if (lines.length === 1 && !/^(body|query|path)\b/.test(line)) throw invalid(line, { check })
  const start = `${place} failed validation`
  throw invalid(lines.length === 1 ? `${start}: ${line}` : `${start}. Fix one:\n${lines.join('\n')}`, { check })
}

/** @param {any} value */
export const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value)

/** @type {Shape} */
export const anyObject = (value, path) => (isObject(value) ? undefined : unlike(path, 'an object', value))

/** @type {Shape} */
export const truth = (value, path) => (typeof value === 'boolean' ? undefined : unlike(path, 'a boolean', value))

/** @type {Shape} */
export const number = (value, path) => (typeof value === 'number' ? undefined : unlike(path, 'a number', value))

/** @param {number} [max] UTF-16 units @param {number} [check] @returns {Shape} */
export const text = (max, check) => (value, path) => {
  if (typeof value !== 'string') return unlike(path, 'a string', value)
  if (max !== undefined && value.length > max) return unlike(`${path}.length`, `≤ \`${max}\``, value.length, check)
}

const uuidPattern = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i

/** @param {any} value */
export const isUuid = (value) => typeof value === 'string' && uuidPattern.test(value)

/** @type {Shape} */
export const uuid = (value, path) => (isUuid(value) ? undefined : unlike(path, 'a valid uuid', value))

/** The form in which ids are answered and kept. @param {string} id */
export const dashed = (id) =>
  id
    .toLowerCase()
    .replaceAll('-', '')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** @param {any[]} values @param {number} [check] @returns {Shape} */
export const oneOf = (values, check) => (value, path) => {
  if (values.includes(value)) return
  const quoted = values.map((one) => `\`${JSON.stringify(one)}\``)
  const last = quoted.pop()
  return unlike(path, quoted.length ? `${quoted.join(', ')} or ${last}` : `${last}`, value, check)
}

/** @param {Shape} shape @returns {Shape} */
export const orNull = (shape) => (value, path) => (value === null ? undefined : shape(value, path))

/** @param {Shape} shape @param {number} max @param {number} [check] @returns {Shape} */
export const list = (shape, max, check) => (value, path) => {
  if (!Array.isArray(value)) return unlike(path, 'an array', value)
  if (value.length > max) return unlike(`${path}.length`, `≤ \`${max}\``, value.length, check)
  return firstMismatch(value.map((item, index) => () => shape(item, `${path}[${index}]`)))
}

/** @param {(() => Mismatch | undefined)[]} attempts */
export function firstMismatch(attempts) {
  for (const attempt of attempts) {
    const wrong = attempt()
    if (wrong) return wrong
  }
}

/**
 * @param {Record<string, Shape>} required @param {Record<string, Shape>} [optional]
 * @param {number} [check] that a key fails which is not known
 * @returns {Shape}
 */
export const object =
  (required, optional = {}, check = 6) =>
  (value, path) => {
    if (!isObject(value)) return unlike(path, 'an object', value)
    for (const name of Object.keys(required))
      if (value[name] === undefined) return unlike(`${path}.${name}`, 'defined', undefined)
    for (const name of Object.keys(value))
      if (!Object.hasOwn(required, name) && !Object.hasOwn(optional, name) && value[name] !== undefined)
        return unlike(`${path}.${name}`, 'not present', value[name], check)
    const known = Object.entries({ ...required, ...optional })
    return firstMismatch(
      known
        .filter(([name]) => value[name] !== undefined)
        .map(
          ([name, shape]) =>
            () =>
              shape(value[name], `${path}.${name}`),
        ),
    )
  }

/**
 * One of several objects, told apart by the key that is theirs; `type` may say it again.
 * @param {Record<string, Shape>} variants @param {Record<string, Shape>} [common]
 * @returns {Shape}
 */
export const oneKey =
  (variants, common = {}) =>
  (value, path) => {
    if (!isObject(value)) return unlike(path, 'an object', value)
    const names = Object.keys(variants)
    const name = names.find((one) => value[one] !== undefined)
    const shape = name === undefined ? undefined : variants[name]
    if (name === undefined || !shape)
      return { check: 6, lines: names.flatMap((one) => unlike(`${path}.${one}`, 'defined', undefined).lines) }
    return object({ [name]: shape }, { type: oneOf([name]), ...common })(value, path)
  }
