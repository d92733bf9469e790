// SPDX-License-Identifier: AGPL-3.0-or-later
// PDFs made in the browser: a page, some pages, a notebook, several notebooks; on the document they were written on.
import { readFileSync } from 'node:fs'
import type { Download, Page } from '@playwright/test'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { someDay } from '../../tests/generator/document.ts'
import { sourcePdf } from '../../tests/pdf/fixtures.ts'
import { PdfFile } from '../../tests/pdf/tools.ts'
import { type Dashboard, expect, test } from '../dashboard.ts'

async function chooseFromMenu(page: Page, menu: string, choice: RegExp): Promise<void> {
  await page
    .locator(`summary[aria-label="${menu}"]`)
    .or(page.locator('summary', { hasText: menu }))
    .click()
  await page.getByRole('button', { name: choice }).click()
}

/** In the notebook's dialog; "" for all pages. */
async function exportNotebook(page: Page, pages = ''): Promise<Download> {
  await chooseFromMenu(page, 'Export', /^PDF/)
  await page.getByRole('textbox', { name: 'Pages' }).fill(pages)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  return download
}

async function pdfOf(download: Download): Promise<PdfFile> {
  return new PdfFile(readFileSync(await download.path()))
}

async function open(dashboard: Dashboard, archive: string): Promise<void> {
  await dashboard.drop(archive)
  await dashboard.added('1 notebook added')
}

test('a notebook becomes a PDF of all its pages', async ({ dashboard, given, page }) => {
  await open(dashboard, await given.sampleArchive())
  const download = await exportNotebook(page)
  expect(download.suggestedFilename()).toBe('A notebook to try.pdf')
  using pdf = await pdfOf(download)
  expect(pdf.complaints()).toBe('')
  expect(pdf.sizes()).toHaveLength(12)
  expect(pdf.text()).toContain('Pack the lamp')
  await expect(page.getByText('Exporting')).toBeHidden()
})

test('some pages are chosen, and a wrong page number is reported', async ({ dashboard, given, page }) => {
  await open(dashboard, await given.sampleArchive())
  await chooseFromMenu(page, 'Export', /^PDF/)
  const pages = page.getByRole('textbox', { name: 'Pages' })
  const go = page.getByRole('button', { name: 'Export', exact: true })
  for (const [written, answer] of [
    ['5-2', /“5-2” isn’t a page or a range/],
    ['1, two', /“two” isn’t a page or a range/],
    ['40-', /has only 12 pages/],
  ] as const) {
    await pages.fill(written)
    await go.click()
    await expect(page.getByRole('alert')).toHaveText(answer)
  }
  await pages.fill('2-5, 8-')
  await expect(page.getByRole('alert')).toBeHidden()
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  expect((await download).suggestedFilename()).toBe('A notebook to try 2-5,8-.pdf')
  using pdf = await pdfOf(await download)
  expect(pdf.sizes()).toHaveLength(9)
})

test('one page becomes a PDF of its own, with or without its template', async ({ dashboard, given, page }) => {
  await open(dashboard, await given.sampleArchive())
  await page.getByRole('link', { name: 'page 4', exact: true }).click()
  const sizes: number[] = []
  for (const pressed of ['true', 'false']) {
    await expect(page.getByRole('button', { name: 'Show the background' })).toHaveAttribute('aria-pressed', pressed)
    const download = page.waitForEvent('download')
    await chooseFromMenu(page, 'Export this page', /^PDF/)
    expect((await download).suggestedFilename()).toBe('A notebook to try 004.pdf')
    using pdf = await pdfOf(await download)
    expect(pdf.sizes()).toHaveLength(1)
    sizes.push(readFileSync(pdf.path).length)
    await page.keyboard.press('b')
  }
  expect(sizes[0]).toBeGreaterThan(sizes[1] ?? 0)
})

test('ink is drawn on the PDF it was written on, also after a visit', async ({ dashboard, given, page }) => {
  const source = sourcePdf([{}, {}])
  await open(dashboard, await given.annotatedPdf(source))
  await page.reload()
  await expect(dashboard.heading('Minutes')).toBeVisible()
  const download = await exportNotebook(page)
  using pdf = await pdfOf(download)
  expect(pdf.complaints()).toBe('')
  expect(pdf.sizes()).toHaveLength(3)
  expect(pdf.text()).toContain('source page 2')
  const bytes = readFileSync(pdf.path)
  expect(bytes.subarray(0, source.length).equals(source)).toBe(true)
})

