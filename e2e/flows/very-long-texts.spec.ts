// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts that are as large as a text can be, and made to be hard: each is pasted, saved, shown and edited again.
import { expect, type Page } from '@playwright/test'
import { test } from '../person.ts'

const editorIn = (page: Page) => page.getByRole('textbox', { name: 'Text of the note' })
const noteIn = (page: Page) => page.getByRole('region', { name: 'Text of the note' })

const bytes = 999_000
const texts = {
  'one line of quotation marks': '>'.repeat(bytes),
  'pipes of tables': '| a '.repeat(bytes / 4),
  'lines of quotations': '>\n'.repeat(bytes / 2),
}

/** As the browser does it; as typing, half a million lines would take it minutes. */
async function paste(page: Page, text: string): Promise<void> {
  await editorIn(page).evaluate((editor, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    const event = { clipboardData, bubbles: true, composed: true, cancelable: true }
    editor.dispatchEvent(new ClipboardEvent('paste', event))
  }, text)
}

for (const [name, text] of Object.entries(texts))
  test(`a megabyte of ${name} is written, shown and edited`, async ({ person }) => {
    const page = await person.open()
    await person.signUp(page)
    await page.getByRole('button', { name: 'New note' }).click()
    await expect(editorIn(page)).toBeFocused()
    await page.keyboard.type('# Long\n\n')
    await paste(page, text)
    await expect(noteIn(page).getByText('Saved', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(noteIn(page).getByRole('heading', { name: 'Long' })).toBeVisible()
    await page.keyboard.press('e')
    await expect(editorIn(page)).toBeFocused()
    await page.keyboard.press('ControlOrMeta+Home')
    await page.keyboard.press('End')
    await page.keyboard.type('er')
    await expect(noteIn(page).getByText('Saved', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(noteIn(page).getByRole('heading', { name: 'Longer' })).toBeVisible()
  })
