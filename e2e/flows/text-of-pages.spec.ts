// SPDX-License-Identifier: AGPL-3.0-or-later
// With an account, on a server that has pages read: what goes up as a picture comes back as text, by itself; it is
// found, misspelt too; what is to be done is listed, and ticked off.
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { exportByMenu } from '../exporting.ts'
import { sample } from '../given.ts'
import { test } from '../reading-person.ts'

const letter = '# To Ada\n\n- [ ] Feed the heron\n- [x] Post this\n\nThe ferry was late. <b>Nothing</b> else is new.'

test('what is synced comes back as text, is found, and can be ticked off', async ({ server, person, given }) => {
  const page = await person.open()
  await server.readsPages(page, { [sample.pages[0]?.uuid ?? '']: letter })
  await person.syncFirst(page, await given.sampleArchive())

  await page.getByRole('link', { name: 'A notebook to try' }).click()
  await page.getByRole('link', { name: 'page 1', exact: true }).click()
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('heading', { name: 'To Ada' })).toBeVisible()
  await expect(panel).toContainText('The ferry was late. <b>Nothing</b> else is new.')
  await expect(panel.getByRole('checkbox')).toHaveCount(2)
  await checkLooks(page, 'a page with its text')

  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'rMirror' }).click()
  await expect(page.getByRole('searchbox')).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('herron')
  const found = page.getByRole('region', { name: 'In your notes' })
  await expect(found.locator('mark').first()).toHaveText('heron')
  await found.getByRole('link', { name: /heron/ }).click()
  await expect(page).toHaveURL(/\/pages\/1$/)

  await page.goto('/todos')
  const heron = page.locator('.todo').filter({ hasText: 'Feed the heron' })
  await expect(heron.getByRole('link', { name: 'A notebook to try, page 1' })).toBeVisible()
  await checkLooks(page, 'what is to be done')
  await heron.getByRole('checkbox').click()
  await expect(heron).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await heron.getByRole('checkbox').click()
  await expect(heron).toHaveCount(0)
  await page.getByText('Done', { exact: true }).click()
  await expect(page.getByRole('checkbox', { name: 'Feed the heron' })).toBeChecked()

  await page.goto(`/notebooks/${sample.uuid}`)
  const text = (await exportByMenu(page, 'Markdown')).bytes.toString('utf8')
  expect(text).toContain('### To Ada')
  expect(text).toContain('\\<b>Nothing')
  expect(await server.violations()).toEqual([])
})
