// SPDX-License-Identifier: AGPL-3.0-or-later
// An account without a mouse: errors are shown at their field, and each action moves the focus to the next step.
import type { Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { expect, test } from '../dashboard.ts'
import { pressOn, tabTo, typeInto } from '../keyboard.ts'
import { OwnServer } from '../own-server.ts'
import { Person } from '../person.ts'

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, exact: true })
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })

/** The field is named as wrong, read out with its reason, and has the focus. */
async function expectFault(page: Page, name: string, reason: string): Promise<void> {
  await expect(page.getByRole('alert')).toHaveText(reason)
  await expect(field(page, name)).toBeFocused()
  await expect(field(page, name)).toHaveAttribute('aria-invalid', 'true')
  await expect(field(page, name)).toHaveAccessibleDescription(reason)
}

test('an account is created by invitation and looked after without a mouse', async ({ browser }) => {
  await using server = await OwnServer.start({ RMIRROR_SIGNUP: 'invited' })
  const come = () => new Person(browser, { baseURL: server.address, locale: 'en-GB' })
  const [first, ann] = [come(), come()]
  await first.signUp(await first.open('/sign-up'))

  const page = await ann.open(server.invitation)
  await typeInto(page, field(page, 'Email'), 'nobody')
  await page.keyboard.press('Enter')
  await expectFault(page, 'Email', 'Enter an email address, such as name@example.org.')
  await checkLooks(page, 'an email address that is wrong')
  await typeInto(page, field(page, 'Email'), ann.email)
  await typeInto(page, field(page, 'Password'), 'short')
  await page.keyboard.press('Enter')
  await expectFault(page, 'Password', 'Use at least 10 characters.')
  await pressOn(page, page.getByRole('link', { name: 'Sign in' }).last())
  await expect(heading(page, 'Sign in')).toBeFocused()
  await pressOn(page, page.getByRole('link', { name: 'Create an account' }))
  await expect(page.getByText(/You’ve been invited/)).toBeVisible()
  await typeInto(page, field(page, 'Email'), ann.email)
  await typeInto(page, field(page, 'Password'), 'quite bony lantern')
  await pressOn(page, page.getByRole('button', { name: 'Show: Password' }))
  await expect(field(page, 'Password')).toHaveAttribute('type', 'text')
  await pressOn(page, page.getByRole('button', { name: 'Create account' }))
  await expect(heading(page, /handwriting/)).toBeFocused()

  await pressOn(page, page.getByRole('link', { name: 'Account', exact: true }))
  await expect(heading(page, 'Account')).toBeFocused()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(heading(page, 'Account')).toBeFocused()
  await typeInto(page, field(page, 'Current password'), 'not this one')
  await typeInto(page, field(page, 'New password'), 'another bony lantern')
  await page.keyboard.press('Enter')
  await expectFault(page, 'Current password', 'That isn’t your current password.')
  await typeInto(page, field(page, 'Current password'), 'quite bony lantern')
  await pressOn(page, page.getByRole('button', { name: 'Change password' }))
  const changed = page.getByText('Password changed. All other browsers have been signed out.')
  await expect(changed).toBeFocused()
  await expect(changed).toBeInViewport()
  await checkLooks(page, 'a new password')
  await typeInto(page, field(page, 'Name'), 'Ann')
  await pressOn(page, page.getByRole('button', { name: 'Save' }))
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible()
  await ann.leave()
  await first.leave()
})

test('browsers and devices are signed out without a mouse', async ({ browser }) => {
  await using server = await OwnServer.start({})
  const ann = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
  const page = await ann.open()
  await ann.signUp(page)
  for (const _ of [1, 2]) await ann.signIn(await ann.open('/sign-in'))
  const device = `${server.address}/api/v1/auth/device`
  const { user_code, device_code } = await (await page.request.post(device, { data: { name: 'desk' } })).json()
  await page.goto(`/device?user_code=${user_code}`)
  await expect(heading(page, 'Approve “desk”?')).toBeFocused()
  await pressOn(page, page.getByRole('button', { name: 'Approve' }))
  await expect(page.getByText('“desk” was approved.')).toBeFocused()
  await page.request.post(`${device}/token`, { data: { device_code } })
  await pressOn(page, page.getByRole('link', { name: 'Go to your devices' }))
  await expect(heading(page, 'Account')).toBeFocused()

  const browsers = page.getByRole('region', { name: 'Browsers' })
  await expect(browsers.getByRole('listitem')).toHaveCount(3)
  await pressOn(page, browsers.getByRole('button', { name: /^Sign out Chrome/ }).first())
  await expect(browsers.getByRole('status')).toHaveText(/^Chrome on \w+ has been signed out\.$/)
  await expect(heading(page, 'Browsers')).toBeFocused()
  await expect(browsers.getByRole('listitem')).toHaveCount(2)
  await pressOn(page, page.getByRole('button', { name: 'Sign out all other browsers' }))
  await expect(browsers.getByRole('status')).toHaveText('All other browsers have been signed out.')
  await expect(heading(page, 'Browsers')).toBeFocused()
  await checkLooks(page, 'an account with this browser alone')

  const devices = page.getByRole('region', { name: 'Devices' })
  await pressOn(page, devices.getByRole('button', { name: 'Revoke “desk”' }))
  await expect(devices.getByRole('status')).toHaveText('“desk” has been revoked.')
  await expect(heading(page, 'Devices')).toBeFocused()
  await expect(devices.getByText('No devices yet.')).toBeVisible()
  await checkLooks(page, 'an account without devices')

  await page.keyboard.press('Shift+Tab')
  await tabTo(page, page.getByRole('button', { name: 'Sign out this browser' }))
  await page.keyboard.press('Enter')
  await expect(heading(page, /handwriting/)).toBeFocused()
  await ann.leave()
})
