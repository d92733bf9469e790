// SPDX-License-Identifier: AGPL-3.0-or-later
// The images of a request, each decoded once and held to every limit.
import { createHash } from 'node:crypto'
import { Refusal } from './checks.mjs'
import { refuse } from './fields.mjs'
import { isWhole, mediaTypeOf, sizeOf } from './images.mjs'
import { isMadeSmaller } from './tokens.mjs'

const maxBase64 = 10 * 1024 * 1024
const maxEdge = 8000
const manyImages = 20
const maxEdgeOfMany = 2000
const readBadlyBelow = 200

/** @typedef {{path: string, block: any}} Found */
/** @typedef {{sha256: string, width: number, height: number}} Picture */

/**
 * @param {any} request
 * @param {import('./models.mjs').Model} model
 * @param {{file: (id: string) => Buffer | undefined, soft: (check: number, detail: string) => void}} context
 * @returns {Map<object, Picture>} by their blocks, in the order in which they come
 */
export function readPictures(request, model, context) {
  const found = imagesOf(request)
  if (found.length > model.images.max)
    throw new Refusal(14, `messages: too many images: ${found.length} > ${model.images.max} maximum`)
  const max = found.length > manyImages ? maxEdgeOfMany : maxEdge
  return new Map(found.map((image) => [image.block, readPicture(image, max, model, context)]))
}

/** @param {any} request @returns {Found[]} */
function imagesOf(request) {
  return request.messages.flatMap((/** @type {any} */ message, /** @type {number} */ at) => {
    if (typeof message.content === 'string') return []
    return message.content.flatMap((/** @type {any} */ block, /** @type {number} */ index) => {
      const path = `messages.${at}.content.${index}`
      if (block.type === 'image') return [{ block, path: `${path}.image` }]
      if (block.type !== 'tool_result' || !Array.isArray(block.content)) return []
      return block.content.flatMap((/** @type {any} */ inner, /** @type {number} */ place) =>
        inner.type === 'image' ? [{ block: inner, path: `${path}.tool_result.content.${place}.image` }] : [],
      )
    })
  })
}

/**
 * @param {Found} image
 * @param {number} max pixels of the longer edge
 * @param {import('./models.mjs').Model} model
 * @param {Parameters<typeof readPictures>[2]} context
 */
function readPicture({ block, path }, max, model, context) {
  const place = `${path}.source.${block.source.type}`
  const bytes = bytesOf(block.source, place, context)
  const size = sizeOf(bytes)
  if (!size) throw new Refusal(11, 'Could not process image')
  const claimed = block.source.media_type
  if (claimed !== undefined && claimed !== mediaTypeOf(bytes))
    refuse(`${place}.data`, `Image does not match the provided media type ${claimed}`, 12)
  const longer = Math.max(size.width, size.height)
  if (longer > max) {
    const many = max === maxEdge ? '' : ' for many-image requests'
    refuse(`${place}.data`, `At least one of the image dimensions exceed max allowed size${many}: ${max} pixels`, 13)
  }
  if (!isWhole(bytes)) throw new Refusal(11, 'Could not process image')
  const said = `${size.width} × ${size.height} pixels`
  if (isMadeSmaller(model, size)) {
    if (block.transformations?.oversized_image === 'error') refuse(path, `Image of ${said} would be downsized`, 26)
    context.soft(26, `${path}: ${said} are silently made smaller`)
  }
  if (Math.min(size.width, size.height) < readBadlyBelow) context.soft(26, `${path}: ${said} are read badly`)
  return { sha256: createHash('sha256').update(bytes).digest('hex'), ...size }
}

/** @param {any} source @param {string} place @param {Parameters<typeof readPictures>[2]} context */
function bytesOf(source, place, context) {
  if (source.type === 'url') {
    if (!/^https:\/\//.test(source.url)) refuse(`${place}.url`, 'Only HTTPS URLs are supported')
    refuse(`${place}.url`, 'The emulator fetches nothing')
  }
  if (source.type === 'file') {
    const bytes = context.file(source.file_id)
    if (!bytes) throw new Refusal(0, `File not found: ${source.file_id}`, 404)
    return bytes
  }
  if (source.data.length > maxBase64)
    refuse(place, `image exceeds 10 MB maximum: ${source.data.length} bytes > ${maxBase64} bytes`, 10)
  const bytes = Buffer.from(source.data, 'base64')
  if (bytes.length === 0 || bytes.toString('base64') !== source.data) refuse(`${place}.data`, 'Invalid base64 data', 9)
  return bytes
}
