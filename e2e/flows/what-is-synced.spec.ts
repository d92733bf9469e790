// SPDX-License-Identifier: AGPL-3.0-or-later
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { test } from '../person.ts'

test('a notebook is excluded from sync by keyboard, told what that means, and deleted here as asked', async ({
  person,
  given,
}) => {
  const page = await person.open()
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto('/account')
  const section = page.getByRole('region', { name: 'What is synced' })
  const notebook = section.getByRole('treeitem', { name: 'A notebook to try' })
  await expect(notebook).toBeChecked()
  await notebook.focus()
  await page.keyboard.press('Space')
  await expect(notebook).not.toBeChecked()
  await page.keyboard.press('Enter')
  await expect(notebook).toBeChecked()
  await expect(section.getByRole('button', { name: 'Save selection' })).toHaveCount(0)

  await page.keyboard.press('Space')
  await expect(section.getByText('1 notebook on this server won’t be synced any more.')).toBeVisible()
  await section.getByLabel('Only the newest pages of each notebook').fill('many')
  await section.getByRole('button', { name: 'Save selection' }).click()
  await expect(section.getByRole('alert')).toHaveText('Enter a whole number from 1 to 10,000, or nothing.')
  await section.getByLabel('Only the newest pages of each notebook').fill('20')
  await checkLooks(page, 'a selection that is about to change')
  await section.getByLabel('Delete it here and in connected services.').check()
  await section.getByRole('button', { name: 'Save selection' }).click()
  await expect(section.getByText('Saved. Devices follow it the next time they sync.')).toBeFocused()

  const there = await person.open('/sign-in')
  await person.signIn(there)
  await there.goto('/deleted')
  await expect(there.getByText('A notebook to try')).toBeVisible()
  await there.goto('/account')
  const known = there.getByRole('region', { name: 'What is synced' })
  await expect(known.getByText('1 more notebook or folder is excluded')).toBeVisible()
  await expect(known.getByLabel('Only the newest pages of each notebook')).toHaveValue('20')
})
