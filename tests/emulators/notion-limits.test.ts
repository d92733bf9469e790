// SPDX-License-Identifier: AGPL-3.0-or-later
// How often Notion's emulator may be called, and what it counts of those who call too often.
import { describe, expect, it } from 'vitest'
import { Clock } from '../../e2e/emulators/notion/clock.mjs'
import { Rates } from '../../e2e/emulators/notion/rates.mjs'
import {
  ask,
  control,
  failedChecks,
  headers,
  look,
  notionForTests,
  otherToken,
  token,
  userId,
  workspaceId,
} from './notion-client.ts'

const notion = await notionForTests()
const failed = () => failedChecks(notion)
const limits = (body: object) => control(notion, 'PUT', 'limits', body)
const advance = (advance_ms: number) => control(notion, 'POST', 'clock', { advance_ms })
const impatient = () => control(notion, 'PUT', 'settings', { overtaking_ms: 0 })
const several = async (count: number, more = {}) => {
  const answers = []
  for (let call = 0; call < count; call += 1) answers.push(await look(notion, more))
  return answers
}
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status)

/** A stopped clock. */
function stopped() {
  const clock = new Clock()
  let now = 1_000_000_000_000
  clock.now = () => now
  const call = { connection: 'bot', workspace: 'home', endpoint: 'GET /users/me' }
  return { rates: new Rates(clock), call, wait: (ms: number) => (now += ms) }
}

describe('the window of a connection', () => {
  it('takes 180 calls in one burst and says, as check 36 wants it, when the next begins', () => {
    const { rates, call, wait } = stopped()
    for (let count = 0; count < 180; count += 1) expect(rates.take(call)).toBeUndefined()
    const limited = rates.take(call)
    expect(limited?.reason).toBe('public_api_request_rate_limit')
    const seconds = limited?.seconds ?? 0
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)
    wait(seconds * 1000)
    expect(rates.take(call)).toBeUndefined()
  })

  it('is fixed, by check 37: around its end twice as many calls get through, and none before it', () => {
    const { rates, call, wait } = stopped()
    const take = (count: number) => Array.from({ length: count }, () => rates.take(call)).filter(Boolean).length
    while (rates.take(call) === undefined);
    while (rates.take(call) !== undefined) wait(10)
    wait(59_980)
    expect(take(180)).toBe(1)
    wait(10)
    expect(rates.take(call)?.seconds).toBe(1)
    wait(20)
    expect(take(181)).toBe(1)
  })

  it('is not the one of a client that counts minutes of its own: that fails; who lets 180 go in any minute does not', () => {
    const refusedOf = (calls: [ms: number, count: number][]) => {
      const { rates, call, wait } = stopped()
      let refused = 0
      for (const [ms, count] of calls) {
        wait(ms)
        for (let done = 0; done < count; done += 1) if (rates.take(call)) refused += 1
      }
      return refused
    }
    const clients = Array.from({ length: 60 })
    const careless = clients.map(() =>
      refusedOf([
        [0, 1],
        [59_000, 179],
        [1000, 180],
      ]),
    )
    expect(careless.filter((refused) => refused > 0).length).toBeGreaterThan(40)
    const careful = clients.map(() =>
      refusedOf([
        [0, 1],
        [59_000, 179],
        [1001, 1],
        [59_000, 179],
        [60_001, 180],
      ]),
    )
    expect(careful.every((refused) => refused === 0)).toBe(true)
  })

  it('begins at an unpredictable time', () => {
    const waits = Array.from({ length: 40 }, () => {
      const { rates, call } = stopped()
      rates.set({ calls: 0 })
      return rates.take(call)?.seconds
    })
    expect(new Set(waits).size).toBeGreaterThan(10)
    const { rates } = stopped()
    rates.set({ calls: 0 })
    const others = Array.from({ length: 40 }, (_, bot) =>
      rates.take({ connection: `${bot}`, workspace: 'home', endpoint: 'a' }),
    )
    expect(new Set(others.map((limited) => limited?.seconds)).size).toBeGreaterThan(10)
  })

  it('belongs to one connection, and outlives its tokens', async () => {
    await limits({ calls: 2, window_ms: 3_600_000 })
    const other = { with: { ...headers, authorization: `Bearer ${otherToken}` } }
    expect(statuses(await several(3))).toEqual([200, 200, 429])
    expect(statuses(await several(2, other))).toEqual([200, 200])
    const { connections } = notion.emulator
    connections.admit(connections.find(token), 'ntn_fresh')
    expect(statuses(await several(1, { with: { ...headers, authorization: 'Bearer ntn_fresh' } }))).toEqual([429])
  })

  it('is larger where the plan is, and for whom a test says so', async () => {
    const { rates, call } = stopped()
    rates.set({ calls: 1, connections: { bot: 2 } })
    expect([1, 2, 3].map(() => rates.take(call) === undefined)).toEqual([true, true, false])
    const larger = { ...call, connection: 'another', callsOfPlan: 3 }
    expect([1, 2, 3, 4].map(() => rates.take(larger) === undefined)).toEqual([true, true, true, false])
  })
})

