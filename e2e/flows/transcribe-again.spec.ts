// SPDX-License-Identifier: AGPL-3.0-or-later
// A page that was transcribed badly is transcribed again: what it costs is said first, and the text stays meanwhile.
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { sample } from '../given.ts'
import { test } from '../reading-person.ts'

test('a page is transcribed again by keyboard, for one page of quota', async ({ server, person, given }) => {
  const page = await person.open()
  const uuid = sample.pages[0]?.uuid ?? ''
  await server.readsPages(page, { [uuid]: '# To Ada\n\n- [ ] Feed the her0n' })
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto(`/notebooks/${sample.uuid}/pages/1`)
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('checkbox', { name: 'Feed the her0n' })).toBeVisible()
  await server.readsAnew(uuid, '# To Ada\n\n- [ ] Feed the heron')

  const menu = page.getByLabel('More for this transcription')
  await menu.focus()
  await page.keyboard.press('Enter')
  await checkLooks(page, 'what can be done with a transcription')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Transcribe this page again?' })
  await expect(dialog.getByText('This uses 1 of the 18 pages left in your page quota.')).toBeVisible()
  await checkLooks(page, 'a page that is to be transcribed again')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  await page.setViewportSize({ width: 390, height: 844 })
  await menu.click()
  await page.getByRole('button', { name: /^Transcribe again…/ }).click()
  await checkLooks(page, 'a page that is to be transcribed again, on a phone')
  await dialog.getByRole('button', { name: 'Transcribe again' }).dblclick()
  await expect(dialog).toHaveCount(0)
  await expect(panel.getByRole('checkbox', { name: 'Feed the heron' })).toBeVisible()
  await expect(panel.getByText('her0n')).toHaveCount(0)
  await menu.click()
  await page.getByRole('button', { name: /^Transcribe again…/ }).click()
  await expect(dialog.getByText('This uses 1 of the 17 pages left in your page quota.')).toBeVisible()
  expect(await server.violations()).toEqual([])
})
