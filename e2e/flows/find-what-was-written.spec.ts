// SPDX-License-Identifier: AGPL-3.0-or-later
// With an account: what is written on a page is found from another browser, by keyboard alone and with a word misspelt.
import type { Route } from '@playwright/test'
import { check } from '../axe.ts'
import { Dashboard, expect } from '../dashboard.ts'
import { test } from '../person.ts'

test('a misspelt word is found where it was written', async ({ person, given }) => {
  const here = await person.open()
  await person.syncFirst(here, await given.sampleArchive())

  const there = await person.open('/sign-in')
  await person.signIn(there)
  await there.getByRole('link', { name: 'rMirror' }).click()
  await expect(there.locator('.notebook-card')).toBeVisible()
  await there.keyboard.press('/')
  await there.keyboard.type('keybord')
  const found = there.getByRole('region', { name: 'In your notes' })
  await expect(found.getByRole('status')).toHaveText('Found in 1 notebook. Also searched for: keyboard.')
  await expect(found.locator('mark').first()).toHaveText('keyboard')
  await check(there, 'what was found')

  await there.keyboard.press('ArrowDown')
  await expect(found.getByRole('link', { name: 'A notebook to try' })).toBeFocused()
  await there.keyboard.press('ArrowDown')
  await there.keyboard.press('Enter')
  await expect(there).toHaveURL(/\/pages\/5$/)
  await there.goBack()

  const field = there.getByRole('searchbox', { name: 'Search names and pages' })
  await field.fill('xylophone')
  await expect(found.getByRole('status')).toHaveText(/^No results\./)
  await field.press('Escape')
  await expect(found).toBeHidden()
  await expect(there.locator('.notebook-card')).toBeVisible()
})

test('a guest finds in their own browser what was typed there', async ({ person, given }) => {
  const page = await person.open()
  await new Dashboard(page).drop(await given.sampleArchive())
  await expect(page.getByText('1 notebook added')).toBeVisible()
  await page.getByRole('link', { name: 'rMirror' }).click()
  await expect(page.locator('.notebook-card')).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('KEYBOARD read')
  const found = page.getByRole('region', { name: 'In your notes' })
  await expect(found.getByRole('status')).toHaveText('Found in 1 notebook.')
  await expect(found.locator('mark').first()).toHaveText('keyboard')
  await check(page, 'what a guest found')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/pages\/5$/)
})

test('what is typed into the search while the library is still loading is not lost', async ({ person, given }) => {
  await person.syncFirst(await person.open(), await given.sampleArchive())
  const page = await person.open('/sign-in')
  const asked = new Promise<Route>((resolve) => page.route('**/api/v1/notebooks/tree*', resolve, { times: 1 }))
  await person.signIn(page)
  const tree = await asked
  await page.keyboard.press('/')
  await page.keyboard.type('key')
  await tree.continue()
  await expect(page.getByRole('heading', { level: 1, name: 'Library' })).toBeVisible()
  await page.keyboard.type('board')
  await expect(page.getByRole('searchbox', { name: 'Search names and pages' })).toHaveValue('keyboard')
  await expect(page.getByRole('region', { name: 'In your notes' }).locator('mark').first()).toHaveText('keyboard')
})
