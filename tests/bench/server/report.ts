// SPDX-License-Identifier: AGPL-3.0-or-later
// The server's figures, each as a line: of a library's server, and of one that has Claude behind it.
import type { Core } from '@rmirror/shared/core'
import { sampleNotebook } from '../../generator/sample-notebook.ts'
import { onePage } from '../../generator/scene.ts'
import { writeV6 } from '../../generator/v6.ts'
import { measureClaims } from './claim-speed.ts'
import { measureCrowd, requestsAtOnce } from './crowd-speed.ts'
import { measureFirstSyncs } from './first-sync-speed.ts'
import { measureHttp } from './http-speed.ts'
import { measureLibrary } from './library-speed.ts'
import { firstPages, linesEach, measureMirror, picturedPages } from './mirror-speed.ts'
import { measureNotion, notionPairs, people, slowNotionCalls } from './notion-speed.ts'
import { measurePaces } from './pace-speed.ts'
import { startBench } from './processes.ts'
import { callPairs, measureProxy, slowCalls } from './proxy-speed.ts'
import { answerSeconds, callsAtOnce, measureReading } from './reading-speed.ts'
import { measureSearch } from './search-speed.ts'
import { startClaudeBench } from './slow-claude.ts'
import { measureSlowReceivers, slowReceivers } from './slow-receivers-speed.ts'
import { measureTargets } from './targets-speed.ts'
import { folders, measureTree, notebooks } from './tree-speed.ts'

export async function reportServer(core: Core): Promise<void> {
  await reportLibrary(core)
  await reportFirstSyncs()
  await reportQueue()
  await reportTargets()
  await reportSlowReceivers()
  await reportClaude(core)
  await reportNotion()
  await reportMirror(core)
}

async function reportLibrary(core: Core): Promise<void> {
  await using bench = await startBench()
  const http = await measureHttp(bench)
  console.log(`hello : nginx       ${http.hello.toFixed(2)} in requests a second (goal 0.9)`)
  console.log(`1 KB JSON : nginx   ${http.json.toFixed(2)} in requests a second (goal 0.9)`)
  const library = await measureLibrary(bench, pictureOf(core))
  console.log(
    `upserts : pgbench   ${library.upserts.toFixed(2)} of a page, the same statements, prepared by both (goal 0.85)`,
  )
  console.log(
    `50,000 pages        told in ${library.newSeconds.toFixed(1)} s (goal 3), again unchanged in ${library.unchangedSeconds.toFixed(1)} s`,
  )
  console.log(`pushing             ${library.pushes.toFixed(0)} pictures a second by one agent, alone`)
  const memory = [http.idleMegabytes, http.crowdedMegabytes, library.uploadMegabytes].map((each) => each.toFixed(0))
  console.log(
    `server's memory     ${memory[0]} MB at rest (goal 40), ${memory[1]} with 2000 idle connections, ${memory[2]} at most when 200 pictures come at once`,
  )
  const tree = await measureTree(bench)
  const kB = (bytes: number) => (bytes / 1000).toFixed(0)
  console.log(
    `the tree            ${kB(tree.plain)} kB of ${notebooks} notebooks in ${folders} folders, ${kB(tree.compressed)} compressed; ${tree.whole.p50.toFixed(0)} ms p50, ${tree.packed.p50.toFixed(0)} compressed, ${tree.same.p50.toFixed(1)} unchanged (304)`,
  )
  const crowd = await measureCrowd(bench)
  console.log(
    `GET /me             ${crowd.me.p95.toFixed(1)} ms p95 while another user sends ${requestsAtOnce} requests at once (goal 20), p50 ${crowd.me.p50.toFixed(1)}; ${crowd.refused} refused (goal 0)`,
  )
  const search = await measureSearch(bench)
  const kinds = Object.entries(search.kinds).map(
    ([kind, { p50, p95 }]) => `${kind} ${p50.toFixed(0)}/${p95.toFixed(0)}`,
  )
  console.log(
    `search, ms          ${search.all.p95.toFixed(0)} p95 in 100,000 pages (goal 50); p50/p95: ${kinds.join(', ')}`,
  )
  console.log(`a page's text       ${search.writingMilliseconds.toFixed(1)} ms to write, ready to be found`)
}

async function reportFirstSyncs(): Promise<void> {
  const { syncs, megabytes } = await measureFirstSyncs()
  for (const { pages, empty, beside, analyzed } of syncs)
    console.log(
      `first sync          ${pages} pages in ${empty.seconds.toFixed(1)} s on an empty database, longest piece ${empty.longest.toFixed(2)} (goal 2); beside 50 libraries ${(beside.seconds / empty.seconds).toFixed(2)} of that (goal 1.3), with statistics of them ${(analyzed.seconds / empty.seconds).toFixed(2)} (goal 1.3), longest ${Math.max(beside.longest, analyzed.longest).toFixed(2)}`,
    )
  console.log(`a manifest          of 50,000 pages takes ${megabytes.toFixed(0)} MB of the server's memory at most`)
}

