// SPDX-License-Identifier: AGPL-3.0-or-later
// What a page's main thread did, by the browser's own trace.
import type { Browser, Page } from '@playwright/test'

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** Microseconds, from any moment. */
  ts: number
  /** Microseconds of processor time. */
  tdur?: number
}

/** Milliseconds each task of the page's main thread computed: waiting for a core on a busy machine does not count. */
export async function tasksDuring(browser: Browser, page: Page, work: () => Promise<unknown>): Promise<number[]> {
  await browser.startTracing(undefined, { categories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'] })
  // Chromium may be loading a page of its own in another process: this tells ours.
  await page.evaluate(() => performance.mark('this page'))
  await work()
  // A task is recorded when it ends, which may be after its answer has reached us: one task more has been behind it.
  await page.evaluate(() => new Promise((done) => setTimeout(done)))
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`
  const mark = traceEvents.find(({ name }) => name === 'this page')
  if (!mark) throw new Error('The trace lacks the page that it is of')
  return traceEvents
    .filter(({ ph, name, ts }) => ph === 'X' && name === 'RunTask' && ts > mark.ts)
    .filter((event) => threadOf(event) === threadOf(mark))
    .map(({ tdur = 0 }) => tdur / 1000)
}
