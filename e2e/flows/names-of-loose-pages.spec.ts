// SPDX-License-Identifier: AGPL-3.0-or-later
// A folder of page files that a program called "data" becomes a notebook that a person recognises, and can rename.
import { readFileSync } from 'node:fs'
import { check } from '../axe.ts'
import { expect, test } from '../dashboard.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const typed = readFileSync(new URL('../../tests/fixtures/text-styles.rm', import.meta.url))

test('loose pages are named by their first words, and keep the name that a person gives them', async ({
  page,
  dashboard,
  given,
}) => {
  const folder = given.folder('data', [{ path: '1.rm', bytes: typed }])
  await dashboard.drop(folder)
  await expect(dashboard.heading('basic')).toBeVisible()
  const rename = page.getByRole('button', { name: 'Rename' })
  await rename.focus()
  await page.keyboard.press('Enter')
  const name = page.getByLabel('Name of the notebook')
  await expect(name).toBeFocused()
  await check(page, 'renaming a notebook')
  await page.keyboard.press('Escape')
  await expect(dashboard.heading('basic')).toBeVisible()
  await expect(rename).toBeFocused()

  await page.keyboard.press('Enter')
  await page.keyboard.type('Styles of text')
  await page.keyboard.press('Enter')
  await expect(dashboard.heading('Styles of text')).toBeVisible()
  await check(page, 'a notebook that was renamed')
  await page.reload()
  await expect(dashboard.heading('Styles of text')).toBeVisible()
  await dashboard.drop(folder)
  await dashboard.added('1 notebook added')
  await expect(dashboard.heading('Styles of text')).toBeVisible()

  await rename.click()
  await page.keyboard.type('Another')
  await page.keyboard.press('Enter')
  const slip = page.getByRole('region', { name: 'Progress' }).filter({ hasText: 'Renamed to “Another”' })
  await slip.getByRole('button', { name: 'Undo' }).click()
  await expect(dashboard.heading('Styles of text')).toBeVisible()
})
