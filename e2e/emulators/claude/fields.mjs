// SPDX-License-Identifier: AGPL-3.0-or-later
// Shapes of JSON, checked as strictly as the service does and refused in its words.
import { Refusal } from './checks.mjs'

/** @typedef {(value: any, path: string) => void} Shape */

/** @param {string} path @param {string} message @param {number} [check] @returns {never} */
export function refuse(path, message, check = 0) {
  throw new Refusal(check, path ? `${path}: ${message}` : message)
}

/** @param {string} path @param {string | number} name */
export const below = (path, name) => (path ? `${path}.${name}` : `${name}`)

/** @type {Shape} */
export const anything = () => {}

/** @type {Shape} */
export function text(value, path) {
  if (typeof value !== 'string') refuse(path, 'Input should be a valid string')
}

/** @type {Shape} */
export function truth(value, path) {
  if (typeof value !== 'boolean') refuse(path, 'Input should be a valid boolean')
}

/** @type {Shape} */
export function dictionary(value, path) {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    refuse(path, 'Input should be a valid dictionary')
}

/** @param {number} min @returns {Shape} */
export const integer = (min) => (value, path) => {
  if (!Number.isInteger(value)) refuse(path, 'Input should be a valid integer')
  if (value < min) refuse(path, `Input should be greater than or equal to ${min}`)
}

/** @param {number} min @param {number} max @returns {Shape} */
export const number = (min, max) => (value, path) => {
  if (typeof value !== 'number') refuse(path, 'Input should be a valid number')
  if (value < min) refuse(path, `Input should be greater than or equal to ${min}`)
  if (value > max) refuse(path, `Input should be less than or equal to ${max}`)
}

/** @param {string[]} words @param {number} [check] @returns {Shape} */
export const choice = (words, check) => (value, path) => {
  if (words.includes(value)) return
  const quoted = words.map((word) => `'${word}'`)
  const last = quoted.pop()
  refuse(path, `Input should be ${quoted.length ? `${quoted.join(', ')} or ${last}` : last}`, check)
}

/** @param {Shape} shape @returns {Shape} */
export const orNull = (shape) => (value, path) => {
  if (value !== null) shape(value, path)
}

/** @param {Shape} shape @returns {Shape} */
export const list = (shape) => (value, path) => {
  if (!Array.isArray(value)) refuse(path, 'Input should be a valid list')
  for (const [index, item] of value.entries()) shape(item, below(path, index))
}

/** @param {Shape} shape @returns {Shape} */
export const textOr = (shape) => (value, path) => {
  if (typeof value !== 'string') shape(value, path)
}

/** @param {Record<string, Shape>} required @param {Record<string, Shape>} [optional] @returns {Shape} */
export const object =
  (required, optional = {}) =>
  (value, path) => {
    dictionary(value, path)
    for (const name of Object.keys(required)) if (!(name in value)) refuse(below(path, name), 'Field required')
    const known = { ...required, ...optional }
    for (const [name, member] of Object.entries(value)) {
      const shape = Object.hasOwn(known, name) ? known[name] : undefined
      if (!shape) refuse(below(path, name), 'Extra inputs are not permitted', 4)
      shape(member, below(path, name))
    }
  }

/**
 * One of several objects, told apart by their `type`, which becomes a part of the path.
 * @param {Record<string, Shape>} shapes
 * @returns {Shape}
 */
export const tagged = (shapes) => (value, path) => {
  dictionary(value, path)
  if (!('type' in value)) refuse(below(path, 'type'), 'Field required')
  const shape = Object.hasOwn(shapes, value.type) ? shapes[value.type] : undefined
  if (!shape) {
    const tags = Object.keys(shapes).map((tag) => `'${tag}'`)
    refuse(
      path,
      `Input tag '${value.type}' found using 'type' does not match any of the expected tags: ${tags.join(', ')}`,
    )
  }
  shape(value, below(path, value.type))
}
