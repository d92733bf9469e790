// SPDX-License-Identifier: AGPL-3.0-or-later
// Several servers that call Notion with one token: how many calls a minute reach it together.
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { startRedis } from '../world/redis.ts'
import { startNotionHouse } from './notion-house.ts'

const perMinute = 20

/** Calls to Notion that a server holds back. */
async function waitingAt(server: string): Promise<number> {
  const text = await (await fetch(`${server}/metrics`)).text()
  return Number(/^rmirror_upstream_waiting\{gateway="notion"\} (\d+)$/m.exec(text)?.[1])
}

/** Twice as many calls as a minute allows, at each of three servers at once, one of which has a worker. */
async function burst(settings: Record<string, string>) {
  const key = `k1:${'A'.repeat(43)}=`
  const own = { RMIRROR_NOTION_CALLS_PER_MINUTE: `${perMinute}`, RMIRROR_MASTER_KEYS: key, ...settings }
  await using house = await startNotionHouse([randomUUID()], own)
  const person = await house.signUp('ann')
  await house.connect(person, 0)
  await using second = await house.startAnother('api')
  await using third = await house.startAnother('all')
  const servers = [house.server, second.said, third.said]
  house.notion.log.clear()
  const left = new AbortController()
  const statuses: number[] = []
  const ask = async (server: string) => {
    const headers = { authorization: `Bearer ${person}`, 'notion-version': '2025-09-03' }
    const answer = await fetch(`${server}/api/notion/proxy/v1/users/me`, { headers, signal: left.signal })
    statuses.push(answer.status)
  }
  const calls = servers.flatMap((server) => Array.from({ length: 2 * perMinute }, () => ask(server).catch(() => {})))
  // Each call has been answered, or is held back until the minute is over.
  await expect
    .poll(async () => statuses.length + (await Promise.all(servers.map(waitingAt))).reduce((all, one) => all + one))
    .toBe(calls.length)
  left.abort()
  await Promise.all(calls)
  const { requests, violations } = house.notion.log
  return { statuses, reached: requests.length, violations }
}

it('three servers with Redis keep to the calls of a minute together', async () => {
  await using redis = await startRedis()
  const { statuses, reached, violations } = await burst({ RMIRROR_REDIS_URL: redis.said })
  expect(reached).toBe(perMinute)
  expect(statuses).toEqual(Array(reached).fill(200))
  expect(violations).toEqual([])
})

it('three servers without Redis each keep to them', async () => {
  const { statuses, reached, violations } = await burst({})
  expect(reached).toBe(3 * perMinute)
  expect(statuses).toEqual(Array(reached).fill(200))
  expect(violations).toEqual([])
})
