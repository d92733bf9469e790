// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a request for a message is one that the service would take, and all that is known of it then.
import { breakpointsOf } from './cache.mjs'
import { Refusal } from './checks.mjs'
import { blocksOf, checkConversation } from './conversation.mjs'
import { below, dictionary, refuse } from './fields.mjs'
import { countShape, messageShape } from './message-shape.mjs'
import { modelOf, thinks } from './models.mjs'
import { readPictures } from './pictures.mjs'
import { checkSchema } from './schema.mjs'
import { partsOf, sumOf } from './tokens.mjs'

const newestVersion = '2026-10-21'
const versions = ['2023-06-01', newestVersion]
const samplingParameters = ['temperature', 'top_p', 'top_k']

/** @typedef {import('./models.mjs').Model} Model */

/**
 * What surrounds a request: its headers' version, the files of its sender, and where remarks go that refuse nothing.
 * @typedef {{version: string, key: string, file: (id: string) => Buffer | undefined, soft: (check: number, detail: string) => void}} Context
 */

/**
 * A request that is taken.
 * @typedef {object} Asked
 * @property {any} request
 * @property {Model} model
 * @property {boolean} thinks
 * @property {ReturnType<typeof readPictures>} pictures
 * @property {import('./tokens.mjs').Part[]} parts
 * @property {ReturnType<typeof breakpointsOf>} breakpoints
 * @property {number} tokens of the prompt
 */

/** @param {import('node:http').IncomingHttpHeaders} headers */
export function versionOf(headers) {
  const version = headers['anthropic-version']
  if (version === undefined) throw new Refusal(2, 'anthropic-version: header is required')
  if (typeof version !== 'string' || !versions.includes(version))
    throw new Refusal(2, `anthropic-version: "${version}" is not a valid version`)
  return version
}

/** @param {any} request @param {Context} context @returns {Asked} */
export function readRequest(request, context) {
  checkSamplingOfVersion(request, context.version)
  messageShape(request, '')
  const asked = readPrompt(request, context)
  const { model } = asked
  if (request.max_tokens > model.output)
    throw new Refusal(
      25,
      `max_tokens: ${request.max_tokens} > ${model.output}, which is the maximum allowed number of output tokens for ${request.model}`,
    )
  if (request.thinking?.type === 'enabled' && request.thinking.budget_tokens >= request.max_tokens)
    throw new Refusal(18, '`max_tokens` must be greater than `thinking.budget_tokens`')
  return asked
}

/** The same, of which only the tokens are counted. @param {any} request @param {Context} context */
export function readCount(request, context) {
  checkSamplingOfVersion(request, context.version)
  countShape(request, '')
  return readPrompt(request, context)
}

/** @param {any} request @param {Context} context @returns {Asked} */
function readPrompt(request, context) {
  const model = modelOf(request.model)
  if (!model) throw new Refusal(6, `model: ${request.model}`, 404)
  checkSamplingOfModel(request, model)
  checkThinking(request, model)
  checkTools(request, model)
  if (request.output_config?.format) checkSchema(request.output_config.format.schema, 'output_config.format.schema')
  checkConversation(request, model)
  if (context.version === newestVersion) checkCitations(request)
  const pictures = readPictures(request, model, context)
  noteTextBeforeImages(request, context)
  const parts = partsOf(model, request, pictures)
  const tokens = sumOf(parts)
  if (tokens > model.context) throw new Refusal(0, `prompt is too long: ${tokens} tokens > ${model.context} maximum`)
  const breakpoints = breakpointsOf(parts, request.cache_control)
  for (const { index, path } of breakpoints)
    if (sumOf(parts.slice(0, index + 1)) < model.minCacheTokens)
      context.soft(21, `${path}: nothing is cached below ${model.minCacheTokens} tokens`)
  return { request, model, thinks: thinks(model, request), pictures, parts, breakpoints, tokens }
}

/** @param {any} request @param {string} version */
function checkSamplingOfVersion(request, version) {
  dictionary(request, '')
  if (version !== newestVersion) return
  for (const name of samplingParameters) if (name in request) refuse(name, 'Extra inputs are not permitted', 5)
}

/** Newer models take nothing but their own default, and only one of the two. @param {any} request @param {Model} model */
function checkSamplingOfModel(request, model) {
  const given = samplingParameters.filter((name) => name in request)
  if (model.sampling) {
    if (given.includes('temperature') && given.includes('top_p'))
      throw new Refusal(5, '`temperature` and `top_p` cannot both be specified for this model. Please use only one.')
    return
  }
  const isDefault = request.temperature === 1 || request.top_p === 0.99
  if (given.length === 0 || (given.length === 1 && isDefault)) return
  const name = given.find((one) => one === 'top_k') ?? given[0]
  throw new Refusal(5, `\`${name}\` is deprecated for this model.`)
}

/** @param {any} request @param {Model} model */
function checkThinking(request, model) {
  const type = request.thinking?.type
  const effort = request.output_config?.effort ?? null
  if (effort !== null && model.effort === null)
    throw new Refusal(18, 'This model does not support the effort parameter.')
  if (type === undefined) return
  if (!model.thinking.includes(type)) throw new Refusal(18, `thinking.type: "${type}" is not supported for this model`)
  if (type === 'disabled' && model.id === 'claude-opus-5' && ['xhigh', 'max'].includes(effort))
    throw new Refusal(18, `thinking.type: "disabled" is not supported for this model at effort "${effort}"`)
}

/** @param {any} request @param {Model} model */
function checkTools(request, model) {
  const names = (request.tools ?? []).map((/** @type {any} */ { name }) => name)
  if (new Set(names).size < names.length) refuse('tools', 'Tool names must be unique.')
  for (const [index, tool] of (request.tools ?? []).entries())
    if (tool.strict) checkSchema(tool.input_schema, below(`tools.${index}`, 'input_schema'))
  const choice = request.tool_choice
  if (!choice) return
  if (names.length === 0) refuse('tool_choice', 'may only be specified while providing `tools`.')
  if (choice.type === 'tool' && !names.includes(choice.name))
    refuse('tool_choice', `Tool '${choice.name}' not found in provided tools`)
  if (['any', 'tool'].includes(choice.type)) checkForcedTool(request, model)
}

/** @param {any} request @param {Model} model */
function checkForcedTool(request, model) {
  const messages = {
    'not supported': 'tool_choice: type "tool" and "any" are not supported for this model',
    'not compatible': 'tool_choice forces tool use is not compatible with this model',
    'without thinking': thinks(model, request) && 'Thinking may not be enabled when tool_choice forces tool use.',
    always: '',
  }
  const message = messages[model.forcedTools]
  if (message) throw new Refusal(18, message)
}

/** @param {any} request */
function checkCitations(request) {
  for (const [at, turn] of request.messages.entries())
    for (const [index, block] of blocksOf(turn).entries())
      if (turn.role === 'user' && block.citations?.length > 0)
        refuse(`messages.${at}.content.${index}.text.citations`, 'Extra inputs are not permitted')
}

/** @param {any} request @param {Context} context */
function noteTextBeforeImages(request, context) {
  for (const [at, turn] of request.messages.entries()) {
    const types = blocksOf(turn).map(({ type }) => type)
    const text = types.indexOf('text')
    if (text >= 0 && types.indexOf('image', text) >= 0) context.soft(26, `messages.${at}.content: text before an image`)
  }
}
