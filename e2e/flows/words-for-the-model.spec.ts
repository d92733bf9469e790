// SPDX-License-Identifier: AGPL-3.0-or-later
// A person tells the model that transcribes what it can't know: tried on a page first, then kept for the notebook.
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { sample } from '../given.ts'
import { test } from '../reading-person.ts'

test('words for the model are tried, compared, kept and withdrawn', async ({ server, person, given }) => {
  const page = await person.open()
  const uuid = sample.pages[0]?.uuid ?? ''
  await server.readsPages(page, { [uuid]: '# To Ada\n\nLunch with Kathe' })
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto(`/notebooks/${sample.uuid}/pages/1`)
  const panel = page.getByRole('complementary')
  await expect(panel.getByText('Lunch with Kathe')).toBeVisible()
  await server.readsAnew(uuid, '# To Ada\n\nLunch with Käthe')

  const open = async () => {
    await page.getByLabel('More for this transcription').click()
    await page.getByRole('button', { name: /^Words for the model…/ }).click()
  }
  await open()
  const dialog = page.getByRole('dialog', { name: 'Words for the model' })
  const words = dialog.getByRole('textbox', { name: 'Your words' })
  await words.fill('Käthe is a name.')
  await expect(dialog.getByText('16 of 2,000 characters')).toBeVisible()
  await dialog.getByRole('button', { name: 'Try on this page' }).click()
  await expect(dialog.locator('del')).toHaveText(/Lunch with Kathe/)
  await expect(dialog.locator('ins')).toHaveText(/Lunch with Käthe/)
  await checkLooks(page, 'words that are tried')
  // Nothing of the trial is kept.
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(panel.getByText('Lunch with Kathe')).toBeVisible()

  await open()
  await expect(words).toHaveValue('Käthe is a name.')
  await words.fill('')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await open()
  await expect(words).toHaveValue('')
  expect(await server.violations()).toEqual([])
})
