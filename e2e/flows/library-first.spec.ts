// SPDX-License-Identifier: AGPL-3.0-or-later
// The library's first screen is the library, also right after the first sync: with first steps to take, folders, and a
// page quota that is used up. First steps and quota are one line, which opens.
import { check } from '../axe.ts'
import { Dashboard, expect } from '../dashboard.ts'
import { test } from '../person.ts'

const screens = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
]

test('a whole cover is on the first screen of a laptop and of a phone', async ({ person, given }) => {
  const page = await person.open()
  const dashboard = new Dashboard(page)
  await dashboard.drop(given.libraryFolder(3))
  await dashboard.added('5 notebooks added')
  await person.signUp(page)
  await page.getByRole('button', { name: 'Sync this library' }).click()
  await expect(page.getByRole('region', { name: 'Progress' }).filter({ hasText: 'Synced' })).toBeVisible()
  for (const screen of screens) {
    await page.setViewportSize(screen)
    await page.goto('/')
    await expect(dashboard.statusToggle()).toContainText('First steps')
    await expect(dashboard.statusToggle()).toContainText('of 5 pages used this month')
    const cover = page.locator('.notebook-card .cover').first()
    await expect(cover).toBeVisible()
    const box = await cover.boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0), `on ${screen.width} × ${screen.height}`).toBeLessThanOrEqual(
      screen.height,
    )
    await check(page, `the library on ${screen.width} × ${screen.height}`)
  }
  await dashboard.statusToggle().click()
  await expect(page.getByRole('region', { name: 'First steps' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('region', { name: 'First steps' })).toBeVisible()
  await dashboard.statusToggle().click()
  await page.reload()
  await expect(dashboard.statusToggle()).toHaveAttribute('aria-expanded', 'false')
})
