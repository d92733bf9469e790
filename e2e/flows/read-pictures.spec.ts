// SPDX-License-Identifier: AGPL-3.0-or-later
// What a picture on a page says is read when its person asks for it: at a price that is said first.
import { halfFilled } from '../../tests/pdf/fixtures.ts'
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { test } from '../reading-person.ts'

const notebook = '5a1d0c6e-8f0b-4b5e-9a53-0d5b5b0e6f12'
const uuid = '5a1d0c6e-8f0b-4b5e-9a53-0d5b5b0e6f30'

test('a picture is read by keyboard, for one page of quota, and its text joins the page', async ({
  server,
  person,
  given,
}) => {
  const page = await person.open()
  await server.readsPages(page, { [uuid]: 'To the island' })
  await person.syncFirst(page, await given.illustrated(halfFilled([0, 0, 255])), 1)
  await page.goto(`/notebooks/${notebook}/pages/1`)
  const panel = page.getByRole('complementary')
  await expect(panel.getByText('To the island')).toBeVisible()
  await server.readsAnew(uuid, '- [ ] Ferry at 9:40')

  const menu = page.getByLabel('More for this transcription')
  await menu.click()
  // Once the page is stored as it looks.
  await expect(page.getByRole('button', { name: /^Read pictures…/ })).toBeVisible()
  await checkLooks(page, 'what can be done with a page that has pictures')
  await page.getByRole('button', { name: /^Read pictures…/ }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Read the pictures on this page?' })
  await expect(dialog.getByText('This uses 1 of the 29 pages left in your page quota.')).toBeVisible()
  await checkLooks(page, 'a page whose pictures are to be read')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  await menu.click()
  await page.getByRole('button', { name: /^Read pictures…/ }).click()
  await dialog.getByRole('button', { name: 'Read pictures' }).dblclick()
  await expect(dialog).toHaveCount(0)
  await expect(panel.locator('.read-text').getByText('Ferry at 9:40')).toBeVisible()
  await expect(panel.locator('.read-text').getByText('To the island')).toBeVisible()
  await expect(panel.getByRole('checkbox', { name: 'Ferry at 9:40' })).toBeVisible()
  await expect(panel.getByText('The pictures on this page are being read.')).toHaveCount(0)
  await checkLooks(page, 'a page with the text of its pictures')
  expect(await server.violations()).toEqual([])
})