describe('a call too many', () => {
  it('gets the reason and the wait, in header and body', async () => {
    await limits({ calls: 0 })
    const { status, headers: replyHeaders, body } = await look(notion)
    const seconds = replyHeaders.get('retry-after') ?? ''
    expect(status).toBe(429)
    expect(seconds).toMatch(/^([1-9]|[1-5]\d|60)$/)
    expect(body).toMatchObject({
      ...{ object: 'error', status: 429, code: 'rate_limited' },
      message: 'You have been rate limited. Please try again in a few minutes.',
      additional_data: { rate_limit_reason: 'public_api_request_rate_limit', retry_after: seconds },
    })
    expect(failed()).toEqual([])
    expect(notion.log.requests[0]).toMatchObject({ status: 429, reason: 'public_api_request_rate_limit' })
  })

  it('befalls a whole workspace, for longer than a window, when its limit is reached', async () => {
    await impatient()
    await control(notion, 'POST', 'tokens', { token: 'ntn_beside' })
    await limits({ workspace: 2, workspace_window_ms: 3_600_000 })
    expect(statuses(await several(2))).toEqual([200, 200])
    const beside = { with: { ...headers, authorization: 'Bearer ntn_beside' } }
    const { body } = await look(notion, beside)
    expect(body.additional_data.rate_limit_reason).toBe('public_api_space_request_rate_limit')
    await advance(2)
    // Who holds back one token alone is too early with the other.
    await look(notion)
    expect(failed()).toEqual(['36 (soft)'])
  })

  it('befalls one endpoint, where others are still open', async () => {
    await impatient()
    await limits({ endpoints: { 'POST /search': 1 }, window_ms: 3_600_000 })
    const search = () => ask(notion, '/v1/search', { method: 'POST', body: {} })
    expect((await search()).status).toBe(200)
    expect((await search()).body.additional_data.rate_limit_reason).toBe('public_api_endpoint_rate_limit')
    await advance(2)
    expect((await look(notion)).status).toBe(200)
    expect(failed()).toEqual([])
    await search()
    expect(failed()).toEqual(['36 (soft)'])
  })

  it('is final where requests are blocked: the same one never comes again', async () => {
    await impatient()
    await limits({ blocked: [workspaceId] })
    const { headers: replyHeaders, body } = await look(notion)
    expect(replyHeaders.get('retry-after')).toBeNull()
    expect(body.additional_data).toEqual({ rate_limit_reason: 'public_api_request_blocked' })
    await advance(10_000_000)
    await ask(notion, '/v1/users/me')
    expect(failed()).toEqual([])
    await look(notion)
    expect(failed()).toEqual(['36 (soft)'])
  })
})

