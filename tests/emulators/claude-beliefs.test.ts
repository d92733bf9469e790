// SPDX-License-Identifier: AGPL-3.0-or-later
// What no check can refuse: clients that read answers, by the numbers of the emulator's checks, with too much faith.
import { describe, expect, it } from 'vitest'
import { type Answer, ask, claudeForTests, type Json, read } from './claude-client.ts'
import { png } from './images.ts'

const claude = await claudeForTests()

/** What clients do that believe in one text, whole and first. */
const believe = (answer: Answer) => answer.body.content[0]?.text

describe('a client that believes', () => {
  const page = () => read([[png(3)]])
  const faithful = async () => JSON.parse((await ask(claude, page())).body.content[1].text)

  it('by check 15 that the first block is the text, reads nothing', async () => {
    const answer = await ask(claude, page())
    expect(believe(answer)).toBeUndefined()
    expect(answer.body.content.map(({ type }: Json) => type)).toEqual(['thinking', 'text'])
    expect(answer.body.content[0]).toEqual({
      type: 'thinking',
      thinking: '',
      signature: expect.stringMatching(/.{40}/),
    })
  })

  it('by check 16 that a text is whole, parses half of one', async () => {
    const answer = await ask(claude, { ...page(), max_tokens: 90 })
    expect(answer.body).toMatchObject({ stop_reason: 'max_tokens', usage: { output_tokens: 90 } })
    expect(() => JSON.parse(answer.body.content[1].text)).toThrow()
    expect((await faithful()).pages).toHaveLength(1)
  })

  it('by check 17 that there is content, finds a refusal without any', async () => {
    claude.script([{ refusal: true }])
    const answer = await ask(claude, page())
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ content: [], stop_reason: 'refusal', stop_details: { type: 'refusal' } })
  })

  it('by check 18 that thinking is not counted, is left with thoughts alone', async () => {
    const answer = await ask(claude, { ...page(), max_tokens: 50 })
    expect(answer.body.content.map(({ type }: Json) => type)).toEqual(['thinking'])
    expect(answer.body).toMatchObject({
      stop_reason: 'max_tokens',
      usage: { output_tokens: 50, output_tokens_details: { thinking_tokens: 50 } },
    })
    const less = await ask(claude, {
      ...page(),
      output_config: { ...(page().output_config as Json), effort: 'low' },
      max_tokens: 2000,
    })
    expect(less.body.stop_reason).toBe('end_turn')
  })

  it('by check 20 that a text says something, gets blanks or nothing', async () => {
    claude.script([{ whitespace: true }, { empty: true }])
    expect((await ask(claude, page())).body.content[1].text.trim()).toBe('')
    expect((await ask(claude, page())).body).toMatchObject({ content: [], stop_reason: 'end_turn' })
  })

  it('by check 22 that a stream ends well, takes a part for the whole', async () => {
    const joined = (text: string) =>
      [...text.matchAll(/"type":"text_delta","text":("(?:[^"\\]|\\.)*")/g)]
        .map((found) => JSON.parse(found[1] ?? ''))
        .join('')
    claude.script([{}, { error_mid_stream: true }])
    const whole = await ask(claude, { ...page(), stream: true })
    const broken = await ask(claude, { ...page(), stream: true })
    expect([whole.status, broken.status]).toEqual([200, 200])
    expect(JSON.parse(joined(whole.body))).toEqual(await faithful())
    expect(joined(broken.body)).not.toBe('')
    expect(joined(whole.body)).toContain(joined(broken.body))
    expect(broken.body).toMatch(/event: error\ndata: \{"type":"error","error":\{"type":"overloaded_error"/)
    expect(broken.body).not.toContain('message_stop')
    claude.script([{ drop_mid_stream: true }])
    await expect(ask(claude, { ...page(), stream: true })).rejects.toThrow()
  })
})
