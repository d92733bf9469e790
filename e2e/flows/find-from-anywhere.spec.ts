// SPDX-License-Identifier: AGPL-3.0-or-later
// The search field is on every screen, and finds what is in this browser whether or not the server answers.
import { check } from '../axe.ts'
import { Dashboard, expect, expectDrawn, test as guest } from '../dashboard.ts'
import { test } from '../person.ts'

guest('a word is found from a page, and the page is there again after Escape', async ({ dashboard, given, page }) => {
  await dashboard.drop(await given.sampleArchive())
  await dashboard.added('1 notebook added')
  await page.getByRole('link', { name: 'page 2', exact: true }).click()
  await expectDrawn(dashboard.pagePicture())
  await page.keyboard.press('/')
  const field = page.getByRole('searchbox')
  await expect(field).toBeFocused()
  await page.keyboard.type('KEYBOARD read')
  const hits = page.locator('.search-hits')
  await expect(hits.getByRole('status')).toHaveText('Found in 1 notebook.')
  await check(page, 'what was found from a page')
  await page.keyboard.press('Escape')
  await expect(field).toHaveCount(0)
  await expect(page).toHaveURL(/\/pages\/2$/)

  await page.keyboard.press('/')
  await page.keyboard.type('keyboard')
  await expect(hits.locator('mark').first()).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(hits.getByRole('link', { name: 'A notebook to try' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/pages\/5$/)
  await expect(field).toHaveCount(0)
})

guest(
  'the library shows all that a search on a notebook found, also after coming back',
  async ({ dashboard, given, page }) => {
    await dashboard.drop(await given.sampleArchive())
    await expect(dashboard.heading('A notebook to try')).toBeVisible()
    await page.keyboard.press('/')
    await page.keyboard.type('notebook')
    await expect(page.locator('.search-names').getByRole('link', { name: 'A notebook to try' })).toBeVisible()
    await check(page, 'a search on a notebook')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/$/)
    await expect(page.locator('.notebook-card')).toBeVisible()
    await expect(page.getByRole('searchbox')).toHaveValue('notebook')
    await page.keyboard.press('/')
    await page.keyboard.press('ArrowDown')
    await expect(page.locator('.notebook-card a')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dashboard.heading('A notebook to try')).toBeVisible()
    await expect(page.getByRole('searchbox')).toHaveValue('')
    await page.goBack()
    await expect(page.getByRole('searchbox')).toHaveValue('notebook')
    await expect(page.locator('.notebook-card')).toBeVisible()
  },
)

test('a user who is signed in finds what was never synced, also while the server is down', async ({
  person,
  given,
}) => {
  const page = await person.open()
  await new Dashboard(page).drop(await given.sampleArchive())
  await expect(page.getByText('1 notebook added')).toBeVisible()
  await person.signUp(page)
  await page.keyboard.press('/')
  await page.keyboard.type('keyboard')
  const status = page.locator('.search-hits').getByRole('status')
  await expect(status).toHaveText('Found in 1 notebook.')

  await page.context().setOffline(true)
  await page.getByRole('searchbox').fill('keyboard read')
  await expect(status).toHaveText(/^Found in 1 notebook\. .+ Only notebooks in this browser were searched\.$/)
})
