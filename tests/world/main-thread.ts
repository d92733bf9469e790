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
  /** Microseconds. */
  dur?: number
  /** Microseconds of processor time. */
  tdur?: number
  args?: { elementCount?: number; beginData?: { dirtyObjects?: number } }
}

/** What the main thread did in one go, before it looked at clicks and keys again. */
export interface Task {
  /** Processor time in milliseconds: waiting for a core on a busy machine does not count. */
  ms: number
  /** Elements whose style was computed. */
  styled: number
  /** Boxes that were laid out. */
  laidOut: number
}

const categories = ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'blink.user_timing']

/** The tasks of the page's main thread while `work` goes on. */
export async function workDuring(browser: Browser, page: Page, work: () => Promise<unknown>): Promise<Task[]> {
  await browser.startTracing(undefined, { categories })
  // Chromium may be loading a page of its own in another process: this tells ours.
  await page.evaluate(() => performance.mark('this page'))
  await work()
  // A task is recorded when it ends, which may be after its answer has reached us: one task more has been behind it.
  await page.evaluate(() => new Promise((done) => setTimeout(done)))
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`
  const mark = traceEvents.find(({ name }) => name === 'this page')
  if (!mark) throw new Error('The trace lacks the page that it is of')
  const ours = traceEvents
    .filter(({ ts }) => ts > mark.ts)
    .filter((event) => threadOf(event) === threadOf(mark))
    .toSorted((a, b) => a.ts - b.ts)
  return tasksOf(ours)
}

/** `events` are those of one thread, in the order of time. */
function tasksOf(events: TraceEvent[]): Task[] {
  const tasks: Task[] = []
  let last = { task: { ms: 0, styled: 0, laidOut: 0 }, end: 0 }
  for (const { ph, name, ts, dur = 0, tdur = 0, args } of events) {
    if (ph === 'X' && name === 'RunTask') {
      last = { task: { ms: tdur / 1000, styled: 0, laidOut: 0 }, end: ts + dur }
      tasks.push(last.task)
    }
    if (ts > last.end) continue
    last.task.styled += args?.elementCount ?? 0
    last.task.laidOut += args?.beginData?.dirtyObjects ?? 0
  }
  return tasks
}

export const maxOf = (tasks: Task[], of: keyof Task) => Math.max(0, ...tasks.map((task) => task[of]))

/**
 * Milliseconds of processor time to create and lay out a list of a thousand rows in one task of this page. Other tasks
 * are compared with it, since a slow machine slows down both.
 */
export async function listOfThousand(browser: Browser, page: Page): Promise<number> {
  const rows = 1000
  const tasks = await workDuring(browser, page, () =>
    page.evaluate((count) => {
      const list = document.createElement('ul')
      for (let row = 0; row < count; row++) {
        const item = document.createElement('li')
        item.append(document.createElement('input'), document.createElement('span'), `Row ${row}`)
        list.append(item)
      }
      document.body.append(list)
      const height = list.offsetHeight
      list.remove()
      return height
    }, rows),
  )
  // The measure is awake: it sees these rows.
  if (maxOf(tasks, 'styled') < rows || maxOf(tasks, 'laidOut') < rows) throw new Error('The trace counts no elements')
  return maxOf(tasks, 'ms')
}

/** Milliseconds of processor time of each task while `work` goes on. */
export async function tasksDuring(browser: Browser, page: Page, work: () => Promise<unknown>): Promise<number[]> {
  return (await workDuring(browser, page, work)).map(({ ms }) => ms)
}
