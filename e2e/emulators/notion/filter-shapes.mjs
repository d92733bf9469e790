// SPDX-License-Identifier: AGPL-3.0-or-later
// Filters and sorts of a query as they are taken, from the types of the official client.
import { isDate } from './dates.mjs'
import { anyObject, isUuid, list, number, object, oneKey, oneOf, text, truth, unlike } from './shapes.mjs'

/** @typedef {import('./shapes.mjs').Shape} Shape */

const maxParts = 100
const deepest = 2
const relativeDays = ['today', 'tomorrow', 'yesterday', 'one_week_ago', 'one_week_from_now', 'one_month_ago']
const spans = ['this_week', 'past_week', 'past_month', 'past_year', 'next_week', 'next_month', 'next_year']

/** @type {Shape} */
const day = (value, path) =>
  isDate(value) || [...relativeDays, 'one_month_from_now'].includes(value)
    ? undefined
    : unlike(path, 'a valid ISO 8601 date string', value, 30)

/** @type {Shape} */
const oneOrMore = (value, path) => (Array.isArray(value) ? list(text(), maxParts) : text())(value, path)

/** @type {Shape} */
const person = (value, path) => (isUuid(value) || value === 'me' ? undefined : unlike(path, 'a valid uuid', value))

/** @param {string[]} names @param {Shape} shape @returns {Record<string, Shape>} */
const all = (names, shape) => Object.fromEntries(names.map((name) => [name, shape]))

const existence = { is_empty: oneOf([true]), is_not_empty: oneOf([true]) }
const empty = object({})
const ofText = oneKey({
  ...all(['equals', 'does_not_equal', 'contains', 'does_not_contain', 'starts_with', 'ends_with'], text()),
  ...existence,
})
const comparisons = ['greater_than', 'less_than', 'greater_than_or_equal_to', 'less_than_or_equal_to']
const ofNumber = oneKey({ ...all(['equals', 'does_not_equal', ...comparisons], number), ...existence })
const ofCheckbox = oneKey(all(['equals', 'does_not_equal'], truth))
const ofOption = oneKey({ ...all(['equals', 'does_not_equal'], oneOrMore), ...existence })
const ofOptions = oneKey({ ...all(['contains', 'does_not_contain'], oneOrMore), ...existence })
const ofPeople = oneKey({ ...all(['contains', 'does_not_contain'], person), ...existence })
const ofDate = oneKey({
  ...all(['equals', 'before', 'after', 'on_or_before', 'on_or_after'], day),
  ...all(spans, empty),
  ...existence,
})

/** @type {Record<string, Shape>} */
const conditions = {
  ...all(['title', 'rich_text', 'url', 'email', 'phone_number'], ofText),
  ...{ number: ofNumber, unique_id: ofNumber, checkbox: ofCheckbox, select: ofOption, status: ofOption },
  ...{ multi_select: ofOptions, files: oneKey(existence), rollup: anyObject, verification: anyObject },
  ...all(['people', 'relation', 'created_by', 'last_edited_by'], ofPeople),
  ...all(['date', 'created_time', 'last_edited_time'], ofDate),
  formula: oneKey({ string: ofText, checkbox: ofCheckbox, number: ofNumber, date: ofDate }),
}

/** Which of its keys is the condition. @param {any} filter */
export const conditionTypeOf = (filter) => Object.keys(conditions).find((type) => filter[type] !== undefined) ?? ''

const ofProperty = object({ property: text() }, { type: text(), ...conditions })
const oneCondition = oneKey(conditions, { property: text() })
const ofTimestamp = oneKey(
  { created_time: ofDate, last_edited_time: ofDate },
  { timestamp: oneOf(['created_time', 'last_edited_time']) },
)

/** @param {number} levels that may still be compound @returns {Shape} */
const filter = (levels) => (value, path) => {
  if (value?.and !== undefined || value?.or !== undefined) {
    const key = value.and === undefined ? 'or' : 'and'
    if (levels === 0) return unlike(`${path}.${key}`, 'not present', value[key], 32)
    return object({ [key]: list(filter(levels - 1), maxParts) })(value, path)
  }
  if (value?.timestamp !== undefined) return ofTimestamp(value, path)
  return ofProperty(value, path) ?? oneCondition(value, path)
}

const direction = oneOf(['ascending', 'descending'])
/** @type {Shape} */
const sort = (value, path) =>
  (value?.timestamp === undefined
    ? object({ property: text(), direction })
    : object({ timestamp: oneOf(['created_time', 'last_edited_time']), direction }))(value, path)

/** @param {Shape} shape @returns {Shape} the same, its faults counted under filters and sorts */
const counted = (shape) => (value, path) => {
  const wrong = shape(value, path)
  return wrong && { ...wrong, check: wrong.check === 30 ? 30 : 32 }
}

export const filterShape = counted(filter(deepest))
export const sortsShape = counted(list(sort, maxParts))
