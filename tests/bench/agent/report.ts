// SPDX-License-Identifier: AGPL-3.0-or-later
import { startBench } from '../server/processes.ts'
import { documents, type Kept, measureKeeping, measurePush, notebooks, pages, writeLibraries } from './agent-speed.ts'
import { edits } from './edits.ts'

/** How long a watch is observed while nothing happens. */
const idleSeconds = Number(process.env.IDLE_SECONDS ?? 300)
/** Where only its memory is asked for, which is known soon. */
const briefSeconds = Math.min(idleSeconds, 30)

export async function reportAgent(): Promise<void> {
  await using bench = await startBench()
  using libraries = writeLibraries()
  const push = await measurePush(bench, libraries)
  console.log(
    `first sync          ${push.toFixed(2)} times what a push takes of the same ${pages} pages in ${notebooks} notebooks`,
  )
  print(await measureKeeping(bench, libraries.diaries, idleSeconds), `${pages} pages`, {
    ...{ restart: ' (goal 1000)', processor: ` over ${idleSeconds} s (goal 0.5)`, memory: ' (goal 120)' },
  })
  print(await measureKeeping(bench, libraries.documents, briefSeconds), `${documents} documents`, {
    ...{ restart: '', processor: ` over ${briefSeconds} s`, memory: '' },
  })
}

/** A watch waits for two seconds without a change before it looks; Node's own start is part of the others. */
function print(kept: Kept, what: string, goals: { restart: string; processor: string; memory: string }): void {
  const { restart, rest, edit } = kept
  const seconds = (ms: number) => (ms / 1000).toFixed(1)
  console.log(
    `${what.padEnd(19)} synced first in ${seconds(kept.firstSyncMs)} s, of it the look ${seconds(kept.firstPollMs)}; ${kept.megabytes.toFixed(0)} MB at most`,
  )
  console.log(
    `  started again     ${restart.ms.toFixed(0)} ms${goals.restart}, ${restart.megabytes.toFixed(0)} MB at most; ${restart.opened} pages opened, ${restart.manifests} manifests sent (goals 0)`,
  )
  console.log(
    `  a watch at rest   ${rest.percent.toFixed(2)} % of a processor${goals.processor}, ${rest.megabytes.toFixed(0)} MB${goals.memory}`,
  )
  console.log(
    `  edit to server    ${edit.p95.toFixed(0)} ms p95 of ${edits} edits until the picture is there (goal 3000), p50 ${edit.p50.toFixed(0)}`,
  )
}
