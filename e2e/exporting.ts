// SPDX-License-Identifier: AGPL-3.0-or-later
// Exporting as a person does it: by the dialog that asks for a format, up to the file that the browser saves.
import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'

export interface Saved {
  name: string
  bytes: Buffer
}

/** The file that the browser saves because of `act`. */
export async function savedBy(page: Page, act: () => Promise<unknown>): Promise<Saved> {
  const download = page.waitForEvent('download')
  await act()
  const file = await download
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}

interface Wish {
  /** "2-4, 8"; all where it is absent. */
  pages?: string
  byKeyboard?: boolean
}

/** `format` begins the name of the choice. */
export async function exportAs(dialog: Locator, format: string, { pages, byKeyboard }: Wish = {}): Promise<Saved> {
  await dialog.getByRole('radio', { name: new RegExp(`^${format}`) }).check()
  if (pages) await dialog.getByRole('textbox', { name: 'Pages' }).fill(pages)
  const button = dialog.getByRole('button', { name: 'Export' })
  return savedBy(dialog.page(), () => (byKeyboard ? button.press('Enter') : button.click()))
}

/** The notebook on the screen, of which the files are here: by its menu, and the dialog that PDF opens. */
export async function exportByMenu(page: Page, format: 'Markdown' | 'PDF'): Promise<Saved> {
  await page.locator('summary', { hasText: 'Export' }).click()
  const choice = page.getByRole('button', { name: new RegExp(`^${format}`) })
  if (format !== 'PDF') return savedBy(page, () => choice.click())
  await choice.click()
  return savedBy(page, () => page.getByRole('button', { name: 'Export', exact: true }).click())
}

/** The page on the screen, of which the files are here. */
export async function exportPng(page: Page): Promise<Buffer> {
  await page.getByLabel('Export this page').click()
  return (await savedBy(page, () => page.getByRole('button', { name: /^PNG/ }).click())).bytes
}
