// SPDX-License-Identifier: AGPL-3.0-or-later
// What keeping a computer in sync costs: the first time, at each start, at rest, and at each edit.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type CountingProxy, countBefore } from '../counting-proxy.ts'
import { median } from '../median.ts'
import type { Bench } from '../server/processes.ts'
import type { Times } from '../server/times.ts'
import { measureEdits } from './edits.ts'
import { writeDiaries, writeDocuments } from './library.ts'
import { type Computer, newComputer, runProgram, startWatch } from './program.ts'
import { type Rest, restOf, untilRest } from './rest.ts'

export const pages = 1000
export const notebooks = 50
export const documents = 10_000
const restarts = 5
/** What was written less than a minute ago is read again at the next look. */
const youngMs = 61_000

export interface Restart {
  /** Median, from the start of Node to its end. */
  ms: number
  megabytes: number
  /** Of all restarts together. */
  opened: number
  manifests: number
}

export interface Kept {
  /** Of the first look, which opens every page. */
  firstPollMs: number
  firstSyncMs: number
  /** The most of the first sync. */
  megabytes: number
  restart: Restart
  rest: Rest
  edit: Times
}

/** The libraries that are kept in sync, in a folder of their own. */
export interface Libraries extends Disposable {
  folder: string
  diaries: string
  documents: string
}

export function writeLibraries(): Libraries {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-bench-'))
  const libraries = { folder, diaries: join(folder, 'diaries'), documents: join(folder, 'documents') }
  writeDiaries(libraries.diaries, { pages, notebooks })
  writeDocuments(libraries.documents, documents)
  return { ...libraries, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
}

/**
 * The time of a first sync by that of a push of the same pages: each to new accounts, in turns, so that what slows the
 * machine slows both.
 */
export async function measurePush(bench: Bench, { folder, diaries }: Libraries): Promise<number> {
  const sums = { push: 0, sync: 0 }
  for (const command of ['push', 'sync', 'sync', 'push'] as const) {
    const computer = await newComputer(bench, mkdtempSync(join(folder, 'computer-')))
    sums[command] += (await runProgram(computer, command, diaries)).ms
  }
  return sums.sync / sums.push
}

export async function measureKeeping(bench: Bench, library: string, idleSeconds: number): Promise<Kept> {
  await using proxy = await countBefore(bench.url)
  const computer = await newComputer(bench, mkdtempSync(`${library}-computer-`), proxy.url)
  const first = await runProgram(computer, 'sync', library, '--debug')
  await wait(youngMs)
  await runProgram(computer, 'sync', library)
  const restart = await measureRestarts(computer, library, proxy)
  const { userId } = computer
  await using watch = await startWatch(computer, library)
  await untilRest(watch.pid)
  const rest = await restOf(watch.pid, idleSeconds)
  const edit = await measureEdits({ folder: library, databaseUrl: bench.databaseUrl, userId, pid: watch.pid })
  const firstPollMs = lookOf(first.said).ms
  return { firstPollMs, firstSyncMs: first.ms, megabytes: first.megabytes, restart, rest, edit }
}

async function measureRestarts(computer: Computer, library: string, proxy: CountingProxy): Promise<Restart> {
  proxy.count()
  const runs = []
  for (let turn = 0; turn < restarts; turn++) runs.push(await runProgram(computer, 'sync', library, '--debug'))
  return {
    ms: median(runs.map(({ ms }) => ms)),
    megabytes: Math.max(...runs.map(({ megabytes }) => megabytes)),
    opened: runs.reduce((sum, { said }) => sum + lookOf(said).opened, 0),
    manifests: proxy.count().requests.filter((each) => each.endsWith('/sync/manifest')).length,
  }
}

/** As the program tells it: "Looked at 50 notebooks, opened 0 pages, left out 0 (138 ms)". */
function lookOf(said: string): { opened: number; ms: number } {
  const [, opened, ms] = /opened (\d+) pages?, .* \((\d+) ms\)/.exec(said) ?? []
  if (opened === undefined) throw new Error(`It told of no look:\n${said}`)
  return { opened: Number(opened), ms: Number(ms) }
}
