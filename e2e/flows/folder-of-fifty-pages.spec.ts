// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, expectDrawn, test } from '../dashboard.ts'

test('a dropped folder keeps the tablet’s tree, and its long notebook all fifty pages', async ({
  dashboard,
  given,
  page,
}) => {
  await dashboard.drop(given.libraryFolder())
  await dashboard.added('5 notebooks added')
  const folders = page.getByRole('list', { name: 'Folders' })
  const notebooks = page.getByRole('list', { name: 'Notebooks' })
  await expect(folders.getByRole('link')).toHaveText([/Work\s*2 notebooks/])
  await expect(notebooks.getByRole('link')).toHaveText(['Quick sheets', 'Diary'])
  await expect(notebooks).not.toContainText('Thrown away')
  await expect(notebooks).not.toContainText('My grid')

  await notebooks.getByRole('link', { name: 'Diary' }).click()
  await expect(page.getByRole('list', { name: 'Pages' }).getByRole('link')).toHaveCount(50)
  await expect(dashboard.pictures()).toHaveCount(50)
  await expectDrawn(dashboard.pictures().nth(49))

  await page.getByRole('link', { name: 'Library' }).click()
  await page.getByRole('link', { name: /Work/ }).click()
  await expect(dashboard.heading('Work')).toBeVisible()
  await expect(notebooks.getByRole('link')).toHaveText([/A notebook to try/])
  await page.getByRole('link', { name: /Drafts/ }).click()
  await expect(notebooks.getByRole('link')).toHaveText(['Années 2018'])
  await expect(page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link')).toHaveText(['Library', 'Work'])
})

test('the trash is shown apart', async ({ dashboard, given, page }) => {
  await dashboard.drop(given.libraryFolder(2))
  await page.getByRole('link', { name: /Trash/ }).click()
  await expect(dashboard.heading('Trash')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Notebooks' }).getByRole('link')).toHaveText(['Thrown away'])
})

test('notebooks are found by name and tag, and sorted', async ({ dashboard, given, page }) => {
  await dashboard.drop(given.libraryFolder(2))
  const notebooks = page.getByRole('list', { name: 'Notebooks' }).getByRole('link')
  await expect(notebooks).toHaveText(['Quick sheets', 'Diary'])
  await page.getByLabel('Sort by').selectOption('Name')
  await expect(notebooks).toHaveText(['Diary', 'Quick sheets'])
  const search = page.getByRole('searchbox', { name: 'Search names and pages' })
  await search.fill('annees')
  await expect(notebooks).toHaveText(['Années 2018'])
  await search.fill('sample')
  await expect(notebooks).toHaveText([/A notebook to try/])
  await search.fill('thrown')
  await expect(page.getByText('No results.')).toBeVisible()
})

test('progress is counted in pages and can be cancelled', async ({ dashboard, given, page }) => {
  await dashboard.drop(given.longNotebookFolder(600))
  await expect(page.getByText(/^\d+ of 600 pages$/)).toBeVisible()
  // At once: a click waits until the page is idle, and by then everything may have been read.
  await dashboard.panel.getByRole('button', { name: 'Cancel' }).dispatchEvent('click')
  await dashboard.added(/Import cancelled/)
  await expect(page.getByRole('progressbar')).toHaveCount(0)
})

test('the ring around a folder that has the focus is not cut off', async ({ dashboard, given, page }) => {
  await dashboard.drop(given.libraryFolder(1))
  await dashboard.added('5 notebooks added')
  const card = page.locator('.folder-card').first()
  const [around, link] = [await card.boundingBox(), await card.getByRole('link').boundingBox()]
  if (!around || !link) throw new Error('no folder is shown')
  // Nothing is drawn beyond the card; the ring is 2 px wide, 3 px away.
  const room = [link.x - around.x, link.y - around.y]
  room.push(around.width - link.width - link.x + around.x, around.height - link.height - link.y + around.y)
  for (const side of room) expect(side).toBeGreaterThanOrEqual(5)
})
