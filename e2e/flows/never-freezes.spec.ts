// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from '../dashboard.ts'

declare global {
  interface Window {
    longTasks: number[]
  }
}

test('no task blocks the page for more than 50 ms while fifty pages load', async ({ dashboard, given, page }) => {
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
  await page.evaluate(() => {
    window.longTasks = []
    // The browser reports tasks from 50 ms on, in milliseconds.
    new PerformanceObserver((list) =>
      window.longTasks.push(...list.getEntries().map((entry) => entry.duration)),
    ).observe({
      type: 'longtask',
    })
  })
  await dashboard.drop(given.longNotebookFolder(50))
  await expect(dashboard.pictures()).toHaveCount(50)
  await dashboard.added('One notebook added')
  expect(await page.evaluate(() => window.longTasks)).toEqual([])

  // The observer is awake: a planted block is seen.
  await page.evaluate(() => {
    setTimeout(() => {
      const end = performance.now() + 80
      while (performance.now() < end);
    })
  })
  await expect.poll(() => page.evaluate(() => window.longTasks.length)).toBe(1)
})
