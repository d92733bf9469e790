// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, expectDrawn, test } from '../dashboard.ts'

test('what was dropped is there after a reload, pictures and all', async ({ dashboard, given, page }) => {
  await dashboard.drop(given.libraryFolder(6))
  await dashboard.added('5 notebooks added')
  await page.reload()
  await expect(page.getByRole('list', { name: 'Notebooks' }).getByRole('link')).toHaveText(['Quick sheets', 'Diary'])
  await expectDrawn(dashboard.pictures().first())
  await page.getByRole('link', { name: 'Diary' }).click()
  await expect(dashboard.pictures()).toHaveCount(6)
  await page.getByRole('link', { name: 'page 6', exact: true }).click()
  await page.reload()
  await expectDrawn(dashboard.pagePicture())
})

test('a notebook dropped again replaces itself', async ({ dashboard, given, page }) => {
  const archive = await given.sampleArchive()
  await dashboard.drop(archive)
  await dashboard.added('1 notebook added')
  await dashboard.drop(archive)
  await expect(page.getByRole('progressbar')).toHaveCount(0)
  await page.goto('/')
  await expect(page.getByRole('list', { name: 'Notebooks' }).getByRole('link')).toHaveCount(1)
})

test('a removed notebook can be brought back, and is gone after a reload', async ({ dashboard, given, page }) => {
  await dashboard.drop(await given.sampleArchive())
  await dashboard.added('1 notebook added')
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('“A notebook to try” removed')).toBeVisible()
  await expect(page.getByRole('link', { name: 'A notebook to try' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('link', { name: 'A notebook to try' }).click()
  await expect(dashboard.pictures()).toHaveCount(12)
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('“A notebook to try” removed')).toBeVisible()
  await page.reload()
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
})

test('everything can be cleared, after a question', async ({ dashboard, given, page }) => {
  await dashboard.drop(await given.sampleArchive())
  await dashboard.added('1 notebook added')
  const clear = async () => {
    await page.getByLabel('Menu').click()
    await page.getByRole('button', { name: 'Clear everything…' }).click()
  }
  await clear()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(dashboard.heading('A notebook to try')).toBeVisible()
  await clear()
  await page.getByRole('dialog').getByRole('button', { name: 'Clear everything' }).click()
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
  await page.reload()
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
})
