// SPDX-License-Identifier: AGPL-3.0-or-later
// Which pages of a data source a filter lets through, and in which order they come.
import { minuteOf } from './dates.mjs'
import { invalid } from './errors.mjs'
import { conditionTypeOf } from './filter-shapes.mjs'
import { overtakenOrWrong, propertyOf } from './properties.mjs'
import { plainText } from './rich-text.mjs'

/** @typedef {import('./tree.mjs').Node} Node */
/** @typedef {import('./properties.mjs').Schema} Schema */
/** @typedef {import('./properties.mjs').Property} Property */
/** What filters need beside a page. @typedef {{schema: Schema, now: number, me: string}} Context me: the id of the bot */
/** @typedef {(page: Node) => boolean} Test */

/** @param {any} filter @param {Context} context @returns {Test} */
export function testOf(filter, context) {
  if (filter.and || filter.or) {
    const tests = (filter.and ?? filter.or).map((/** @type {any} */ part) => testOf(part, context))
    return (page) =>
      filter.and
        ? tests.every((/** @type {Test} */ test) => test(page))
        : tests.some((/** @type {Test} */ test) => test(page))
  }
  if (filter.timestamp) {
    const matches = matcher('date', filter.created_time ?? filter.last_edited_time, context)
    return (page) => matches(minuteOf(filter.created_time ? page.created : page.edited))
  }
  const property = propertyOf(context.schema, filter.property)
  if (!property)
    throw overtakenOrWrong(
      context.schema,
      filter.property,
      `Could not find property with name or id: ${filter.property}`,
      32,
    )
  const type = conditionTypeOf(filter)
  if (type !== property.type)
    throw invalid(
      `The property type in the database does not match the property type of the filter provided: database property ${property.type} does not match filter ${type}`,
      { check: 32 },
    )
  const matches = matcher(type, filter[type], context)
  return (page) => matches(comparable(page, property))
}

/** A value as filters and sorts see it: text, number, truth, the start of a date, names or ids. @param {Node} page @param {Property} property @returns {any} */
function comparable(page, { id, type, config }) {
  const value = page.values.get(id)
  const nameOf = (/** @type {string} */ option) =>
    config.options.find((/** @type {any} */ one) => one.id === option)?.name
  if (type === 'title') return plainText(page.title)
  if (type === 'rich_text') return plainText(value)
  if (type === 'select' || type === 'status') return nameOf(value)
  if (type === 'multi_select') return (value ?? []).map(nameOf)
  if (type === 'date') return value?.start
  if (type === 'checkbox') return value ?? false
  if (type === 'relation' || type === 'people') return (value ?? []).map((/** @type {any} */ one) => one.id)
  if (type === 'created_time') return minuteOf(page.created)
  if (type === 'last_edited_time') return minuteOf(page.edited)
  if (type === 'created_by') return [page.createdBy]
  if (type === 'last_edited_by') return [page.editedBy]
  if (type === 'formula') return value?.[value.type]
  return value ?? undefined
}

/** @param {any} value */
const isEmpty = (value) => value === undefined || value === null || value.length === 0
const folded = (/** @type {any} */ value) => (typeof value === 'string' ? value.toLowerCase() : value)
const dates = ['date', 'created_time', 'last_edited_time']

/** @param {string} type @param {any} condition @param {Context} context @returns {(value: any) => boolean} */
function matcher(type, condition, context) {
  if (type === 'formula') {
    const [inner = ''] = Object.keys(condition)
    return matcher(inner, condition[inner], context)
  }
  const operator = Object.keys(condition).find((key) => key !== 'type') ?? ''
  const wanted = condition[operator]
  if (operator === 'is_empty') return isEmpty
  if (operator === 'is_not_empty') return (value) => !isEmpty(value)
  if (dates.includes(type)) return dateMatcher(operator, wanted, context.now)
  const sought = [wanted].flat().map((one) => folded(one === 'me' ? context.me : one))
  const matches = plainMatchers[operator.replace('does_not_equal', 'equals').replace('does_not_contain', 'contains')]
  const isNegative = operator.startsWith('does_not_')
  return (value) => Boolean(matches && sought.some((one) => matches(folds(value), one))) !== isNegative
}

