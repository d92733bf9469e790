// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks of the emulator by their numbers, tripped by a client that is careless in just that way.
import { describe, expect, it } from 'vitest'
import { ask, claudeForTests, failedChecks, headers, hello, imageBlock, type Json, look } from './claude-client.ts'
import { jpeg, png } from './images.ts'

const claude = await claudeForTests()
const failed = () => failedChecks(claude)

const megabyte = 1024 * 1024
const without = (name: keyof typeof headers) => {
  const { [name]: _, ...rest } = headers
  return rest
}
const older = { ...headers, 'anthropic-version': '2023-06-01' }
const pictures = (count: number, bytes = png(1)) => Array.from({ length: count }, () => imageBlock(bytes))
const reading = (schema: unknown) => hello({ output_config: { format: { type: 'json_schema', schema } } })
const cachedTexts = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    type: 'text',
    text: `${index} ${'long '.repeat(2000)}`,
    cache_control: { type: 'ephemeral' },
  }))
const tool = { name: 'note', input_schema: { type: 'object', properties: { text: { type: 'string' } } } }
const forced = { tools: [tool], tool_choice: { type: 'tool', name: 'note' } }

type Row = [
  check: number,
  client: string,
  body: () => unknown,
  status: number,
  says: string,
  headed?: Record<string, string>,
]

