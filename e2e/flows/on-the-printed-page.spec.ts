// SPDX-License-Identifier: AGPL-3.0-or-later
// Ink on a PDF is shown on that PDF: first the ink, then what it was written on.
import type { Locator, Page } from '@playwright/test'
import { sourcePdf } from '../../tests/pdf/fixtures.ts'
import { PdfFile } from '../../tests/pdf/tools.ts'
import { type Dashboard, expect, inkIn, test } from '../dashboard.ts'
import { exportPng } from '../exporting.ts'
import { countPixels, isInk, pixelsOfPng } from '../pixels.ts'

/** Ink is red in these pages, so all that is dark is printed. */
const printed = 60

async function open(dashboard: Dashboard, archive: string): Promise<void> {
  await dashboard.drop(archive)
  await dashboard.added('1 notebook added')
}

/** Sooner or later; a picture that is just being replaced cannot be counted. */
function showsDark(picture: Locator, level: typeof printed | 0): Promise<void> {
  return expect(async () => {
    const dark = await inkIn(picture)
    if (level === 0) expect(dark).toBe(0)
    else expect(dark).toBeGreaterThan(level)
  }).toPass()
}

const darkIn = async (page: Page, png: Buffer) => countPixels(await pixelsOfPng(page, png), isInk)

test('cards, the viewer and pictures show the printed page below the ink', async ({ dashboard, given, page }) => {
  await open(dashboard, await given.annotatedPdf(sourcePdf([{}, {}])))
  const cards = dashboard.pictures()
  await expect(cards).toHaveCount(3)
  for (const position of [0, 1]) await showsDark(cards.nth(position), printed)
  // The third page was inserted.
  expect(await inkIn(cards.nth(2))).toBe(0)

  await page.getByRole('link', { name: 'page 2', exact: true }).click()
  await showsDark(dashboard.pagePicture(), printed)
  expect(await darkIn(page, await exportPng(page))).toBeGreaterThan(printed)
  await page.keyboard.press('b')
  await showsDark(dashboard.pagePicture(), 0)
  expect(await darkIn(page, await exportPng(page))).toBe(0)
  await page.keyboard.press('b')

  await page.reload()
  await showsDark(dashboard.pagePicture(), printed)
  for (let step = 0; step < 14; step++) await page.keyboard.press('+')
  await expect(page.locator('.tile-host')).toHaveAttribute('data-settled', 'true')
})

test('of an encrypted PDF only the ink is shown', async ({ dashboard, given, page }) => {
  using locked = new PdfFile(sourcePdf([{}, {}]))
  await open(dashboard, await given.annotatedPdf(locked.encrypted('secret')))
  await expect(dashboard.pictures()).toHaveCount(3)
  await page.getByRole('link', { name: 'page 1', exact: true }).click()
  await expect(dashboard.pagePicture()).toBeVisible()
  expect(await darkIn(page, await exportPng(page))).toBe(0)
})