/** @param {any} value */
const folds = (value) => (Array.isArray(value) ? value.map(folded) : folded(value))

/** @type {Record<string, (value: any, wanted: any) => boolean>} */
const plainMatchers = {
  equals: (value, wanted) => (value ?? '') === wanted,
  contains: (value, wanted) => (value ?? '').includes(wanted),
  starts_with: (value, wanted) => (value ?? '').startsWith(wanted),
  ends_with: (value, wanted) => (value ?? '').endsWith(wanted),
  greater_than: (value, wanted) => value > wanted,
  less_than: (value, wanted) => value < wanted,
  greater_than_or_equal_to: (value, wanted) => value >= wanted,
  less_than_or_equal_to: (value, wanted) => value <= wanted,
}

const day = 24 * 60 * 60 * 1000
/** Days from today. @type {Record<string, number>} */
const relative = {
  ...{ today: 0, tomorrow: 1, yesterday: -1, one_week_ago: -7, one_week_from_now: 7 },
  ...{ one_month_ago: -30, one_month_from_now: 30 },
}
/** From and to, in days from now. @type {Record<string, [number, number]>} */
const spans = {
  ...{ this_week: [-7, 7], past_week: [-7, 0], past_month: [-30, 0], past_year: [-365, 0] },
  ...{ next_week: [0, 7], next_month: [0, 30], next_year: [0, 365] },
}

/** @param {string} operator @param {any} wanted @param {number} now @returns {(value: any) => boolean} */
function dateMatcher(operator, wanted, now) {
  const span = spans[operator]
  if (span)
    return (value) =>
      !isEmpty(value) && Date.parse(value) >= now + span[0] * day && Date.parse(value) <= now + span[1] * day
  const shift = relative[wanted]
  const date = shift === undefined ? wanted : new Date(now + shift * day).toISOString().slice(0, 10)
  // A day is all of it, a time the instant.
  const isDay = date.length === 10
  const start = Date.parse(date)
  const end = isDay ? start + day : start + 1
  const test = dateTests[operator]
  return (value) => Boolean(!isEmpty(value) && test?.(Date.parse(value), start, end))
}

/** @type {Record<string, (value: number, start: number, end: number) => boolean>} */
const dateTests = {
  equals: (value, start, end) => value >= start && value < end,
  before: (value, start) => value < start,
  after: (value, _start, end) => value >= end,
  on_or_before: (value, _start, end) => value < end,
  on_or_after: (value, start) => value >= start,
}

/** @param {any[]} sorts @param {Context} context @returns {(a: Node, b: Node) => number} */
export function orderOf(sorts, { schema }) {
  const orders = sorts.map(({ property, timestamp, direction }) => {
    const found = timestamp ? undefined : propertyOf(schema, property)
    if (!timestamp && !found)
      throw overtakenOrWrong(schema, property, `Could not find sort property with name or id: ${property}`, 32)
    const keyOf = (/** @type {Node} */ page) =>
      found ? sortable(page, found) : minuteOf(timestamp === 'created_time' ? page.created : page.edited)
    const sign = direction === 'descending' ? -1 : 1
    return (/** @type {Node} */ a, /** @type {Node} */ b) => compared(keyOf(a), keyOf(b), sign)
  })
  return (a, b) => orders.reduce((sum, order) => sum || order(a, b), 0)
}

/** Options come in the order of the schema. @param {Node} page @param {Property} property */
function sortable(page, property) {
  const value = comparable(page, property)
  if (property.type !== 'select' && property.type !== 'status')
    return Array.isArray(value) ? value.join() : folded(value)
  const place = property.config.options.findIndex((/** @type {any} */ { name }) => name === value)
  return place < 0 ? undefined : place
}

/** Empty values come last. @param {any} a @param {any} b @param {number} sign */
function compared(a, b, sign) {
  if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b))
  return a < b ? -sign : a > b ? sign : 0
}
