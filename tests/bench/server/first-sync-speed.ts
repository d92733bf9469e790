// SPDX-License-Identifier: AGPL-3.0-or-later
// A first sync, in pieces as our clients send it: on an empty database and beside others' libraries, with and without
// statistics of these.
import { forEachConcurrently, pieceLimits } from '@rmirror/shared/api'
import { askDatabase } from '../../world/programs.ts'
import { type AnnouncedNotebook, notebookOf, send, signUp } from './device.ts'
import { type Bench, startBench } from './processes.ts'

const others = 50
const pagesEach = 5
export const sizes = [10_000, 50_000] as const

export interface FirstSync {
  /** Seconds for all pieces, and for the one that took longest. */
  seconds: number
  longest: number
}

export interface FirstSyncs {
  pages: number
  empty: FirstSync
  /** Beside others' libraries, as PostgreSQL knows nothing of them, and after ANALYZE. */
  beside: FirstSync
  analyzed: FirstSync
}

export interface FirstSyncSpeed {
  syncs: FirstSyncs[]
  /** The most memory in megabytes, beyond that at rest, while one manifest of 50,000 pages was written. */
  megabytes: number
}

export async function measureFirstSyncs(): Promise<FirstSyncSpeed> {
  const empty: FirstSync[] = []
  for (const pages of sizes) {
    await using bench = await startBench()
    empty.push(await firstSync(bench, pages))
  }
  await using bench = await startBench()
  await forEachConcurrently(Array.from({ length: others }), 2, async () => {
    await send(bench, await signUp(bench), manifestOf(libraryOf(2000), 'library'))
  })
  const beside: FirstSync[] = []
  for (const pages of sizes) beside.push(await firstSync(bench, pages))
  askDatabase(bench.databaseUrl, 'ANALYZE')
  const analyzed: FirstSync[] = []
  for (const pages of sizes) analyzed.push(await firstSync(bench, pages))
  const syncs = sizes.map((pages, index) => ({
    pages,
    empty: empty[index] as FirstSync,
    beside: beside[index] as FirstSync,
    analyzed: analyzed[index] as FirstSync,
  }))
  return { syncs, megabytes: await measureMemory() }
}

async function firstSync(bench: Bench, pages: number): Promise<FirstSync> {
  const token = await signUp(bench)
  const size = Math.min(pieceLimits.notebooks, pieceLimits.pages / pagesEach)
  const library = libraryOf(pages)
  let [seconds, longest] = [0, 0]
  for (let start = 0; start < library.length; start += size) {
    const manifest = manifestOf(library.slice(start, start + size), 'notebooks')
    const begun = performance.now()
    await send(bench, token, manifest)
    const took = (performance.now() - begun) / 1000
    seconds += took
    longest = Math.max(longest, took)
  }
  return { seconds, longest }
}

async function measureMemory(): Promise<number> {
  await using bench = await startBench()
  const token = await signUp(bench)
  const { now } = bench.memory()
  await send(bench, token, manifestOf(libraryOf(50_000), 'library'))
  return bench.memory().peak - now
}

const libraryOf = (pages: number) => Array.from({ length: pages / pagesEach }, () => notebookOf(pagesEach))

const manifestOf = (notebooks: AnnouncedNotebook[], scope: 'library' | 'notebooks') =>
  JSON.stringify({ scope, notebooks })