const refused: Row[] = [
  [1, 'brings no key', hello, 401, 'x-api-key header is required', without('x-api-key')],
  [
    1,
    'brings its key in a header of its own',
    hello,
    401,
    'x-api-key header is required',
    { ...without('x-api-key'), 'api-key': 'sk-ant-known' },
  ],
  [1, 'sends an unknown key', hello, 401, 'invalid x-api-key', { ...headers, 'x-api-key': 'sk-ant-wrong' }],
  [2, 'names no version', hello, 400, 'anthropic-version: header is required', without('anthropic-version')],
  [
    2,
    'names a version that never was',
    hello,
    400,
    'anthropic-version',
    { ...headers, 'anthropic-version': '2026-11-20' },
  ],
  [3, 'sends 33 MB', () => ' '.repeat(33 * megabyte), 413, 'Request exceeds the maximum size'],
  [4, 'invents a parameter', () => hello({ foo: 1 }), 400, 'foo: Extra inputs are not permitted'],
  [
    4,
    'invents a member of a block',
    () => look([{ ...imageBlock(), detail: 'high' }]),
    400,
    'messages.0.content.0.image.detail: Extra inputs are not permitted',
  ],
  [5, 'asks for a temperature', () => hello({ temperature: 0 }), 400, 'temperature: '],
  [5, 'asks for the default of a sampling parameter', () => hello({ top_p: 0.99 }), 400, 'top_p: '],
  [
    5,
    'asks a new model for a temperature by an old version',
    () => hello({ temperature: 0 }),
    400,
    '`temperature` is deprecated for this model.',
    older,
  ],
  [
    5,
    'asks a new model for both defaults',
    () => hello({ temperature: 1, top_p: 0.99 }),
    400,
    'is deprecated for this model.',
    older,
  ],
  [
    5,
    'asks a new model for any top_k',
    () => hello({ top_k: 40 }),
    400,
    '`top_k` is deprecated for this model.',
    older,
  ],
  [
    6,
    'names a model that is not there',
    () => hello({ model: 'claude-3-haiku-20240307' }),
    404,
    'model: claude-3-haiku-20240307',
  ],
  [
    7,
    'begins the answer itself',
    () =>
      hello({
        messages: [
          { role: 'user', content: 'JSON, please.' },
          { role: 'assistant', content: '{' },
        ],
      }),
    400,
    'This model does not support assistant message prefill. The conversation must end with a user message.',
  ],
  [
    8,
    'sends a TIFF',
    () => look([imageBlock(png(), 'image/tiff')]),
    400,
    "media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'",
  ],
  [
    9,
    'sends a data URL',
    () =>
      look([
        {
          type: 'image',
          source: { ...imageBlock().source, data: `data:image/png;base64,${imageBlock().source.data}` },
        },
      ]),
    400,
    'messages.0.content.0.image.source.base64.data: ',
  ],
  [
    9,
    'breaks base64 into lines',
    () =>
      look([
        { type: 'image', source: { ...imageBlock().source, data: imageBlock().source.data.replace(/.{76}/g, '$&\n') } },
      ]),
    400,
    'messages.0.content.0.image.source.base64.data: ',
  ],
  [
    10,
    'sends more than 10 MB of base64',
    () => look([imageBlock(Buffer.alloc(8 * megabyte))]),
    400,
    `messages.0.content.0.image.source.base64: image exceeds 10 MB maximum: ${Math.ceil((8 * megabyte) / 3) * 4} bytes > 10485760 bytes`,
  ],
  [11, 'cuts an image off', () => look([imageBlock(png().subarray(0, -20))]), 400, 'Could not process image'],
  [11, 'leaves out the end of a PNG', () => look([imageBlock(png(1, { end: false }))]), 400, 'Could not process image'],
  [11, 'changes a byte of a PNG', () => look([imageBlock(png().fill(9, 45, 46))]), 400, 'Could not process image'],
  [
    11,
    'brings fewer rows than a PNG promises',
    () => look([imageBlock(png(1, { rows: new Uint8Array(301 * 299) }))]),
    400,
    'Could not process image',
  ],
  [
    11,
    'filters a PNG in a way there is none',
    () => look([imageBlock(png(1, { rows: new Uint8Array(301 * 300).fill(7) }))]),
    400,
    'Could not process image',
  ],
  [
    11,
    'leaves out the end of a JPEG',
    () => look([imageBlock(jpeg({ end: false }), 'image/jpeg')]),
    400,
    'Could not process image',
  ],
  [11, 'sends text as an image', () => look([imageBlock(Buffer.from('not an image'))]), 400, 'Could not process image'],
  [
    12,
    'calls a PNG a JPEG',
    () => look([imageBlock(png(), 'image/jpeg')]),
    400,
    'messages.0.content.0.image.source.base64.data: Image does not match the provided media type image/jpeg',
  ],
  [
    13,
    'sends an image of 8001 pixels',
    () => look([imageBlock(png(1, { width: 8001, height: 1 }))]),
    400,
    'At least one of the image dimensions exceed max allowed size: 8000 pixels',
  ],
  [
    13,
    'sends 2001 pixels among many images',
    () => look([...pictures(20), imageBlock(png(1, { width: 300, height: 2001 }))]),
    400,
    'At least one of the image dimensions exceed max allowed size for many-image requests: 2000 pixels',
  ],
  [
    14,
    'sends 101 images to a model that takes 100',
    () => look(pictures(101), { model: 'claude-haiku-4-5' }),
    400,
    '101 > 100',
  ],
  [
    18,
    'forces a tool on a model that does not allow it',
    () => hello({ ...forced, model: 'claude-sonnet-5-5' }),
    400,
    'tool_choice: type "tool" and "any" are not supported for this model',
  ],
  [
    18,
    'forces a tool on a model that is not made for it',
    () => hello({ ...forced, model: 'claude-fable-5-2' }),
    400,
    'tool_choice forces tool use is not compatible with this model',
  ],
  [
    18,
    'forces a tool on a model that thinks',
    () => hello({ ...forced, model: 'claude-opus-5' }),
    400,
    'Thinking may not be enabled when tool_choice forces tool use.',
  ],
  [
    18,
    'forbids thinking to a model that always thinks',
    () => hello({ model: 'claude-opus-5-5', thinking: { type: 'disabled' } }),
    400,
    'thinking.type',
  ],
  [
    18,
    'gives a new model a budget for thinking',
    () => hello({ max_tokens: 4000, thinking: { type: 'enabled', budget_tokens: 2000 } }),
    400,
    'thinking.type',
  ],
  [
    19,
    'bounds a number in a schema',
    () => reading({ type: 'number', minimum: 0, maximum: 1 }),
    400,
    "output_config.format.schema: For 'number' type, properties maximum, minimum are not supported",
  ],
  [
    19,
    'wants two items of an array',
    () => reading({ type: 'array', items: { type: 'string' }, minItems: 2 }),
    400,
    "output_config.format.schema: For 'array' type, 'minItems' values other than 0 or 1 are not supported",
  ],
  [
    19,
    'leaves an object open',
    () => reading({ type: 'object', properties: {} }),
    400,
    "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false",
  ],
  [
    19,
    'lets a schema contain itself',
    () => reading({ type: 'object', properties: { next: { $ref: '#' } }, additionalProperties: false }),
    400,
    'Recursive schemas are not supported',
  ],
  [20, 'says nothing', () => hello({ messages: [{ role: 'user', content: '' }] }), 400, 'must have non-empty content'],
  [
    20,
    'says an empty text',
    () => look([{ type: 'text', text: '' }]),
    400,
    'messages: text content blocks must be non-empty',
  ],
  [
    20,
    'says blanks',
    () => look([{ type: 'text', text: ' \n' }]),
    400,
    'messages: text content blocks must contain non-whitespace text',
  ],
  [
    21,
    'wants five places cached',
    () => hello({ system: cachedTexts(5) }),
    400,
    'A maximum of 4 blocks with cache_control may be provided. Found 5.',
  ],
  [
    25,
    'wants more than the model can say',
    () => hello({ max_tokens: 128_001 }),
    400,
    'max_tokens: 128001 > 128000, which is the maximum allowed number of output tokens for claude-haiku-5-5',
  ],
]

