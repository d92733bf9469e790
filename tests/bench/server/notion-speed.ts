// SPDX-License-Identifier: AGPL-3.0-or-later
// What calls passed on to Notion cost: those who make them, and the server's memory while many are under way.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { start } from '../../world/programs.ts'
import { median } from '../median.ts'
import { signUp } from './device.ts'
import { type Bench, startBench } from './processes.ts'

export const people = 20
const callsOfEach = 25
export const slowNotionCalls = people * callsOfEach
export const notionPairs = 500
const pairsToWarmUp = 50
const maxPolls = 600

export interface NotionSpeed {
  /** The median, in milliseconds, of what a call takes longer through the server than to Notion itself. */
  added: number
  /** Megabytes that the server holds before the slow calls, and while all of them are under way. */
  memory: { before: number; crowded: number }
}

interface Notion {
  url: string
  configure(method: string, door: string, body?: unknown): Promise<Response>
}

const tokenOf = (person: number) => `ntn_bench_${person}`

export async function measureNotion(): Promise<NotionSpeed> {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-notion-'))
  const workspaces = Array.from({ length: people }, (_, index) => ({ id: randomUUID(), name: `${index}` }))
  const tokens = workspaces.map(({ id: workspace }, person) => ({ token: tokenOf(person), workspace }))
  const world = { workspaces, tokens, limits: { calls: 1_000_000 } }
  writeFileSync(join(folder, 'world.json'), JSON.stringify(world))
  const words = ['e2e/emulators/notion/serve.mjs', '--world', join(folder, 'world.json')]
  await using emulator = await start(process.execPath, words, {}, (text) => text.startsWith('{'))
  const url: string = JSON.parse(emulator.said).address
  await using bench = await startBench(
    { RMIRROR_TEST_NOTION_BASE_URL: url, RMIRROR_NOTION_CALLS_PER_MINUTE: '10000' },
    'api',
  )
  rmSync(folder, { recursive: true })
  const notion: Notion = {
    url,
    configure: (method, door, body) =>
      fetch(`${url}/emulator/${door}`, { method, body: body === undefined ? null : JSON.stringify(body) }),
  }
  const programs: string[] = []
  for (let person = 0; person < people; person++) programs.push(await connected(bench, person))
  const added = await measureAdded(bench, notion, programs[0] ?? '')
  return { added, memory: await measureMemory(bench, notion, programs) }
}

/** Connects a person to Notion; returns their token of our server. */
async function connected(bench: Bench, person: number): Promise<string> {
  const token = await signUp(bench)
  const answer = await fetch(`${bench.url}/api/v1/connections`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ provider: 'notion', token: tokenOf(person) }),
  })
  if (answer.status !== 201) throw new Error(await answer.text())
  return token
}

function callerOf(base: string, token: string) {
  const agent = new Agent({ keepAlive: true })
  const headers = { authorization: `Bearer ${token}`, 'notion-version': '2025-09-03' }
  return {
    ask: () =>
      new Promise<void>((resolve, reject) => {
        const call = request(`${base}/v1/users/me`, { agent, headers }, (answer) => {
          answer.once('error', reject).once('end', () => {
            answer.statusCode === 200 ? resolve() : reject(new Error(`${base}: ${answer.statusCode}`))
          })
          answer.resume()
        })
        call.once('error', reject).end()
      }),
    [Symbol.dispose]: () => agent.destroy(),
  }
}

/** One call at a time, by turns, each way on one connection. */
async function measureAdded(bench: Bench, notion: Notion, token: string): Promise<number> {
  using direct = callerOf(notion.url, tokenOf(0))
  using through = callerOf(`${bench.url}/api/notion/proxy`, token)
  const timed = async (caller: { ask(): Promise<void> }) => {
    const begin = performance.now()
    await caller.ask()
    return performance.now() - begin
  }
  const added: number[] = []
  for (let pair = -pairsToWarmUp; pair < notionPairs; pair++) {
    const directMs = await timed(direct)
    const throughMs = await timed(through)
    if (pair >= 0) added.push(throughMs - directMs)
  }
  return median(added)
}

async function measureMemory(bench: Bench, notion: Notion, programs: string[]) {
  const before = bench.memory().now
  await notion.configure('DELETE', 'log')
  await notion.configure('PUT', 'faults', [{ hang: true, times: slowNotionCalls }])
  const callers = programs.map((token) => callerOf(`${bench.url}/api/notion/proxy`, token))
  const failures: unknown[] = []
  for (const caller of callers)
    for (let call = 0; call < callsOfEach; call++) caller.ask().catch((error) => failures.push(error))
  for (let looks = 0; (await underWay(notion)) < slowNotionCalls; looks++) {
    if (looks === maxPolls || failures.length > 0)
      throw new Error(`Notion was not asked ${slowNotionCalls} times`, { cause: failures[0] })
    await sleep(100)
  }
  const crowded = bench.memory().now
  for (const caller of callers) caller[Symbol.dispose]()
  return { before, crowded }
}

const underWay = async (notion: Notion): Promise<number> =>
  (await (await notion.configure('GET', 'log')).json()).most_in_flight