async function reportQueue(): Promise<void> {
  const { free, bounded, grouped } = await measureClaims()
  console.log(
    `a claim             ${free.p50.toFixed(2)} ms p50, ${free.p95.toFixed(2)} p95, while one user has 100,000 items waiting; ${bounded.p50.toFixed(2)} and ${bounded.p95.toFixed(2)} with a bound for each user, ${grouped.p50.toFixed(2)} and ${grouped.p95.toFixed(2)} by notebooks`,
  )
}

async function reportTargets(): Promise<void> {
  await using bench = await startBench({ RMIRROR_PRIVATE_URLS: 'on' })
  const { comparison, commitToCall } = await measureTargets(bench)
  console.log(`50,000 pages        compared with what a target has of them in ${comparison.toFixed(2)} s (goal 1)`)
  console.log(
    `commit to call      ${commitToCall.p95.toFixed(0)} ms p95 until a target hears of a change (goal 1000), p50 ${commitToCall.p50.toFixed(0)}`,
  )
  const place = await measurePaces()
  console.log(
    `a place in Redis    ${place.p50.toFixed(2)} ms p50 (goal 0.5), ${place.p95.toFixed(2)} p95, before a call to another service`,
  )
}

async function reportSlowReceivers(): Promise<void> {
  const { alone, beside, first } = await measureSlowReceivers()
  const ratio = (beside.p95 / alone.p95).toFixed(2)
  console.log(
    `slow receivers      a delivery beside ${slowReceivers} that hang takes ${ratio} times as long as without them: ${beside.p95.toFixed(0)} ms p95 (goal 1000), ${alone.p95.toFixed(0)} without; the first ${first.toFixed(0)}`,
  )
}

async function reportClaude(core: Core): Promise<void> {
  await using bench = await startClaudeBench({ RMIRROR_OCR_CONCURRENCY: `${callsAtOnce}` })
  const { health, added } = await measureProxy(bench)
  console.log(
    `/healthz            ${health.crowded.p99.toFixed(2)} ms p99 while ${slowCalls} slow calls are passed on (goal 5), ${health.alone.p99.toFixed(2)} before; p50 ${health.crowded.p50.toFixed(2)} and ${health.alone.p50.toFixed(2)}`,
  )
  console.log(
    `call passed on      ${added.toFixed(2)} ms more than one to Claude itself, the median of ${callPairs} pairs (goal 1)`,
  )
  const { page, ...reading } = await measureReading(bench, core)
  console.log(
    `pages read          ${reading.pagesPerMinute.toFixed(0)} a minute, ${reading.share.toFixed(3)} of what ${callsAtOnce} calls at a time of ${answerSeconds} s each permit (goal 0.95); ${reading.pagesPerCall.toFixed(1)} pages a call`,
  )
  console.log(
    `reading a page      ${page.p50.toFixed(2)} s p50, ${page.p95.toFixed(2)} p95, from its turn until its text is written`,
  )
}

async function reportMirror(core: Core): Promise<void> {
  const { first, changes, pictured } = await measureMirror(pictureOf(core))
  console.log(
    `mirror in Notion    ${(first.calls / firstPages).toFixed(3)} calls a page (goal 0.1) for the first ${firstPages} pages of ${linesEach} lines, ${first.calls} calls in ${first.seconds.toFixed(1)} s`,
  )
  console.log(
    `  with images       ${(pictured.calls / picturedPages).toFixed(2)} calls a page (goal 2.1) for ${picturedPages} pages, in ${(pictured.seconds / pictured.allowed).toFixed(2)} times what Notion's window allows (goal 1.15), ${pictured.seconds.toFixed(0)} s; a page that changed meanwhile stood there after ${pictured.change.meanwhile.toFixed(1)} s (goal 60), one afterwards after ${pictured.change.afterwards.toFixed(1)} s (goal 5)`,
  )
  for (const [what, calls, max] of changes) console.log(`  ${what.padEnd(40)} ${calls} calls (goal ${max})`)
}

async function reportNotion(): Promise<void> {
  const { added, memory } = await measureNotion()
  console.log(
    `call to Notion      ${added.toFixed(2)} ms more through the server than straight, the median of ${notionPairs} pairs (goal 1)`,
  )
  console.log(
    `${slowNotionCalls} calls to Notion  of ${people} people under way: ${memory.crowded.toFixed(0)} MB in the server, ${memory.before.toFixed(0)} before`,
  )
}

function pictureOf(core: Core): Uint8Array {
  using page = core.openPage(writeV6(sampleNotebook().pages[0]?.scene ?? onePage([])))
  const [picture] = page.renderOcr()
  if (!picture) throw new Error('The sample has nothing to read')
  return picture.png
}
