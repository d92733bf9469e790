// SPDX-License-Identifier: AGPL-3.0-or-later
// A call that its caller leaves costs the operator and not the user: once it was sent it is charged, as far as usage was
// seen, and whole where nothing was.
import Anthropic from '@anthropic-ai/sdk'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { Calls, picture, saying } from './claude-calls.ts'

const max = 100_000
const long = `Repeat exactly: ${'Grüße, 世界 🖋 '.repeat(40)}`
let calls: Calls

beforeAll(async () => {
  calls = await Calls.start({ RMIRROR_FREE_TOKENS: `${max}` })
})

afterAll(() => calls[Symbol.asyncDispose]())

beforeEach(() => {
  calls.claude.script([])
  calls.claude.log.clear()
})

it('a caller who leaves before the answer begins is charged for all that was reserved', async () => {
  const eve = await calls.person('eve@example.org')
  calls.claude.script([{ hang: true }])
  const leaving = new AbortController()
  const call = eve.client().messages.create(saying([picture(1), picture(2)]), { signal: leaving.signal })
  await calls.reach(1)
  const { tokens } = await eve.quota()
  leaving.abort()
  await expect(call).rejects.toThrow(Anthropic.APIUserAbortError)
  await expect.poll(async () => (await eve.quota()).used).toBe(2)
  const { reserved } = tokens
  expect(reserved).toBeGreaterThan(1000)
  expect((await eve.quota()).tokens).toEqual({ limit: max, used: reserved, reserved: 0, left: max - reserved })
  expect(calls.claude.log.requests[0]).toMatchObject({ aborted: true, owed: null })
})

it('a caller who leaves in the middle of a stream is charged for what was seen', async () => {
  const eve = await calls.person('fay@example.org')
  const question = { ...saying([picture(3), { type: 'text', text: long }]), stream: true as const }
  const other = await calls.person('ann-first@example.org')
  let all = 0
  for await (const _event of await other.client().messages.create(question)) all += 1
  calls.claude.log.clear()
  calls.claude.script([{ hang_mid_stream: true }])
  // Half of the events, of which the ping in their first half is not shown.
  let left = Math.ceil((all + 1) / 2) - 1
  const seen: string[] = []
  for await (const { type } of await eve.client().messages.create(question)) {
    seen.push(type)
    if (--left === 0) break
  }
  expect(seen).not.toContain('message_delta')
  await expect.poll(async () => (await eve.quota()).used).toBe(1)
  await expect.poll(() => calls.claude.log.requests[0]?.aborted).toBe(true)
  const owed = calls.claude.log.requests[0]?.owed ?? Number.NaN
  expect(owed).toBeGreaterThan(100)
  expect((await eve.quota()).tokens).toEqual({ limit: max, used: owed, reserved: 0, left: max - owed })
})

it('a caller whose call Claude breaks off is charged for nothing', async () => {
  const ann = await calls.person('ann@example.org')
  const { messages } = ann.client()
  calls.claude.script([{ status: 529 }, { error_mid_stream: true }, { drop_mid_stream: true }])
  await expect(messages.create(saying([picture(4)]))).rejects.toThrow(Anthropic.APIError)
  const whole = () => messages.stream(saying([picture(4), { type: 'text', text: long }])).finalMessage()
  await expect(whole()).rejects.toThrow(Anthropic.AnthropicError)
  await expect(whole()).rejects.toThrow(Anthropic.AnthropicError)
  expect(await ann.quota()).toMatchObject({ used: 0, reserved: 0, tokens: { used: 0, reserved: 0 } })
})

it('a caller who leaves while waiting for a turn is charged for nothing', async () => {
  await using crowded = await Calls.start({ RMIRROR_FREE_TOKENS: `${max}`, RMIRROR_TEST_CLAUDE_CALLS: '1' })
  const ann = await crowded.person('ann@example.org')
  crowded.claude.script([{ hang: true }])
  const [first, second] = [new AbortController(), new AbortController()]
  const held = ann.client().messages.create(saying('Hello.'), { signal: first.signal })
  await crowded.reach(1)
  const { reserved } = (await ann.quota()).tokens
  const waiting = ann.client().messages.create(saying([picture(5)]), { signal: second.signal })
  await expect.poll(async () => (await ann.quota()).reserved).toBe(1)
  second.abort()
  await expect(waiting).rejects.toThrow(Anthropic.APIUserAbortError)
  await expect.poll(async () => (await ann.quota()).tokens.reserved).toBe(reserved)
  expect(await ann.quota()).toMatchObject({ used: 0, reserved: 0, tokens: { used: 0 } })
  first.abort()
  await expect(held).rejects.toThrow(Anthropic.APIUserAbortError)
})
