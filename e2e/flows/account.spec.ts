// SPDX-License-Identifier: AGPL-3.0-or-later
// With an account: sync here, see it there, let a device in, and leave nothing but a cookie. The server reads
// five pages a month; the sample has twelve.
import { checkLooks } from '../axe.ts'
import { Dashboard, expect, expectDrawn } from '../dashboard.ts'
import { leftBehind } from '../left-behind.ts'
import { test } from '../person.ts'

test('what is synced in one browser is seen in another, and signing out there leaves what it says', async ({
  person,
  given,
}) => {
  const here = await person.open()
  await new Dashboard(here).drop(await given.sampleArchive())
  await expect(here.getByText('1 notebook added')).toBeVisible()
  await person.signUp(here)

  await here.getByRole('button', { name: 'Sync this library' }).click()
  const slip = here.getByRole('region', { name: 'Progress' })
  await expect(slip.filter({ hasText: 'Synced: 12 pages sent' })).toContainText(
    '7 pages are waiting and will be transcribed',
  )
  await expect(here.getByText('5 of 5 pages')).toBeVisible()
  await new Dashboard(here).statusToggle().click()
  await expect(here.getByText(/^7 more pages are waiting/)).toBeVisible()
  await checkLooks(here, 'a synced library')
  await here.getByRole('button', { name: 'Sync this library' }).click()
  await expect(here.getByText('Everything is up to date')).toBeVisible()

  const there = await person.open('/sign-in')
  await person.signIn(there)
  await expect(there.locator('.notebook-card')).toContainText('On the server')
  await there.getByRole('link', { name: 'A notebook to try' }).click()
  await expect(there.getByText(/not in this browser/)).toBeVisible()
  await expect(there.locator('.page-card')).toHaveCount(12)
  await expectDrawn(there.locator('.page-card img').first())
  await checkLooks(there, 'a notebook on the server')
  await there.getByRole('link', { name: 'page 1', exact: true }).click()
  await expectDrawn(there.locator('.stage-page img'))
  await checkLooks(there, 'a page on the server')
  await there.keyboard.press('End')
  await expect(there.getByText('12 of 12')).toBeVisible()

  // Two tabs that renew at the same moment do not take each other for thieves.
  const beside = await there.context().newPage()
  await Promise.all([there.goto('/account'), beside.goto('/account')])
  for (const tab of [there, beside]) await expect(tab.getByText(`Signed in as ${person.email}`)).toBeVisible()
  // A tab in the background is not drawn.
  await there.bringToFront()
  await checkLooks(there, 'an account')
  await expect(there.getByText(/removes everything.* except for a cookie by which the server recognises/)).toBeVisible()
  await there.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(there.getByRole('heading', { level: 1 })).toHaveText('Your handwriting, beyond the tablet')
  await expect(beside.getByRole('link', { name: 'Create an account' })).toBeVisible()
  // This cookie identifies a browser that was signed in before; it signs no one in.
  await expect.poll(() => leftBehind(there)).toEqual(['rmirror_browser'])
})

test('a device is let in by its code, and shut out again', async ({ person, request }) => {
  const asked = await request.post('/api/v1/auth/device', { data: { name: 'desk in the attic' } })
  const { user_code, device_code } = await asked.json()
  const page = await person.open(`/device?user_code=${user_code}`)
  await page.getByRole('link', { name: 'Create an account' }).click()
  await person.signUp(page)
  await expect(page.getByRole('heading', { name: 'Approve “desk in the attic”?' })).toBeVisible()
  await expect(page.getByText(user_code)).toBeVisible()
  await checkLooks(page, 'a device that asks')
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText('“desk in the attic” was approved.')).toBeVisible()

  const polled = await request.post('/api/v1/auth/device/token', { data: { device_code } })
  const headers = { Authorization: `Bearer ${(await polled.json()).access_token}` }
  expect((await request.get('/api/v1/quota', { headers })).status()).toBe(200)
  await page.getByRole('link', { name: 'Go to your devices' }).click()
  await page.getByRole('button', { name: 'Revoke “desk in the attic”' }).click()
  await expect(page.getByText('No devices yet.')).toBeVisible()
  expect((await request.get('/api/v1/quota', { headers })).status()).toBe(401)

  await page.goto('/device')
  await page.getByLabel('Code').fill('bbbb-bbbb')
  await page.getByRole('button', { name: 'Check the code' }).click()
  await expect(page.getByRole('alert')).toContainText('No device is waiting with this code')
})

test('what is wrong is said where it is wrong', async ({ person }) => {
  const page = await person.open('/sign-in')
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill('something else')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText('Wrong email address or password.')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill('password12')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('too easy to guess')
})
