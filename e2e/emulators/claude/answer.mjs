// SPDX-License-Identifier: AGPL-3.0-or-later
// What the model says: always the same to the same request, cut where the request or a fault wants it cut.
import { createHash, randomBytes } from 'node:crypto'
import { blocksOf, signatureOf } from './conversation.mjs'
import { pagesAskedFor, readingOf } from './reading.mjs'
import { exampleOf } from './schema.mjs'
import { textTokens } from './tokens.mjs'
import { Random } from './words.mjs'

/** @typedef {import('./request.mjs').Asked} Asked */

/** Tokens that are thought, by effort. @type {Record<string, number>} */
const thought = { low: 20, medium: 60, high: 150, xhigh: 300, max: 600 }

/** @param {string} prefix */
export const newId = (prefix) => `${prefix}_01${randomBytes(11).toString('hex')}`

/**
 * @param {Asked} asked
 * @param {object} surroundings
 * @param {Map<string, import('./reading.mjs').Told>} surroundings.texts what images read as
 * @param {ReturnType<import('./cache.mjs').PromptCache['account']>} surroundings.cached
 * @param {import('./faults.mjs').Fault | undefined} surroundings.fault
 * @param {'standard' | 'batch'} surroundings.tier
 */
export function answerTo(asked, { texts, cached, fault, tier }) {
  const { request, model } = asked
  const said = changedBy(fault, contentFor(asked, texts))
  const tools = said.filter(({ type }) => type === 'tool_use')
  const isForced = ['any', 'tool'].includes(request.tool_choice?.type)
  const thinking =
    asked.thinks && !isForced ? (thought[request.output_config?.effort ?? model.effort ?? 'high'] ?? 0) : 0
  const max = fault?.huge ? Number.POSITIVE_INFINITY : request.max_tokens - thinking
  const cut = cutTo(asked, said, max)
  const ending = failureKindOf(fault, cut, tools.length > 0)
  const opening =
    Math.min(thinking, request.max_tokens) > 0 && !fault?.refusal && !fault?.empty ? [thinkingBlock(request)] : []
  const content = fault?.thinking_only || request.max_tokens <= thinking ? opening : [...opening, ...cut.content]
  const thinkingTokens = opening.length > 0 ? Math.min(thinking, request.max_tokens) : 0
  return {
    id: newId('msg'),
    type: 'message',
    role: 'assistant',
    model: model.id,
    content,
    container: null,
    diagnostics: null,
    ...ending,
    usage: usageOf(cached, thinkingTokens, thinkingTokens + (content.length > opening.length ? cut.tokens : 0), tier),
  }
}

/** @param {any} request */
function thinkingBlock(request) {
  const isShown = request.thinking?.display === 'summarized'
  const thinking = isShown ? 'The request is read carefully, then answered.' : ''
  return { type: 'thinking', thinking, signature: signatureOf(thinking) }
}

/** @param {Asked} asked @param {Map<string, import('./reading.mjs').Told>} texts @returns {any[]} */
function contentFor(asked, texts) {
  const { request, parts, pictures } = asked
  const random = new Random(
    createHash('sha256')
      .update(JSON.stringify(parts.map(({ material }) => material)))
      .digest('hex'),
  )
  const format = request.output_config?.format
  const tool = toolFor(request, random)
  if (tool)
    return [
      {
        type: 'tool_use',
        id: newId('toolu'),
        name: tool.name,
        input: exampleOf(tool.input_schema, random),
        caller: { type: 'direct' },
      },
    ]
  const pages = pagesAskedFor(request)
  if (pages) return [textBlock(JSON.stringify(readingOf(pages, [...pictures.values()], texts)))]
  if (format) return [textBlock(JSON.stringify(exampleOf(format.schema, random)))]
  return [textBlock(textToRepeat(request) ?? `${random.words(12)}.`)]
}

/** @param {string} text */
const textBlock = (text) => ({ type: 'text', text, citations: null })

/** The text that a request asks to "repeat exactly: …". @param {any} request */
function textToRepeat(request) {
  const last = blocksOf(request.messages.at(-1)).findLast(({ type }) => type === 'text')
  return /^repeat exactly: ([\s\S]+)$/i.exec(last?.text ?? '')?.[1]
}

