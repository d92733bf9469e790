// SPDX-License-Identifier: AGPL-3.0-or-later
import { tasksDuring } from '../../tests/world/main-thread.ts'
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
