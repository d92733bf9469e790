// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from '../dashboard.ts'

test('a zip bomb stays closed', async ({ dashboard, given }) => {
  await dashboard.drop(await given.zipBomb())
  await dashboard.added(/./)
  await expect(dashboard.panel).toContainText('grows far beyond its size')
})

test('archives packed into each other ten times are not followed to the end', async ({ dashboard, given }) => {
  await dashboard.drop(await given.nestedArchive())
  await dashboard.added('Nothing was added')
  await expect(dashboard.panel).toContainText('packed into each other too deeply')
})

test('names that point out of the archive are left out, the honest page is shown', async ({
  dashboard,
  given,
  page,
}) => {
  await dashboard.drop(await given.unsafeArchive())
  await dashboard.added(/added/)
  await dashboard.panel.getByText(/things? could not be read/).click()
  await expect(dashboard.panel.getByText('points outside of it').first()).toBeVisible()
  await page.goto('/')
  await expect(page.getByRole('list', { name: 'Notebooks' }).getByRole('link')).not.toHaveCount(0)
})
