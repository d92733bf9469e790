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
  await expect(first.getByText('4 of 12 pages')).toBeVisible()
  await first.close()

  const next = await context.newPage()
  await next.goto('/')
  await next.getByRole('button', { name: 'Sync this library' }).click()
  await expect(next.getByRole('region', { name: 'Progress' })).toContainText(/Synced: [1-8] pages? sent/)
  await next.getByRole('button', { name: 'Sync this library' }).click()
  await expect(next.getByText('Everything is up to date')).toBeVisible()
})
