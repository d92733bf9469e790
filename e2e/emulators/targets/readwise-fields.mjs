// SPDX-License-Identifier: AGPL-3.0-or-later
// Which members a highlight may have when it is sent to Readwise, and how long they may be.
import { Refusal } from './service.mjs'

/** @typedef {(value: any) => string | undefined} Check what is wrong with it */
/** @typedef {(detail: string) => void} Count of what is passed over in silence */

/** @param {number} max @returns {Check} in characters */
const text = (max) => (value) => {
  if (typeof value !== 'string') return 'Not a valid string.'
  return [...value].length > max ? `Ensure this field has no more than ${max} characters.` : undefined
}

/** @param {string[]} words @returns {Check} */
const choice = (words) => (value) => (words.includes(value) ? undefined : `"${value}" is not a valid choice.`)

/** @type {Check} */
const webAddress = (value) => (URL.canParse(value) ? undefined : 'Enter a valid URL.')

/** @param {Check[]} checks @returns {Check} */
const both =
  (...checks) =>
  (value) =>
    checks.map((check) => check(value)).find(Boolean)

/** @type {Record<string, Check>} */
const members = {
  text: (value) => text(8191)(value) ?? (value.trim() === '' ? 'This field may not be blank.' : undefined),
  title: text(511),
  author: text(1024),
  image_url: both(text(2047), webAddress),
  source_url: both(text(2047), webAddress),
  source_type: (value) => (/^\S{3,64}$/.test(value) ? undefined : 'Between 3 and 64 characters without spaces.'),
  category: choice(['books', 'articles', 'tweets', 'podcasts']),
  note: text(8191),
  location: (value) => (Number.isInteger(value) ? undefined : 'A valid integer is required.'),
  location_type: choice(['page', 'order', 'time_offset']),
  highlighted_at: (value) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value)
      ? undefined
      : 'A datetime with its zone.',
  highlight_url: both(text(4095), webAddress),
}
/** @type {Record<string, Check>} */
const changeable = {
  text: (value) => members.text?.(value),
  note: (value) => members.note?.(value),
  location: (value) => members.location?.(value),
  url: (value) => members.highlight_url?.(value),
  color: choice(['yellow', 'blue', 'pink', 'orange', 'green', 'purple']),
}

/** @param {any} highlight @param {Count} count */
function errorsOf(highlight, count) {
  /** @type {Record<string, string[]>} */
  const errors = {}
  if (highlight === null || typeof highlight !== 'object') return { non_field_errors: ['Expected a dictionary.'] }
  if (!('text' in highlight)) errors.text = ['This field is required.']
  for (const [name, value] of Object.entries(highlight)) {
    const check = Object.hasOwn(members, name) ? members[name] : undefined
    if (!check) count(`A highlight has no ${name}`)
    const error = value === null ? 'This field may not be null.' : check?.(value)
    if (error) errors[name] = [error]
  }
  if (highlight.location_type !== undefined && highlight.location_type !== 'order' && !('location' in highlight))
    count('A location_type without a location')
  return errors
}

/** @param {any} body @param {Count} count @returns {any[]} */
export function checkHighlights(body, count) {
  if (!Array.isArray(body?.highlights) || body.highlights.length === 0)
    throw new Refusal(400, 'highlights: a list that is not empty', {}, { highlights: ['This field is required.'] })
  for (const name of Object.keys(body)) if (name !== 'highlights') count(`The body has no ${name}`)
  const errors = body.highlights.map((/** @type {any} */ highlight) => errorsOf(highlight, count))
  const first = errors.find((/** @type {object} */ one) => Object.keys(one).length > 0)
  if (first) throw new Refusal(400, JSON.stringify(first), {}, errors)
  return body.highlights
}

/** @param {any} body @param {Count} count */
export function checkUpdate(body, count) {
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw new Refusal(400, 'Expected a dictionary.', {}, { non_field_errors: ['Expected a dictionary.'] })
  if (Object.keys(body).length === 0) count('An update that changes nothing')
  for (const [name, value] of Object.entries(body)) {
    const check = Object.hasOwn(changeable, name) ? changeable[name] : undefined
    if (!check) count(`No update changes ${name}`)
    const error = value === null ? 'This field may not be null.' : check?.(value)
    if (error) throw new Refusal(400, `${name}: ${error}`, {}, { [name]: [error] })
  }
  return body
}
