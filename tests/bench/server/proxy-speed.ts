// SPDX-License-Identifier: AGPL-3.0-or-later
// What calls passed on to Claude cost: those who make them, and everybody else meanwhile.
import { setTimeout as sleep } from 'node:timers/promises'
import { median } from '../median.ts'
import { type Caller, callerOf } from './claude-caller.ts'
import { signUp } from './device.ts'
import { run } from './run.ts'
import type { Claude, ClaudeBench } from './slow-claude.ts'

const users = 25
/** As many as one may have under way unless RMIRROR_TEST_CLAUDE_CALLS says otherwise. */
const callsOfEach = 20
export const slowCalls = users * callsOfEach
const healthRounds = 5
const healthSeconds = 2
export const callPairs = 1000
const pairsToWarmUp = 100
const maxPolls = 600

/** In milliseconds. */
export interface Percentiles {
  p50: number
  p99: number
}

/** Of /healthz, asked again and again: with the slow calls in progress, and before them; the medians of some rounds. */
export async function measureHealth(bench: ClaudeBench): Promise<{ crowded: Percentiles; alone: Percentiles }> {
  const alone = await healthOf(bench)
  return { alone, crowded: await withSlowCalls(bench, () => healthOf(bench)) }
}

async function healthOf(bench: ClaudeBench): Promise<Percentiles> {
  const rounds: Percentiles[] = []
  for (let round = 0; round < healthRounds; round++) rounds.push(await askForHealth(bench))
  return { p50: median(rounds.map(({ p50 }) => p50)), p99: median(rounds.map(({ p99 }) => p99)) }
}

async function askForHealth({ url }: ClaudeBench): Promise<Percentiles> {
  const report = await run('wrk', ['-t1', '-c1', `-d${healthSeconds}s`, '--latency', `${url}/healthz`])
  if (/Non-2xx|Socket errors/.test(report)) throw new Error(report)
  const at = (percent: number) => millisecondsIn(report, new RegExp(`^\\s+${percent}%\\s+([\\d.]+)(us|ms|s)$`, 'm'))
  return { p50: at(50), p99: at(99) }
}

function millisecondsIn(report: string, figure: RegExp): number {
  const [, number, unit] = figure.exec(report) ?? []
  const milliseconds = { us: 0.001, ms: 1, s: 1000 }[unit ?? '']
  if (milliseconds === undefined) throw new Error(report)
  return Number(number) * milliseconds
}

/** One half waits for an answer's beginning, to the other half words trickle in. */
async function withSlowCalls<T>(bench: ClaudeBench, work: () => Promise<T>): Promise<T> {
  const { claude } = bench
  const callers: Caller[] = []
  for (let user = 0; user < users; user++) callers.push(await programOf(bench))
  const failures: unknown[] = []
  const callFromAll = (stream: boolean) => {
    for (const caller of callers)
      for (let call = 0; call < callsOfEach / 2; call++)
        caller.ask({ stream }).then(
          () => failures.push('A slow call has ended'),
          (error) => failures.push(error),
        )
  }
  await claude.script({ next: [{ hang: true, times: slowCalls / 2 }] })
  callFromAll(false)
  await untilUnderWay(claude, slowCalls / 2)
  await claude.script({ next: [{ between_ms: 1000, text: 'word '.repeat(1000), times: slowCalls / 2 }] })
  callFromAll(true)
  await untilUnderWay(claude, slowCalls)
  const result = await work()
  if (failures.length > 0) throw new Error(`${failures.length} of the calls ended early`, { cause: failures[0] })
  for (const caller of callers) caller[Symbol.dispose]()
  return result
}

const programOf = async (bench: ClaudeBench) => callerOf(`${bench.url}/api/claude`, await signUp(bench))

async function untilUnderWay(claude: Claude, calls: number): Promise<void> {
  for (let looks = 0; (await claude.log()).most_in_flight < calls; looks++) {
    if (looks === maxPolls) throw new Error(`Claude was not asked ${calls} times`)
    await sleep(100)
  }
}

/**
 * The median of what a call takes longer through the server than to Claude itself, in milliseconds. One call at a time,
 * by turns, each way on one connection.
 */
export async function measureAdded(bench: ClaudeBench): Promise<number> {
  const { claude } = bench
  await claude.script({})
  using direct = callerOf(claude.url, claude.key)
  using through = await programOf(bench)
  const timed = async (caller: Caller) => {
    const start = performance.now()
    await caller.ask()
    return performance.now() - start
  }
  const added: number[] = []
  for (let pair = -pairsToWarmUp; pair < callPairs; pair++) {
    const directMs = await timed(direct)
    const throughMs = await timed(through)
    if (pair >= 0) added.push(throughMs - directMs)
  }
  return median(added)
}
