// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Browser, Page } from '@playwright/test'
import { expect, test } from '../dashboard.ts'

test('no task blocks the page for more than 50 ms while fifty pages load', async ({
  dashboard,
  given,
  page,
  browser,
}) => {
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
  const tasks = await tasksDuring(browser, page, async () => {
    await dashboard.drop(given.longNotebookFolder(50))
    await expect(dashboard.pictures()).toHaveCount(50)
    await dashboard.added('1 notebook added')
  })
  expect(tasks.length).toBeGreaterThan(50)
  expect(tasks.filter((ms) => ms > 50)).toEqual([])

  // The measure is awake: a planted block is seen.
  const planted = await tasksDuring(browser, page, () =>
    page.evaluate(() => {
      let sum = 0
      for (let turn = 0; turn < 300_000_000; turn++) sum += Math.sqrt(turn)
      return sum
    }),
  )
  expect(Math.max(...planted)).toBeGreaterThan(50)
})

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** Microseconds of processor time. */
  tdur?: number
}

/** Milliseconds each task of the page's main thread computed: waiting for a core on a busy machine does not count. */
async function tasksDuring(browser: Browser, page: Page, work: () => Promise<unknown>): Promise<number[]> {
  await browser.startTracing(undefined, { categories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'] })
  // Chromium may be loading a page of its own in another process: this tells ours.
  await page.evaluate(() => performance.mark('this page'))
  await work()
  // A task is recorded when it ends, which may be after its answer has reached us: one task more has been behind it.
  await page.evaluate(() => new Promise((done) => setTimeout(done)))
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`
  const thread = traceEvents.filter(({ name }) => name === 'this page').map(threadOf)[0]
  return traceEvents
    .filter((event) => event.ph === 'X' && event.name === 'RunTask' && threadOf(event) === thread)
    .map(({ tdur = 0 }) => tdur / 1000)
}
