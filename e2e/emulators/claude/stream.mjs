// SPDX-License-Identifier: AGPL-3.0-or-later
// A message as server-sent events, in the order in which the service sends them.

const pieceLength = 24

/** @param {any} message @returns {Generator<{type: string, [member: string]: any}>} */
export function* eventsOf(message) {
  const { content, stop_reason, stop_sequence, stop_details, usage, ...head } = message
  yield {
    type: 'message_start',
    message: {
      ...head,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      stop_details: null,
      usage: { ...usage, output_tokens: Math.min(1, usage.output_tokens), output_tokens_details: null },
    },
  }
  for (const [index, block] of content.entries()) {
    yield* opened(index, block)
    if (index === 0) yield { type: 'ping' }
    for (const delta of deltasOf(block)) yield { type: 'content_block_delta', index, delta }
    yield { type: 'content_block_stop', index }
  }
  const { cache_creation: _, service_tier: _tier, inference_geo: _geo, speed: _speed, ...cumulative } = usage
  yield {
    type: 'message_delta',
    delta: { stop_reason, stop_sequence, stop_details, container: null },
    usage: cumulative,
  }
  yield { type: 'message_stop' }
}

/** @param {number} index @param {any} block */
function* opened(index, block) {
  const empty = { text: { text: '' }, thinking: { thinking: '', signature: '' }, tool_use: { input: {} } }
  const begun = empty[/** @type {keyof typeof empty} */ (block.type)]
  yield { type: 'content_block_start', index, content_block: { ...block, ...begun } }
}

/** @param {any} block */
function* deltasOf(block) {
  if (block.type === 'thinking') {
    for (const thinking of piecesOf(block.thinking)) yield { type: 'thinking_delta', thinking }
    yield { type: 'signature_delta', signature: block.signature }
  } else if (block.type === 'tool_use') {
    yield { type: 'input_json_delta', partial_json: '' }
    for (const partial_json of piecesOf(JSON.stringify(block.input))) yield { type: 'input_json_delta', partial_json }
  } else {
    for (const text of piecesOf(block.text)) yield { type: 'text_delta', text }
  }
}

/** Pieces that cut no character in two. @param {string} text */
function* piecesOf(text) {
  // However long the text, it comes in some hundred pieces.
  const length = Math.max(pieceLength, Math.ceil(text.length / 400))
  for (let at = 0; at < text.length; ) {
    const isSplit = /[\ud800-\udbff]/.test(text.charAt(at + length - 1))
    const end = at + length + (isSplit ? 1 : 0)
    yield text.slice(at, end)
    at = end
  }
}

/** @param {{type: string}} event */
export function encoded(event) {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}
