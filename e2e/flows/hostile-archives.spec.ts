// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from '../dashboard.ts'

test('a zip bomb stays closed', async ({ dashboard, given }) => {
  await dashboard.drop(await given.zipBomb())
  await dashboard.added(/./)
  await expect(dashboard.panel).toContainText('would be suspiciously large')
})

test('archives packed into each other ten times are not followed to the end', async ({ dashboard, given }) => {
  await dashboard.drop(await given.nestedArchive())
  await dashboard.added('Nothing added')
  await expect(dashboard.panel).toContainText('too many nested archives')
})

test('names that point out of the archive are left out, the honest page is shown', async ({
  dashboard,
  given,
  page,
}) => {
  await dashboard.drop(await given.unsafeArchive())
  await dashboard.added(/added/)
  await dashboard.panel.getByText(/problem/).click()
  await expect(dashboard.panel.getByText('points outside the archive').first()).toBeVisible()
  await page.goto('/')
  await expect(page.getByRole('list', { name: 'Notebooks' }).getByRole('link')).not.toHaveCount(0)
})
