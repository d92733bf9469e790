// SPDX-License-Identifier: AGPL-3.0-or-later
// How fast a backlog of pages becomes text, when Claude takes its time with each answer.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Core } from '@rmirror/shared/core'
import { longNotebook } from '../../generator/library-files.ts'
import { onePage } from '../../generator/scene.ts'
import { writeV6 } from '../../generator/v6.ts'
import { askDatabase } from '../../world/programs.ts'
import { notebookOf, send, sendPicture, signUp } from './device.ts'
import type { ClaudeBench } from './slow-claude.ts'
import type { Times } from './times.ts'

/** Each in a notebook of its own, for those of one notebook may share a call. */
export const pages = 128
export const answerSeconds = 10
const maxSeconds = 300
const sentAtOnce = 8

/** Of the server: RMIRROR_OCR_CONCURRENCY. */
export const callsAtOnce = 32

export interface ReadingSpeed {
  pagesPerMinute: number
  pagesPerCall: number
  /** The least time that these calls can take at their concurrency, divided by the time that they took. */
  share: number
  /** Seconds from a page's turn until its text is written. */
  page: Times
}

export async function measureReading(bench: ClaudeBench, core: Core): Promise<ReadingSpeed> {
  const pictures = picturesOf(core)
  await bench.claude.script({ after_ms: 1000 * answerSeconds })
  await push(bench, await signUp(bench), pictures)
  await using _worker = await bench.startWorker()
  await untilAllAreRead(bench)
  const { requests, violations } = await bench.claude.log()
  const wrong = violations[0] ?? requests.find(({ status }) => status !== 200)
  if (wrong) throw new Error(JSON.stringify(wrong))
  const calls = requests.length
  const { seconds, ...page } = timesIn(bench)
  return {
    pagesPerMinute: (60 * pages) / seconds,
    pagesPerCall: pages / calls,
    share: (Math.ceil(calls / callsAtOnce) * answerSeconds) / seconds,
    page,
  }
}

export function picturesOf(core: Core): Uint8Array[] {
  return longNotebook(pages).pages.map(({ scene }) => {
    using page = core.openPage(writeV6(scene ?? onePage([])))
    const [picture] = page.renderOcr()
    if (!picture) throw new Error('A page has nothing to read')
    return picture.png
  })
}

/** Each in a notebook of its own, and in a new one each time. */
export async function push(bench: ClaudeBench, token: string, pictures: Uint8Array[]): Promise<void> {
  const notebooks = pictures.map((_, index) => notebookOf(1, () => `i1:${index}`))
  await send(bench, token, JSON.stringify({ scope: 'library', notebooks }))
  const left = notebooks.entries()
  const work = async () => {
    for (const [index, notebook] of left)
      for (const page of notebook.pages) await sendPicture(bench, token, notebook, page, pictures[index] as Uint8Array)
  }
  await Promise.all(Array.from({ length: sentAtOnce }, work))
}

export async function untilAllAreRead({ databaseUrl }: ClaudeBench): Promise<void> {
  const read = () => Number(askDatabase(databaseUrl, `SELECT count(*) FROM pages WHERE ocr_status = 'completed'`))
  for (let looks = 0; read() < pages; looks++) {
    if (looks === maxSeconds) throw new Error(`After ${maxSeconds} s ${read()} of ${pages} pages are read`)
    await sleep(1000)
  }
}

/** By the database's clock; `seconds` are all, from the first page's turn to the last one's text. */
function timesIn({ databaseUrl }: ClaudeBench): Times & { seconds: number } {
  const found = askDatabase(
    databaseUrl,
    `SELECT json_build_object(
       'seconds', extract(epoch FROM max(completed_at) - min(started_at)),
       'p50', percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - started_at)),
       'p95', percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - started_at)))
     FROM sync_queue WHERE item_type = 'ocr_page'`,
  )
  return JSON.parse(found)
}
