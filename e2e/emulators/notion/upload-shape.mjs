// SPDX-License-Identifier: AGPL-3.0-or-later
// What may be uploaded: names, types and sizes, and what a call that begins an upload may say.
import { invalid } from './errors.mjs'
import { demand, object, oneOf, unlike } from './shapes.mjs'

const mebibyte = 1024 * 1024
export const maxBytes = { single: 20 * mebibyte, part: 20 * mebibyte }
export const minPartBytes = 5 * mebibyte
const maxParts = 1000
const maxNameBytes = 900

/** By the ending of the name. UNSURE: the list is not complete (2026-11). @type {Record<string, string>} */
const types = {
  gif: 'image/gif',
  heic: 'image/heic',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  webp: 'image/webp',
  ico: 'image/vnd.microsoft.icon',
  pdf: 'application/pdf',
  txt: 'text/plain',
  json: 'application/json',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
}

/** @param {string} problem */
export const refused = (problem) => invalid(problem, { check: 41 })
/** @param {string} name @returns {string} */
export function typeOfName(name) {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const type = types[ending]
  if (!type) throw refused('Provided `filename` has an extension that is not supported for the File Upload API.')
  return type
}

/** Without its parameters. @param {string} type */
export const plainType = (type) => type.split(';')[0]?.trim().toLowerCase() ?? ''

/** @typedef {import('./shapes.mjs').Shape} Shape */

/** @type {Shape} */
const filename = (value, path) => {
  if (typeof value !== 'string' || value === '') return unlike(path, 'a string', value, 41)
  const bytes = Buffer.byteLength(value)
  if (bytes > maxNameBytes) return unlike(`${path}.length`, `≤ \`${maxNameBytes}\``, bytes, 41)
}

/** @type {Shape} */
const content_type = (value, path) =>
  typeof value === 'string' && Object.values(types).includes(plainType(value))
    ? undefined
    : unlike(path, 'a supported content type', value, 41)

/** @type {Shape} */
const number_of_parts = (value, path) =>
  Number.isInteger(value) && value >= 1 && value <= maxParts
    ? undefined
    : unlike(path, `a number from 1 to ${maxParts}`, value, 41)

/** @type {Shape} */
const external_url = (value, path) =>
  typeof value === 'string' && /^https:\/\/[^/\s]+/.test(value) ? undefined : unlike(path, 'an HTTPS URL', value, 41)

/** @type {Shape} */
const absent = (value, path) => unlike(path, 'not present', value, 41)

/** What may be said by each mode. @type {Record<string, (mode: Shape) => Shape>} */
const modes = {
  single_part: (mode) => object({}, { mode, filename, content_type, number_of_parts: absent, external_url: absent }, 5),
  multi_part: (mode) => object({ filename, number_of_parts }, { mode, content_type, external_url: absent }, 5),
  external_url: (mode) => object({ filename, external_url }, { mode, content_type, number_of_parts: absent }, 5),
}
const mode = oneOf(Object.keys(modes), 41)

/**
 * @param {any} [body]
 * @returns {{mode: string, filename: string | undefined, contentType: string | undefined, parts: number, external: string | undefined}}
 */
export function uploadAsked(body = {}) {
  const chosen = modes[body.mode] ?? modes.single_part
  if (chosen) demand(chosen(mode), body, 'body')
  const ofName = body.filename && typeOfName(body.filename)
  const said = body.content_type && plainType(body.content_type)
  if (ofName && said && ofName !== said)
    throw refused(`The content type ${said} does not match the extension of \`filename\`.`)
  return {
    ...{ mode: body.mode ?? 'single_part', filename: body.filename, contentType: said ?? ofName },
    ...{ parts: body.number_of_parts ?? 1, external: body.external_url },
  }
}
