// SPDX-License-Identifier: AGPL-3.0-or-later
// Who speaks when, and what may stand in a turn: order of roles, empty texts, tools and their results, thinking.
import { createHmac } from 'node:crypto'
import { Refusal } from './checks.mjs'
import { refuse } from './fields.mjs'

/** @typedef {{role: string, content: any}} Turn */

/** @param {Turn} turn @returns {any[]} */
export function blocksOf({ content }) {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content
}

/** @param {any} request @param {import('./models.mjs').Model} model */
export function checkConversation(request, model) {
  const turns = /** @type {Turn[]} */ (request.messages)
  if (turns.length === 0) refuse('messages', 'at least one message is required')
  if (turns[0]?.role !== 'user') refuse('messages', 'first message must use the "user" role')
  for (const [at, turn] of turns.entries()) {
    checkTexts(turn, at)
    if (turn.role === 'assistant') checkThinking(turn, at)
    checkResults(turn, turns[at - 1], at)
  }
  checkSystem(request.system)
  checkEnd(turns, request, model)
}

/** @param {Turn[]} turns @param {any} request @param {import('./models.mjs').Model} model */
function checkEnd(turns, request, model) {
  if (turns.at(-1)?.role !== 'assistant') return
  const prefillIsTaken = model.prefill && !request.output_config?.format
  if (!prefillIsTaken)
    throw new Refusal(
      7,
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    )
  const last = blocksOf(/** @type {Turn} */ (turns.at(-1))).at(-1)
  if (/\s$/.test(last?.text ?? ''))
    refuse('messages', 'final assistant content cannot end with trailing whitespace', 20)
}

/** @param {Turn} turn @param {number} at */
function checkTexts(turn, at) {
  if (turn.content.length === 0) refuse(`messages.${at}`, `${turn.role} messages must have non-empty content`, 20)
  for (const block of blocksOf(turn)) if (block.type === 'text') checkText(block.text, 'messages')
}

/** @param {string} text @param {string} path */
function checkText(text, path) {
  if (text === '') refuse(path, 'text content blocks must be non-empty', 20)
  if (text.trim() === '') refuse(path, 'text content blocks must contain non-whitespace text', 20)
}

/** @param {undefined | string | {text: string}[]} system */
function checkSystem(system) {
  if (Array.isArray(system)) for (const { text } of system) checkText(text, 'system')
}

/** Every use of a tool is answered in the next turn, and nothing else is. @param {Turn} turn @param {Turn | undefined} before @param {number} at */
function checkResults(turn, before, at) {
  const used = before?.role === 'assistant' ? idsIn(before, 'tool_use', 'id') : []
  const answered = turn.role === 'user' ? idsIn(turn, 'tool_result', 'tool_use_id') : []
  const stray = answered.find((id) => !used.includes(id))
  if (stray !== undefined)
    refuse(
      `messages.${at}.content`,
      `unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
    )
  const open = used.filter((id) => !answered.includes(id))
  if (open.length > 0)
    refuse(
      `messages.${at - 1}`,
      `\`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
    )
}

/** @param {Turn} turn @param {string} type @param {string} member @returns {string[]} */
function idsIn(turn, type, member) {
  return blocksOf(turn).flatMap((block) => (block.type === type ? [block[member]] : []))
}

/** What was thought comes back as it was, or not at all. @param {Turn} turn @param {number} at */
function checkThinking(turn, at) {
  for (const [index, block] of blocksOf(turn).entries())
    if (block.type === 'thinking' && block.signature !== signatureOf(block.thinking))
      refuse(`messages.${at}.content.${index}`, 'Invalid `signature` in `thinking` block')
}

/** @param {string} thinking */
export function signatureOf(thinking) {
  return createHmac('sha256', 'signs what the emulator thought').update(thinking).digest('base64')
}
