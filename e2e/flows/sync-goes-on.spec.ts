// SPDX-License-Identifier: AGPL-3.0-or-later
import { Dashboard, expect } from '../dashboard.ts'
import { test } from '../person.ts'

test('a tab that is closed during a sync loses nothing: the next sync sends the rest', async ({ person, given }) => {
  const first = await person.open()
  await new Dashboard(first).drop(await given.sampleArchive())
  await expect(first.getByText('1 notebook added')).toBeVisible()
  await person.signUp(first)
  let sent = 0
  await first.route('**/image?*', async (route) => {
    // The others are under way when the tab is closed.
    if (sent >= 4) return
    sent++
    await route.continue()
  })
  const context = first.context()
  await first.getByRole('button', { name: 'Sync this library' }).click()
  await expect(first.getByRole('region', { name: 'Progress' })).toContainText(/Sending pages….*4 of 12 pages/)
  await first.close()

  const next = await context.newPage()
  await next.goto('/')
  await next.getByRole('button', { name: 'Sync this library' }).click()
  // The browser may let the six that were under way go when it closes the tab.
  await expect(next.getByRole('region', { name: 'Progress' })).toContainText(/Synced: [2-8] pages sent/)
  await next.getByRole('button', { name: 'Sync this library' }).click()
  await expect(next.getByText('Everything is up to date')).toBeVisible()
})
