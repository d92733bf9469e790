// SPDX-License-Identifier: AGPL-3.0-or-later
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { test } from '../person.ts'

// A service worker would have the file already.
test('a screen whose file does not come says so, and is there when it is asked for again', async ({ person }) => {
  const page = await person.open()
  await person.signUp(page)
  const file = '**/assets/account-screens-*.js'
  await page.route(file, (route) => route.abort())
  await page.getByRole('link', { name: 'Account', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('This screen couldn’t be loaded.')
  await checkLooks(page, 'a screen that could not be loaded')
  await page.unroute(file)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('region', { name: 'Usage and limits' })).toBeVisible()
})