describe('a client that has to retry later', () => {
  const sent = async (retry_after: unknown, status = 429) => {
    await control(notion, 'PUT', 'faults', [{ status, retry_after }])
    return look(notion)
  }

  it('and waits, violates nothing', async () => {
    await sent(30)
    await advance(30_000)
    await look(notion)
    expect(failed()).toEqual([])
  })

  it('and does not, fails check 36 by each call', async () => {
    await impatient()
    await sent(30)
    await advance(29_000)
    await several(2)
    expect(failed()).toEqual(['36 (soft)', '36 (soft)'])
    await advance(1000)
    await several(1)
    expect(failed()).toHaveLength(2)
  })

  it('is forgiven for what was on its way', async () => {
    await control(notion, 'PUT', 'settings', { overtaking_ms: 10_000 })
    await sent(30)
    await several(2)
    expect(failed()).toEqual([])
    await advance(11_000)
    await several(1)
    expect(failed()).toEqual(['36 (soft)'])
  })

  it.each([
    ['a 529', () => 30, 529],
    ['a float', () => 29.5, 429],
    ['a date', () => new Date(Date.now() + 20_000_000).toUTCString(), 429],
  ])('by %s does so as well', async (_name, make, status) => {
    await impatient()
    const retryAfter = make()
    const { headers: replyHeaders } = await sent(retryAfter, status)
    expect(replyHeaders.get('retry-after')).toBe(`${retryAfter}`)
    await advance(5)
    await several(1)
    expect(failed()).toEqual(['36 (soft)'])
  })

  it.each([0, 1e9, 'soon'])('in %s is not held to it', async (retryAfter) => {
    await impatient()
    expect((await sent(retryAfter)).headers.get('retry-after')).toBe(`${retryAfter}`)
    await advance(5)
    await several(1)
    expect(failed()).toEqual([])
  })
})

describe('the log', () => {
  it('counts calls by second and within any span as long as a window, and those in flight', async () => {
    await control(notion, 'PUT', 'faults', [{ after_ms: 200, times: 3 }])
    await Promise.all([look(notion), look(notion), look(notion)])
    await advance(59_000)
    await several(1)
    await advance(59_000)
    await several(1)
    const { body } = await control(notion, 'GET', 'log')
    const { id } = notion.emulator.connections.find(token)
    expect(body.most_in_flight).toBe(3)
    expect(body.most_within_a_window).toEqual({ [id]: 4 })
    await limits({ window_ms: 1000 })
    expect((await control(notion, 'GET', 'log')).body.most_within_a_window).toEqual({ [id]: 3 })
    const counts = Object.values(body.calls_by_second[id]) as number[]
    expect(counts.reduce((sum, count) => sum + count)).toBe(5)
    expect(body.requests[0]).toMatchObject({ connection: id, token, version: '2026-03-11', method: 'GET' })
    await control(notion, 'DELETE', 'log')
    expect((await control(notion, 'GET', 'log')).body).toMatchObject({ requests: [], most_in_flight: 0 })
  })

  it('is beside a state that can be read and reset', async () => {
    await control(notion, 'POST', 'tokens', { token: 'ntn_person', kind: 'personal', user: userId })
    const { body } = await control(notion, 'GET', 'state')
    expect(body.connections).toHaveLength(3)
    expect(body.connections[2]).toMatchObject({ kind: 'personal', access_tokens: ['ntn_person'], pages: 'all' })
    await control(notion, 'DELETE', 'state')
    expect((await control(notion, 'GET', 'state')).body.connections).toHaveLength(2)
  })

  it.each([
    ['PUT', 'limits', { calls_a_minute: 3 }],
    ['PUT', 'settings', { patience: 3 }],
    ['PUT', 'faults', [{ statis: 500 }]],
    ['POST', 'clock', { advance_ms: -1 }],
    ['POST', 'revoke', { connection: 'nobody' }],
  ])('does not take %s %s of what it does not know', async (method, door, body) => {
    expect((await control(notion, method, door, body)).status).toBe(400)
  })
})
