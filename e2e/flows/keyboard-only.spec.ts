// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, expectDrawn, test } from '../dashboard.ts'
import { tabTo } from '../keyboard.ts'

test('a notebook is added, read, exported and removed without a mouse', async ({ dashboard, page }) => {
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
  const chooser = page.waitForEvent('filechooser')
  await tabTo(page, page.getByRole('button', { name: 'Choose files' }))
  await page.keyboard.press('Enter')
  expect((await chooser).isMultiple()).toBe(true)

  await tabTo(page, page.getByRole('button', { name: 'Try a sample notebook' }))
  await page.keyboard.press('Enter')
  await expect(dashboard.heading('A notebook to try')).toBeFocused()

  await tabTo(page, page.locator('summary', { hasText: 'Export' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: /^Markdown/ }))
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  expect((await download).suggestedFilename()).toBe('A notebook to try.md')
  await expect(page.locator('summary', { hasText: 'Export' })).toBeFocused()

  await tabTo(page, page.getByRole('link', { name: 'page 2', exact: true }))
  await page.keyboard.press('Enter')
  await expectDrawn(dashboard.pagePicture())
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText('3 of 12')).toBeVisible()
  await page.keyboard.press('t')
  await expect(page.getByRole('complementary')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(dashboard.heading('A notebook to try')).toBeFocused()

  await tabTo(page, page.getByRole('button', { name: 'Remove' }))
  await page.keyboard.press('Enter')
  await expect(dashboard.heading(/handwriting/)).toBeFocused()
  await tabTo(page, page.getByRole('button', { name: 'Undo' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'A notebook to try' })).toBeVisible()
})

test('the content can be reached at once', async ({ dashboard, page }) => {
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})
