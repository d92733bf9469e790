// SPDX-License-Identifier: AGPL-3.0-or-later
// The emulator's Message Batches, and check 23, which guards them.
import { describe, expect, it } from 'vitest'
import { type Answer, ask, claudeForTests, failedChecks, hello, type Json } from './claude-client.ts'

const claude = await claudeForTests()
const failed = () => failedChecks(claude)

describe('a client of batches', () => {
  const item = (custom_id: string, params: unknown = hello()) => ({ custom_id, params })
  const batches = (body: unknown, path = '', method = 'POST') =>
    ask(claude, body, { path: `/v1/messages/batches${path}`, method })
  const lines = (answer: Answer) =>
    answer.body
      .trim()
      .split('\n')
      .map((line: string) => JSON.parse(line))

  it.each([
    ['calls two requests the same', [item('one'), item('one')]],
    ['calls a request by a sentence', [item('page one')]],
    ['calls a request by 65 characters', [item('x'.repeat(65))]],
    ['asks for nothing', []],
  ])('is refused by check 23 when it %s', async (_client, requests) => {
    expect((await batches({ requests })).status).toBe(400)
    expect(failed()).toEqual(['23'])
  })

  it('is refused by check 23 when it does not wait for the end', async () => {
    const { id, results_url, request_counts } = (await batches({ requests: [item('one'), item('two')] })).body
    expect([results_url, request_counts.processing]).toEqual([null, 2])
    expect((await batches(undefined, `/${id}/results`, 'GET')).status).toBe(404)
    expect((await batches(undefined, `/${id}`, 'DELETE')).status).toBe(400)
    expect(failed()).toEqual(['23', '23'])
  })

  it('by check 23 finds results in any order, each with its own fate, at half the price', async () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const requests = [...names.map((name) => item(name)), item('wrong', hello({ temperature: 0 }))]
    const { id } = (await batches({ requests })).body
    const states = []
    for (let turn = 0; turn < 2; turn += 1) states.push((await batches(undefined, `/${id}`, 'GET')).body)
    expect(states.map(({ processing_status }) => processing_status)).toEqual(['in_progress', 'ended'])
    expect(states[1].request_counts).toMatchObject({ processing: 0, succeeded: 5, errored: 1 })
    const results = lines(await batches(undefined, `/${id}/results`, 'GET'))
    const order = results.map(({ custom_id }: Json) => custom_id)
    expect(order).not.toEqual(requests.map(({ custom_id }) => custom_id))
    expect([...order].sort()).toEqual([...names, 'wrong'])
    const wrong = results.find(({ custom_id }: Json) => custom_id === 'wrong')
    expect(wrong.result).toMatchObject({
      type: 'errored',
      error: { type: 'error', error: { type: 'invalid_request_error' } },
    })
    expect(failed()).toEqual(['5'])

    await ask(claude, hello())
    const cost = (custom: string | undefined) =>
      claude.log.requests.find(
        ({ custom_id, path }) => custom_id === custom && !/\/msgbatch_|batches$/.test(custom ? '' : path),
      )?.dollars ?? 0
    expect(cost('a')).toBeCloseTo(cost(undefined) / 2, 12)
  })

  it('may cancel, and may find that time ran out', async () => {
    claude.script({ batches: { hold: true } })
    const cancelled = (await batches({ requests: [item('one')] })).body.id
    expect((await batches(undefined, `/${cancelled}/cancel`)).body.processing_status).toBe('canceling')
    expect((await batches(undefined, `/${cancelled}`, 'GET')).body.request_counts.canceled).toBe(1)
    const held = (await batches({ requests: [item('one'), item('two')] })).body.id
    for (let turn = 0; turn < 3; turn += 1)
      expect((await batches(undefined, `/${held}`, 'GET')).body.processing_status).toBe('in_progress')
    claude.endBatch(held, ['two'])
    const fates = lines(await batches(undefined, `/${held}/results`, 'GET')).map(
      ({ custom_id, result }: { custom_id: string; result: Json }) => `${custom_id} ${result.type}`,
    )
    expect(fates.sort()).toEqual(['one succeeded', 'two expired'])
    expect((await batches(undefined, `/${held}`, 'DELETE')).body).toEqual({ id: held, type: 'message_batch_deleted' })
    const left = (await batches(undefined, '?limit=1', 'GET')).body
    expect(left.data.map(({ id }: Json) => id)).toEqual([cancelled])
  })
})
