// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, expectDrawn, test } from '../dashboard.ts'
import { expectedPng } from '../expected.ts'

test.use({ serviceWorkers: 'allow' })

test('after the first visit everything works without a network', async ({ dashboard, given, page, context }) => {
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
  await dashboard.readyForOffline()
  await context.setOffline(true)
  await page.goto('/')
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
  await page.getByRole('button', { name: 'Try a sample notebook' }).click()
  await expect(dashboard.heading('A notebook to try')).toBeVisible()
  await expect(dashboard.pictures()).toHaveCount(12)
  // The letters of typed text are there too.
  const typed = (await dashboard.pictures().nth(4).getAttribute('src')) ?? ''
  expect(typed.endsWith((await expectedPng(5, { width: 468 })).toString('base64'))).toBe(true)
  await dashboard.drop(given.libraryFolder(3))
  await expect(page.getByRole('list', { name: 'Notebooks' }).getByRole('link')).toHaveText(['Quick sheets', 'Diary'])
  await page.getByRole('link', { name: 'Diary' }).click()
  await page.getByRole('link', { name: 'page 3', exact: true }).click()
  await expectDrawn(dashboard.pagePicture())
  await page.reload()
  await expectDrawn(dashboard.pagePicture())
})
