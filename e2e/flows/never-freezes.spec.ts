// SPDX-License-Identifier: AGPL-3.0-or-later
import { listOfThousand, maxOf, workDuring } from '../../tests/world/main-thread.ts'
import { expect, test } from '../dashboard.ts'

declare global {
  var modulesHere: number
}

/** Elements that one task may style or lay out. */
const maxElements = 2000
/** A task that takes longer than this number of lists of a thousand rows is noticeable on any machine. */
const maxLists = 4

test('no task blocks the page for long while fifty pages load, and none of them is read on its thread', async ({
  dashboard,
  given,
  page,
  browser,
}) => {
  // Runs in documents alone: workers, where pages are read, have their own.
  await page.addInitScript(() => {
    globalThis.modulesHere = 0
    for (const name of ['instantiate', 'instantiateStreaming', 'compile', 'compileStreaming'] as const) {
      const original = WebAssembly[name] as (...words: unknown[]) => unknown
      const counted = (...words: unknown[]) => {
        globalThis.modulesHere++
        return original(...words)
      }
      Object.assign(WebAssembly, { [name]: counted })
    }
  })
  await page.reload()
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
  const tasks = await workDuring(browser, page, async () => {
    await dashboard.drop(given.longNotebookFolder(50))
    await expect(dashboard.pictures()).toHaveCount(50)
    await dashboard.added('1 notebook added')
  })
  expect(tasks.length).toBeGreaterThan(50)
  expect(await page.evaluate(() => globalThis.modulesHere)).toBe(0)
  expect(maxOf(tasks, 'styled')).toBeLessThan(maxElements)
  expect(maxOf(tasks, 'laidOut')).toBeLessThan(maxElements)
  const list = await listOfThousand(browser, page)
  expect(maxOf(tasks, 'ms') / list).toBeLessThan(maxLists)

  // The measure is awake: a planted block and a planted module are seen.
  const planted = await workDuring(browser, page, () =>
    page.evaluate(async () => {
      await WebAssembly.compile(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])).catch(() => {})
      let sum = 0
      for (let turn = 0; turn < 1_500_000_000; turn++) sum += Math.sqrt(turn)
      return sum
    }),
  )
  expect(await page.evaluate(() => globalThis.modulesHere)).toBe(1)
  expect(maxOf(planted, 'ms') / list).toBeGreaterThan(maxLists)
})
