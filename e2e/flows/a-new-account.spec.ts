// SPDX-License-Identifier: AGPL-3.0-or-later
// The first day with an account: what to do first, and what happens when the page quota is used up. The server
// transcribes five pages a month; the sample has twelve.
import type { Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { Dashboard, expect } from '../dashboard.ts'
import { test } from '../person.ts'

test('first steps are ticked off as the server sees them, and stay hidden in all browsers', async ({
  person,
  given,
}) => {
  const page = await person.open()
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto('/')
  const line = new Dashboard(page).statusToggle()
  await expect(line).toContainText('First steps: 2 of 5')
  await checkLooks(page, 'the library of a new account')
  await line.focus()
  await page.keyboard.press('Enter')
  await expect(line).toHaveAttribute('aria-expanded', 'true')
  const steps = page.getByRole('region', { name: 'First steps' })
  await expect(steps.getByRole('listitem').filter({ hasText: 'Sync notebooks' })).toContainText('(done)')
  await expect(steps.getByRole('listitem').filter({ hasText: 'Connect a service' })).toContainText('(to do)')
  await checkLooks(page, 'the first steps of a new account')
  await steps.getByRole('button', { name: 'Hide first steps' }).click()
  await expect(steps).toHaveCount(0)
  const there = await person.open('/sign-in')
  await person.signIn(there)
  await expect(there.locator('.notebook-card')).toBeVisible()
  await expect(there.getByRole('region', { name: 'First steps' })).toHaveCount(0)
})

test('a used-up quota is announced once, stays in the line of the library, and is explained on the account', async ({
  person,
  given,
}) => {
  const page = await person.open()
  await person.syncFirst(page, await given.sampleArchive())
  const quotaNoticeOn = (shown: Page) =>
    shown.getByRole('region').filter({ hasText: 'This month’s page quota is used up.' })
  // The sync has said so itself.
  await expect(page.getByText('You’ve used this month’s page quota.')).toBeVisible()
  await expect(quotaNoticeOn(page)).toHaveCount(0)
  const there = await person.open('/sign-in')
  await person.signIn(there)
  await expect(quotaNoticeOn(there)).toBeVisible()
  await checkLooks(there, 'a screen with a used-up quota')
  await there.getByRole('link', { name: 'To-dos' }).click()
  await expect(there.getByRole('heading', { level: 1, name: 'To-dos' })).toBeVisible()
  await expect(quotaNoticeOn(there)).toHaveCount(0)
  await there.goto('/')
  await expect(new Dashboard(there).statusToggle()).toBeVisible()
  await expect(quotaNoticeOn(there)).toHaveCount(0)

  const dashboard = new Dashboard(page)
  await page.goto('/')
  await expect(dashboard.statusToggle()).toContainText('Pages are waiting')
  await dashboard.statusToggle().click()
  await expect(dashboard.status().getByText(/^7 more pages are waiting/)).toBeVisible()

  await page.goto('/account')
  const usage = page.getByRole('region', { name: 'Usage and limits' })
  await expect(usage.getByText(/^7 more pages are waiting/)).toBeVisible()
  await expect(usage.getByText(/ask the administrator of this server for a higher limit/)).toBeVisible()
  await expect(usage.getByText('Once a month is over, it is listed here.')).toBeVisible()

  const zone = page.getByLabel('Time zone')
  await zone.fill('Mars/Olympus')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('There is no time zone of this name.')
  await expect(zone).toBeFocused()
  await zone.fill('Pacific/Kiritimati')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved.')).toBeVisible()
  await checkLooks(page, 'an account whose quota is used up')
  await page.reload()
  await expect(zone).toHaveValue('Pacific/Kiritimati')
})
