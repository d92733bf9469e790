// SPDX-License-Identifier: AGPL-3.0-or-later
// The server's figures, each as a line.
import type { Core } from '@rmirror/shared/core'
import { sampleNotebook } from '../../generator/sample-notebook.ts'
import { onePage } from '../../generator/scene.ts'
import { writeV6 } from '../../generator/v6.ts'
import { measureHttp } from './http-speed.ts'
import { measureLibrary } from './library-speed.ts'
import { startBench } from './processes.ts'
import { measureSearch } from './search-speed.ts'

export async function reportServer(core: Core): Promise<void> {
  await using bench = await startBench()
  const http = await measureHttp(bench)
  console.log(`hello : nginx       ${http.hello.toFixed(2)} in requests a second (goal 0.9)`)
  console.log(`1 KB JSON : nginx   ${http.json.toFixed(2)} in requests a second (goal 0.9)`)
  const library = await measureLibrary(bench, pictureOf(core))
  console.log(
    `upserts : pgbench   ${library.upserts.toFixed(2)} of a page, the same statements, prepared by both (goal 0.8)`,
  )
  console.log(
    `50,000 pages        told in ${library.newSeconds.toFixed(1)} s (goal 3), again unchanged in ${library.unchangedSeconds.toFixed(1)} s`,
  )
  const memory = [http.idleMegabytes, http.crowdedMegabytes, library.uploadMegabytes].map((each) => each.toFixed(0))
  console.log(
    `server's memory     ${memory[0]} MB at rest (goal 40), ${memory[1]} with 2000 idle connections, ${memory[2]} at most when 200 pictures come at once`,
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

function pictureOf(core: Core): Uint8Array {
  using page = core.openPage(writeV6(sampleNotebook().pages[0]?.scene ?? onePage([])))
  const [picture] = page.renderOcr()
  if (!picture) throw new Error('The sample has nothing to read')
  return picture.png
}
