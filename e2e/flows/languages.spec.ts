// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages in other scripts are shown in their direction, found by any part of their words, and a notebook has a language.
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { exportByMenu } from '../exporting.ts'
import { sample } from '../given.ts'
import { test } from '../reading-person.ts'

const [hebrew = '', japanese = ''] = sample.pages.map(({ uuid }) => uuid)

test('Hebrew and Japanese are read, shown, found and exported', async ({ server, person, given }) => {
  const page = await person.open()
  await server.readsPages(page, {
    [hebrew]: '# רשימת קניות\n\n- [ ] לקנות עט שחור\n- [x] Buy tea (2)\n\nשלום, עולם!',
    [japanese]: '# 旅行\n\n明日は東京都へ行きます。\n\n- [ ] 切符を買う',
  })
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto(`/notebooks/${sample.uuid}/pages/1`)
  const text = page.getByRole('complementary').locator('.read-text')
  await expect(text).toHaveAttribute('lang', 'he')
  await expect(text).toHaveCSS('direction', 'rtl')
  await expect(text.getByText('Buy tea (2)')).toHaveCSS('direction', 'ltr')
  await expect(text.getByText('לקנות עט שחור')).toHaveCSS('direction', 'rtl')
  await checkLooks(page, 'a page in Hebrew')
  await page.getByRole('button', { name: 'Edit' }).click()
  await expect(page.getByRole('textbox', { name: 'Text of the page' })).toHaveAttribute('lang', 'he')
  await checkLooks(page, 'a page in Hebrew that is edited')
  await page.keyboard.press('Escape')

  await page.goto(`/notebooks/${sample.uuid}/pages/2`)
  await expect(text).toHaveAttribute('lang', 'ja')
  await page.goto('/')
  const field = page.getByRole('searchbox', { name: 'Search names and pages' })
  const found = page.getByRole('region', { name: 'In your notes' })
  await field.fill('東京')
  await expect(found.locator('mark')).toHaveText(['東京'])
  await expect(found).not.toContainText('\u001f')
  await field.fill('עט')
  // In the text, and in the to-do.
  await expect(found.locator('mark')).toHaveText(['עט', 'עט'])
  await checkLooks(page, 'what was found in Hebrew')

  await page.goto(`/notebooks/${sample.uuid}`)
  const { bytes } = await exportByMenu(page, 'Markdown')
  const markdown = bytes.toString('utf8')
  expect(markdown).toContain('לקנות עט שחור')
})

test('a notebook gets a language, and keeps it', async ({ person, given }) => {
  const page = await person.open()
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto(`/notebooks/${sample.uuid}`)
  const button = page.getByRole('button', { name: 'Language…' })
  await button.click()
  const dialog = page.getByRole('dialog', { name: 'Language of the handwriting' })
  await expect(dialog.getByLabel('Language')).toHaveValue('')
  await checkLooks(page, 'the language of a notebook')
  await dialog.getByLabel('Language').selectOption({ label: 'Hebrew' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await page.reload()
  await button.click()
  await expect(dialog.getByLabel('Language')).toHaveValue('he')
  await dialog.getByLabel('Language').selectOption({ label: 'As each page shows' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await button.click()
  await expect(dialog.getByLabel('Language')).toHaveValue('')
})
