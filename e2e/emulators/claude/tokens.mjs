// SPDX-License-Identifier: AGPL-3.0-or-later
// How much a request counts. Images by the service's own rule; text by ours: its UTF-8 bytes by the model's bytes a
// token, rounded up block by block, and four tokens for every message.

/** @typedef {import('./models.mjs').Model} Model */
/** @typedef {{width: number, height: number}} Size */

const perMessage = 4

/** @param {Size} size */
function squares({ width, height }) {
  return Math.ceil(width / 28) * Math.ceil(height / 28)
}

/** @param {Model} model @param {Size} size */
export function isMadeSmaller(model, size) {
  return Math.max(size.width, size.height) > model.images.edge || squares(size) > model.images.tokens
}

/** @param {Model} model @param {Size} size */
export function imageTokens(model, { width, height }) {
  const scale = Math.min(1, model.images.edge / Math.max(width, height))
  const scaled = { width: Math.round(width * scale), height: Math.round(height * scale) }
  return Math.max(1, Math.min(model.images.tokens, squares(scaled)))
}

/** @param {Model} model @param {string} text */
export function textTokens(model, text) {
  return Math.ceil(Buffer.byteLength(text) / model.bytesPerToken)
}

/**
 * A part of the prompt that counts by itself: what it says, and where the caller wants it cached up to.
 * @typedef {{tokens: number, material: string, cache?: {ttl?: '5m' | '1h'} | null, path: string}} Part
 */

/**
 * The prompt in the order in which it is cached: tools, system, messages.
 * @param {Model} model
 * @param {any} request
 * @param {Map<object, Size & {sha256: string}>} images by their blocks
 * @returns {Part[]}
 */
export function partsOf(model, request, images) {
  const said = (/** @type {string} */ text) => ({ tokens: textTokens(model, text), material: text })
  const parts = (request.tools ?? []).map(
    (/** @type {any} */ { cache_control, ...tool }, /** @type {number} */ index) => ({
      ...said(JSON.stringify(tool)),
      cache: cache_control,
      path: `tools.${index}`,
    }),
  )
  const blocks = (/** @type {any} */ content) =>
    typeof content === 'string' ? [{ type: 'text', text: content }] : content
  for (const [index, block] of blocks(request.system ?? []).entries())
    parts.push({ ...said(block.text), cache: block.cache_control, path: `system.${index}` })
  const format = request.output_config?.format
  if (format) parts.push({ ...said(JSON.stringify(format.schema)), path: 'output_config.format' })
  for (const [at, message] of request.messages.entries()) {
    parts.push({ tokens: perMessage, material: message.role, path: `messages.${at}` })
    for (const [index, block] of blocks(message.content).entries())
      parts.push({
        ...blockPart(model, block, images),
        cache: block.cache_control,
        path: `messages.${at}.content.${index}`,
      })
  }
  return parts
}

/** @param {Model} model @param {any} block @param {Map<object, Size & {sha256: string}>} images */
function blockPart(model, block, images) {
  const image = images.get(block)
  if (image) return { tokens: imageTokens(model, image), material: image.sha256 }
  if (block.type === 'tool_result' && Array.isArray(block.content)) {
    const inner = block.content.map((/** @type {any} */ one) => blockPart(model, one, images))
    return {
      tokens: inner.reduce((/** @type {number} */ sum, /** @type {Part} */ { tokens }) => sum + tokens, 0),
      material: JSON.stringify([block.tool_use_id, ...inner.map((/** @type {Part} */ { material }) => material)]),
    }
  }
  const { cache_control: _, ...rest } = block
  const text = block.type === 'text' ? block.text : JSON.stringify(rest)
  return { tokens: textTokens(model, text), material: `${block.type}:${text}` }
}

/** @param {Part[]} parts */
export function sumOf(parts) {
  return parts.reduce((sum, { tokens }) => sum + tokens, 0)
}
