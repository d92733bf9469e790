// SPDX-License-Identifier: AGPL-3.0-or-later
// Several browsers and a device on one account: a thief is thrown out.
import type { APIRequestContext, Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { test } from '../person.ts'

/** A device that was approved on this page: whether it is still let in. */
async function approve(page: Page, request: APIRequestContext): Promise<() => Promise<number>> {
  const asked = await request.post('/api/v1/auth/device', { data: { name: 'desk' } })
  const { user_code, device_code } = await asked.json()
  await page.goto(`/device?user_code=${user_code}`)
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText('“desk” was approved.')).toBeVisible()
  const polled = await request.post('/api/v1/auth/device/token', { data: { device_code } })
  const headers = { Authorization: `Bearer ${(await polled.json()).access_token}` }
  return async () => (await request.get('/api/v1/quota', { headers })).status()
}

const ended = (page: Page) => page.getByText('You’ve been signed out.')

test('a new password signs out the other browser, and the devices', async ({ person, request }) => {
  const here = await person.open()
  await person.signUp(here)
  const device = await approve(here, request)
  const there = await person.open('/sign-in')
  await person.signIn(there)

  await here.goto('/account')
  await here.getByLabel('Current password', { exact: true }).fill('not this one')
  await here.getByLabel('New password', { exact: true }).fill('another bony lantern')
  await here.getByRole('button', { name: 'Change password' }).click()
  await expect(here.getByRole('alert')).toHaveText('That isn’t your current password.')
  await expect(here.getByLabel('Current password', { exact: true })).toBeFocused()
  await checkLooks(here, 'a password that is wrong')
  await here.getByLabel('Current password', { exact: true }).fill('quite bony lantern')
  await here.getByLabel('Also revoke all devices').check()
  await here.keyboard.press('Enter')
  await expect(here.getByText(/^Password changed\..*devices revoked\.$/)).toBeVisible()
  await expect(here.getByText('No devices yet.')).toBeVisible()
  await expect(here.getByText('You aren’t signed in anywhere else.')).toBeVisible()

  // It finds out by itself, because it waits for changes.
  await expect(ended(there)).toBeVisible()
  await expect.poll(device).toBe(401)
  await here.reload()
  await expect(here.getByText(`Signed in as ${person.email}`)).toBeVisible()
})

test('a browser and a device are signed out from another browser, and this one as well', async ({
  person,
  request,
}) => {
  const here = await person.open()
  await person.signUp(here)
  const device = await approve(here, request)
  const others = [await person.open('/sign-in'), await person.open('/sign-in')] as const
  for (const other of others) await person.signIn(other)

  await here.goto('/account')
  const list = here.getByRole('region', { name: 'Browsers' })
  await expect(list.getByRole('listitem')).toHaveCount(3)
  await expect(list.getByRole('listitem').first()).toContainText(/Chrome on \w+this browser/)
  await checkLooks(here, 'an account with several browsers')
  await list
    .getByRole('button', { name: /^Sign out Chrome/ })
    .first()
    .click()
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await here.getByRole('button', { name: 'Sign out all other browsers' }).click()
  await expect(here.getByText('All other browsers have been signed out.')).toBeVisible()
  for (const other of others) await expect(ended(other)).toBeVisible()
  expect(await device()).toBe(200)
  await here.getByRole('button', { name: 'Revoke “desk”' }).click()
  await expect.poll(device).toBe(401)

  await here.getByRole('button', { name: 'Sign out this browser' }).click()
  await expect(here.getByRole('link', { name: 'Sign in' })).toBeVisible()
})
