// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything that a request for a message may consist of. What the real service takes besides and no client of ours
// sends (PDFs, tools that run on the server) is refused like anything unknown.
import {
  anything,
  choice,
  dictionary,
  integer,
  list,
  number,
  object,
  orNull,
  refuse,
  tagged,
  text,
  textOr,
  truth,
} from './fields.mjs'

/** @typedef {import('./fields.mjs').Shape} Shape */

const cacheControl = orNull(object({ type: choice(['ephemeral']) }, { ttl: choice(['5m', '1h']) }))
const cached = { cache_control: cacheControl }

const textBlock = object({ type: text, text }, { ...cached, citations: orNull(list(anything)) })
const mediaTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']
const imageBlock = object(
  {
    type: text,
    source: tagged({
      base64: object({ type: text, media_type: choice(mediaTypes, 8), data: text }),
      url: object({ type: text, url: text }),
      file: object({ type: text, file_id: text }),
    }),
  },
  { ...cached, transformations: orNull(object({}, { oversized_image: choice(['downsize', 'error']) })) },
)
/** @type {(most: number) => Shape} */
const shortText = (most) => (value, path) => {
  text(value, path)
  if (value.length === 0) refuse(path, 'String should have at least 1 character')
  if (value.length > most) refuse(path, `String should have at most ${most} characters`)
}
const documentBlock = object(
  {
    type: text,
    source: tagged({ text: object({ type: text, media_type: choice(['text/plain']), data: text }) }),
  },
  {
    ...cached,
    title: orNull(shortText(500)),
    context: orNull(shortText(Number.POSITIVE_INFINITY)),
    citations: orNull(object({}, { enabled: truth })),
  },
)
const toolResult = object(
  { type: text, tool_use_id: text },
  { ...cached, content: textOr(list(tagged({ text: textBlock, image: imageBlock }))), is_error: truth },
)
const toolUse = object(
  { type: text, id: text, name: text, input: dictionary },
  { ...cached, caller: object({ type: choice(['direct']) }) },
)
const thinkingBlock = object({ type: text, thinking: text, signature: text })

/** @type {Record<string, Shape>} */
const contents = {
  user: textOr(list(tagged({ text: textBlock, image: imageBlock, document: documentBlock, tool_result: toolResult }))),
  assistant: textOr(list(tagged({ text: textBlock, tool_use: toolUse, thinking: thinkingBlock }))),
}

/** @type {Shape} */
const message = (value, path) => {
  dictionary(value, path)
  if ('role' in value) choice(Object.keys(contents))(value.role, `${path}.role`)
  object({ role: text, content: contents[value.role] ?? anything })(value, path)
}

/** @type {Shape} */
const toolName = (value, path) => {
  text(value, path)
  if (!/^[a-zA-Z0-9_-]{1,128}$/.test(value)) refuse(path, "String should match pattern '^[a-zA-Z0-9_-]{1,128}$'")
}

/** @type {Shape} */
const inputSchema = (value, path) => {
  dictionary(value, path)
  if (!('type' in value)) refuse(`${path}.type`, 'Field required')
  choice(['object'])(value.type, `${path}.type`)
}

const tool = object(
  { name: toolName, input_schema: inputSchema },
  {
    ...cached,
    type: orNull(choice(['custom'])),
    description: text,
    strict: truth,
    eager_input_streaming: orNull(truth),
    input_examples: list(dictionary),
  },
)
const parallel = { disable_parallel_tool_use: truth }
const display = { display: orNull(choice(['summarized', 'omitted'])) }

/** What both a message and the counting of its tokens are asked with. */
const prompt = {
  cache_control: cacheControl,
  output_config: object(
    {},
    {
      effort: orNull(choice(['low', 'medium', 'high', 'xhigh', 'max'])),
      format: orNull(object({ type: choice(['json_schema']), schema: dictionary })),
    },
  ),
  speed: orNull(choice(['standard', 'fast'])),
  system: textOr(list(tagged({ text: textBlock }))),
  thinking: tagged({
    adaptive: object({ type: text }, display),
    between_tools: object({ type: text }),
    disabled: object({ type: text }),
    enabled: object({ type: text, budget_tokens: integer(1024) }, display),
  }),
  tool_choice: tagged({
    auto: object({ type: text }, parallel),
    any: object({ type: text }, parallel),
    tool: object({ type: text, name: text }, parallel),
    none: object({ type: text }),
  }),
  tools: list(tool),
  temperature: number(0, 1),
  top_p: number(0, 1),
  top_k: integer(0),
}

export const countShape = object({ model: text, messages: list(message) }, prompt)

export const messageShape = object(
  { model: text, max_tokens: integer(0), messages: list(message) },
  {
    ...prompt,
    container: orNull(text),
    diagnostics: orNull(dictionary),
    inference_geo: orNull(text),
    metadata: object({}, { user_id: orNull(text) }),
    service_tier: choice(['auto', 'standard_only']),
    stop_sequences: list(text),
    stream: truth,
  },
)