/** The tool that is forced, or whose name the last turn mentions. @param {any} request @param {Random} random */
function toolFor({ tools = [], tool_choice: choice = { type: 'auto' }, messages }, random) {
  if (choice.type === 'none' || tools.length === 0) return undefined
  if (choice.type === 'tool') return tools.find((/** @type {any} */ { name }) => name === choice.name)
  if (choice.type === 'any') return tools[random.below(tools.length)]
  const said = blocksOf(messages.at(-1))
    .map(({ text }) => text ?? '')
    .join('\n')
  return tools.find((/** @type {any} */ { name }) => said.includes(name))
}

/** @param {import('./faults.mjs').Fault | undefined} fault @param {any[]} content @returns {any[]} */
function changedBy(fault, content) {
  const text = content.find(({ type }) => type === 'text')?.text ?? ''
  if (!fault) return content
  if (fault.refusal || fault.empty) return []
  if (fault.text !== undefined) return [textBlock(fault.text)]
  if (fault.whitespace) return [textBlock(' \n\t ')]
  if (fault.not_json) return [textBlock('I am afraid that I cannot make out what this page says.')]
  if (fault.cut_json || fault.truncate) return [textBlock(text.slice(0, Math.floor(text.length / 2)))]
  if (fault.huge) return [textBlock('huge '.repeat(Math.ceil((fault.huge === true ? 5_000_000 : fault.huge) / 5)))]
  return content
}

/**
 * At most `max` tokens of the content, or up to the first stop sequence.
 * @param {Asked} asked @param {any[]} content @param {number} max
 */
function cutTo({ request, model }, content, max) {
  const [block] = content
  if (!block) return { content, tokens: 0, isCut: false, sequence: null }
  if (block.type === 'tool_use') {
    const tokens = textTokens(model, JSON.stringify(block.input))
    const isCut = tokens > max
    return { content: isCut ? [] : content, tokens: Math.min(tokens, Math.max(0, max)), isCut, sequence: null }
  }
  const stopped = stopAt(block.text, request.stop_sequences ?? [])
  const tokens = textTokens(model, stopped.text)
  if (tokens <= max)
    return { content: [{ ...block, text: stopped.text }], tokens, isCut: false, sequence: stopped.sequence }
  const bytes = Buffer.from(stopped.text).subarray(0, Math.max(0, max) * model.bytesPerToken)
  const text = bytes.toString().replace(/\ufffd+$/, '')
  return { content: text ? [{ ...block, text }] : [], tokens: Math.max(0, max), isCut: true, sequence: null }
}

/** @param {string} text @param {string[]} sequences */
function stopAt(text, sequences) {
  const found = sequences
    .map((sequence) => ({ sequence, at: text.indexOf(sequence) }))
    .filter(({ sequence, at }) => sequence && at >= 0)
    .sort((a, b) => a.at - b.at)[0]
  return found ? { text: text.slice(0, found.at), sequence: found.sequence } : { text, sequence: null }
}

/** @param {import('./faults.mjs').Fault | undefined} fault @param {ReturnType<typeof cutTo>} cut @param {boolean} usesTool */
function failureKindOf(fault, cut, usesTool) {
  const ending = { stop_reason: 'end_turn', stop_sequence: cut.sequence, stop_details: null }
  if (fault?.refusal)
    return {
      ...ending,
      stop_reason: 'refusal',
      stop_details: { type: 'refusal', category: 'general_harms', explanation: 'The request was declined.' },
    }
  if (fault?.truncate || fault?.thinking_only || cut.isCut) return { ...ending, stop_reason: 'max_tokens' }
  if (cut.sequence !== null) return { ...ending, stop_reason: 'stop_sequence' }
  return usesTool ? { ...ending, stop_reason: 'tool_use' } : ending
}

/** @param {ReturnType<import('./cache.mjs').PromptCache['account']>} cached @param {number} thinking @param {number} output @param {'standard' | 'batch'} tier */
function usageOf(cached, thinking, output, tier) {
  return {
    input_tokens: cached.input,
    output_tokens: output,
    cache_creation_input_tokens: cached.written['5m'] + cached.written['1h'],
    cache_read_input_tokens: cached.read,
    cache_creation: {
      ephemeral_5m_input_tokens: cached.written['5m'],
      ephemeral_1h_input_tokens: cached.written['1h'],
    },
    output_tokens_details: { thinking_tokens: thinking },
    server_tool_use: null,
    service_tier: tier,
    inference_geo: 'not_available',
    speed: 'standard',
  }
}
