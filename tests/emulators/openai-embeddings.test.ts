// SPDX-License-Identifier: AGPL-3.0-or-later
// The emulator of embeddings refuses what OpenAI refuses, and puts near what is near in meaning.
import { afterEach, expect, it } from 'vitest'
import { OpenAiEmulator } from '../world/openai.ts'

const running: OpenAiEmulator[] = []
afterEach(async () => {
  for (const service of running.splice(0)) await service[Symbol.asyncDispose]()
})

const model = 'text-embedding-3-small'

async function begin(): Promise<OpenAiEmulator> {
  const service = await OpenAiEmulator.start({ as: 'openai', key: 'sk-known' })
  running.push(service)
  return service
}

async function ask({ address }: OpenAiEmulator, body: object, key = 'sk-known') {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  const answer = await fetch(`${address}/embeddings`, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

const productOf = (one: number[], other: number[]) =>
  one.reduce((sum, number, at) => sum + number * (other[at] ?? 0), 0)

it('texts of one meaning are nearer to each other than others', async () => {
  const { status, text } = await ask(await begin(), {
    model,
    input: ['A ship on the ocean', 'Sailing a boat at sea', 'Pay the invoice on Monday'],
  })
  expect(status).toBe(200)
  const { data, usage } = JSON.parse(text)
  const [ship, boat, invoice] = data.map(({ embedding }: { embedding: number[] }) => embedding)
  expect(ship).toHaveLength(1536)
  expect(productOf(ship, ship)).toBeCloseTo(1, 4)
  expect(productOf(ship, boat)).toBeGreaterThan(0.8)
  expect(productOf(ship, invoice)).toBeLessThan(0.3)
  expect(usage.prompt_tokens).toBeGreaterThan(0)
})

it('what OpenAI refuses is refused', async () => {
  const service = await begin()
  const refused = async (body: object) => {
    const { status, text } = await ask(service, body)
    return `${status} ${JSON.parse(text).error.message}`
  }
  expect(await refused({ model, input: '' })).toContain('400 ')
  expect(await refused({ model, input: ['ink', ''] })).toContain('cannot be an empty string')
  expect(await refused({ model, input: [] })).toContain("Invalid type for 'input'")
  expect(await refused({ model })).toContain('Missing required parameter')
  expect(await refused({ model, input: new Array(2049).fill('ink') })).toContain('array too long')
  expect(await refused({ model, input: 'x'.repeat(4 * 8193) })).toContain('maximum context length is 8192')
  expect(await refused({ model, input: new Array(40).fill('x'.repeat(4 * 8000)) })).toContain(
    '300000 tokens per request',
  )
  expect(await refused({ model, input: 'ink', temperature: 0 })).toContain("Unknown parameter: 'temperature'")
  expect(await refused({ model: 'text-embedding-9', input: 'ink' })).toContain('404 The model `text-embedding-9`')
  expect((await ask(service, { model, input: 'ink' }, 'sk-other')).status).toBe(401)
  expect((await service.seen()).embedded).toEqual([])
})

it('goes wrong as it is told', async () => {
  const service = await begin()
  await service.faults('busy 7', 'broken', 'nan', 'one-too-few', 'another-length')
  const answers: Awaited<ReturnType<typeof ask>>[] = []
  for (let nth = 0; nth < 5; nth++) answers.push(await ask(service, { model, input: ['ink', 'pen'] }))
  expect(answers.map(({ status }) => status)).toEqual([429, 500, 200, 200, 200])
  expect(answers[0]?.headers.get('retry-after')).toBe('7')
  expect(() => JSON.parse(answers[2]?.text ?? '')).toThrow()
  expect(JSON.parse(answers[3]?.text ?? '').data).toHaveLength(1)
  expect(JSON.parse(answers[4]?.text ?? '').data[0].embedding).toHaveLength(768)
})