describe('a client is refused', () => {
  it.each(refused)('by check %i when it %s', async (check, _client, body, status, says, more) => {
    const answer = await ask(claude, body(), more ? { with: more } : {})
    expect(answer.status).toBe(status)
    const types: Record<number, string> = {
      400: 'invalid_request_error',
      401: 'authentication_error',
      404: 'not_found_error',
      413: 'request_too_large',
    }
    expect(answer.body).toEqual({
      type: 'error',
      error: { type: types[status], message: expect.stringContaining(says) },
      request_id: answer.headers.get('request-id'),
    })
    expect(failed().filter((one) => !one.includes('soft'))).toEqual([`${check}`])
    expect(claude.log.requests).toMatchObject([{ status, path: '/v1/messages' }])
  })

  it.each([
    ['max_tokens: Field required', { max_tokens: undefined }],
    ['model: Field required', { model: undefined }],
    ['messages: at least one message is required', { messages: [] }],
    ['messages: first message must use the "user" role', { messages: [{ role: 'assistant', content: 'Hi.' }] }],
    ["messages.0.role: Input should be 'user' or 'assistant'", { messages: [{ role: 'robot', content: 'Hi.' }] }],
    ['max_tokens: Input should be a valid integer', { max_tokens: '1000' }],
  ])('with the words "%s"', async (says, more: Json) => {
    const answer = await ask(claude, hello(more))
    expect([answer.status, answer.body.error.message]).toEqual([400, says])
  })
})

const remarked: Row[] = [
  [
    21,
    'wants less cached than is ever cached',
    () => hello({ cache_control: { type: 'ephemeral' } }),
    200,
    'nothing is cached below 512 tokens',
  ],
  [
    26,
    'sends an image that is made smaller',
    () => look([imageBlock(png(1, { width: 2577, height: 200 }))]),
    200,
    'silently made smaller',
  ],
  [
    26,
    'sends an image of too many squares',
    () => look([imageBlock(png(1, { width: 2000, height: 2000 }))]),
    200,
    'silently made smaller',
  ],
  [
    26,
    'speaks before it shows',
    () => look([{ type: 'text', text: 'Look:' }, imageBlock()]),
    200,
    'text before an image',
  ],
  [26, 'sends a narrow image', () => look([imageBlock(png(1, { width: 199, height: 400 }))]), 200, 'are read badly'],
]

describe('a client is answered, but remarked on', () => {
  it.each(remarked)('by check %i when it %s', async (check, _client, body, status, says) => {
    expect((await ask(claude, body())).status).toBe(status)
    expect(claude.log.violations).toEqual([
      expect.objectContaining({ check, soft: true, detail: expect.stringContaining(says) }),
    ])
  })

  it('by check 24 when it comes back before retry-after, and not when another comes', async () => {
    claude.script([{ status: 429, retry_after: 3600 }, {}, {}])
    const sentAway = await ask(claude, hello())
    expect([sentAway.status, sentAway.headers.get('retry-after')]).toEqual([429, '3600'])
    await ask(claude, hello({ max_tokens: 999 }))
    expect(failed()).toEqual([])
    await ask(claude, hello())
    expect(failed()).toEqual(['24 (soft)'])
  })
})