test('of an encrypted source the ink is exported, with a note', async ({ dashboard, given, page }) => {
  using locked = new PdfFile(sourcePdf([{}, {}]))
  await open(dashboard, await given.annotatedPdf(locked.encrypted('secret')))
  const download = await exportNotebook(page)
  using pdf = await pdfOf(download)
  expect(pdf.sizes()).toHaveLength(3)
  await expect(dashboard.panel.getByText('“Minutes” exported')).toBeVisible()
  await expect(dashboard.panel.getByText(/password-protected. Only your notes/)).toBeVisible()
  await dashboard.panel.filter({ hasText: 'exported' }).getByRole('button', { name: 'Dismiss' }).click()
  await expect(page.getByText('“Minutes” exported')).toBeHidden()
})

test('several notebooks become a ZIP of PDFs, one becomes a PDF', async ({ dashboard, given, page }) => {
  await dashboard.drop(given.libraryFolder(3), await given.annotatedPdf(sourcePdf([{}, {}])))
  await dashboard.added(/notebooks added/)
  const exportSelected = async () => {
    const download = page.waitForEvent('download')
    const bar = page.getByRole('region', { name: 'Selection' })
    await bar.getByRole('button', { name: 'Export' }).click()
    const dialog = page.getByRole('dialog', { name: /^Export \d notebook/ })
    await dialog.getByRole('radio', { name: /^PDF/ }).check()
    await dialog.getByRole('button', { name: 'Export' }).click()
    return download
  }
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  await page.getByRole('checkbox', { name: 'Minutes' }).check()
  await expect(page.getByText('1 notebook selected')).toBeVisible()
  const one = await exportSelected()
  expect(one.suggestedFilename()).toBe('Minutes.pdf')
  await expect(page.getByRole('link', { name: 'Minutes' })).toBeVisible()

  await page.getByRole('button', { name: 'Select', exact: true }).click()
  await page.getByRole('button', { name: 'Select all' }).click()
  const several = await exportSelected()
  expect(several.suggestedFilename()).toBe('Library.zip')
  const zip = new ZipReader(new Uint8ArrayReader(new Uint8Array(readFileSync(await several.path()))))
  const entries = (await zip.getEntries()).filter((entry) => !entry.directory)
  expect(entries.map((entry) => entry.filename).toSorted()).toEqual(['Diary.pdf', 'Minutes.pdf', 'Quick sheets.pdf'])
  for (const entry of entries) {
    using pdf = new PdfFile(await entry.getData(new Uint8ArrayWriter()))
    expect(pdf.complaints(), entry.filename).toBe('')
  }
})

test('notebooks are selected by when they last changed', async ({ dashboard, given, page }) => {
  await page.clock.setFixedTime(someDay)
  await dashboard.drop(given.libraryFolder(3))
  await dashboard.added(/notebooks added/)
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  const choice = page.getByRole('combobox', { name: 'Select by date modified' })
  const selected = () => page.getByRole('checkbox', { checked: true })
  await choice.selectOption('Today')
  await expect(page.getByText('1 notebook selected')).toBeVisible()
  await expect(selected()).toHaveCount(1)
  await choice.selectOption('Last 7 days')
  await expect(page.getByText('2 notebooks selected')).toBeVisible()
  await expect(selected()).toHaveCount(2)
  await choice.selectOption('Today')
  await expect(selected()).toHaveCount(1)
})

test('an export that is not wanted any more ends at once', async ({ dashboard, given, page }) => {
  await dashboard.drop(given.longNotebookFolder(150))
  await dashboard.added('1 notebook added')
  let downloads = 0
  page.on('download', () => downloads++)
  await chooseFromMenu(page, 'Export', /^PDF/)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByRole('progressbar', { name: /Exporting/ })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).dispatchEvent('click')
  await expect(page.getByText(/Export of “Diary” cancelled/)).toBeVisible()
  expect(downloads).toBe(0)
})

test.describe('offline', () => {
  test.use({ serviceWorkers: 'allow' })

  test('PDFs are made without a network after the first visit', async ({ dashboard, given, page, context }) => {
    await dashboard.readyForOffline()
    await context.setOffline(true)
    await page.goto('/')
    await open(dashboard, await given.sampleArchive())
    using pdf = await pdfOf(await exportNotebook(page, '1-2'))
    expect(pdf.sizes()).toHaveLength(2)
  })
})
