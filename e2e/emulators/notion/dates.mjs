// SPDX-License-Identifier: AGPL-3.0-or-later
// Dates and times.
import { mismatch, object, orNull, shown, text } from './shapes.mjs'

const pattern = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/

/** @param {any} value */
export const isDate = (value) => typeof value === 'string' && pattern.test(value) && isDay(value)

/** Whether there is such a day. @param {string} value */
function isDay(value) {
  const day = value.slice(0, 10)
  const time = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day) && !Number.isNaN(Date.parse(value))
}

/** @type {import('./shapes.mjs').Shape} */
const date = (value, path) =>
  isDate(value)
    ? undefined
    : mismatch(`${path} should be a valid ISO 8601 date string, instead was \`${shown(value)}\`.`, 30)

export const dateShape = object({ start: date }, { end: orNull(date), time_zone: orNull(text()) })

/** The minute in which something happened, as the service tells it. @param {number} milliseconds since the epoch */
export const minuteOf = (milliseconds) => new Date(Math.floor(milliseconds / 60_000) * 60_000).toISOString()
