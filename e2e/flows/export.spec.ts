// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import type { Download } from '@playwright/test'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { checkLooks } from '../axe.ts'
import { type Dashboard, expect, test } from '../dashboard.ts'

async function exported(dashboard: Dashboard, menu: string, choice: RegExp): Promise<Download> {
  const { page } = dashboard
  await page
    .locator('summary', { hasText: menu })
    .or(page.locator(`summary[aria-label="${menu}"]`))
    .click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: choice }).click()
  return download
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path())
}

/** Width and height from the header, after the signature is checked. */
function pngSize(bytes: Buffer): { width: number; height: number } {
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n')
  expect(bytes.subarray(-8, -4).toString('latin1')).toBe('IEND')
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

test.describe('a notebook', () => {
  test.beforeEach(async ({ dashboard, given }) => {
    await dashboard.drop(await given.sampleArchive())
    await dashboard.added('1 notebook added')
  })

  test('is exported as Markdown', async ({ dashboard }) => {
    const download = await exported(dashboard, 'Export', /^Markdown/)
    expect(download.suggestedFilename()).toBe('A notebook to try.md')
    const text = (await bytesOf(download)).toString('utf8')
    expect(text).toContain('title: "A notebook to try"')
    expect(text).toContain('## Page 5')
    expect(text).toMatch(/(\*\*|<strong>)exactly/)
    expect(text).toContain('- [x] Ask for the key')
    expect(text).toContain('A notebook is a place to think.')
  })

  test('is exported as text', async ({ dashboard }) => {
    const download = await exported(dashboard, 'Export', /^Text/)
    expect(download.suggestedFilename()).toBe('A notebook to try.txt')
    const text = (await bytesOf(download)).toString('utf8')
    expect(text).toContain('Text from the keyboard is read exactly')
    expect(text).not.toMatch(/\*\*|<strong>/)
  })

  for (const [format, extension] of [
    ['Markdown', 'md'],
    ['Text', 'txt'],
    ['Web page', 'html'],
  ] as const)
    test(`is exported in part as ${format}`, async ({ dashboard, page }) => {
      await page.locator('summary', { hasText: 'Export' }).click()
      await page.getByRole('button', { name: /^Export some pages/ }).click()
      const dialog = page.getByRole('dialog', { name: 'Export some pages' })
      await page.emulateMedia({ reducedMotion: 'reduce' })
      if (format === 'Markdown') await checkLooks(page, 'some pages for export')
      await dialog.getByRole('radio', { name: new RegExp(`^${format}`) }).check()
      await dialog.getByLabel('Pages').fill('13')
      await dialog.getByLabel('Pages').press('Enter')
      await expect(dialog.getByRole('alert')).toHaveText('This notebook has only 12 pages.')
      await dialog.getByLabel('Pages').fill('5, 7-')
      const download = dashboard.page.waitForEvent('download')
      await dialog.getByLabel('Pages').press('Enter')
      expect((await download).suggestedFilename()).toBe(`A notebook to try 5,7-.${extension}`)
      const text = (await bytesOf(await download)).toString('utf8')
      const numbers = [...text.matchAll(/Page (\d+)/g)].map(([, number]) => Number(number))
      expect(numbers).toContain(5)
      expect(numbers.filter((number) => number < 5 || number === 6)).toEqual([])
    })

  test('is exported as a ZIP of all its pages', async ({ dashboard }) => {
    const download = await exported(dashboard, 'Export', /^Images/)
    expect(download.suggestedFilename()).toBe('A notebook to try.zip')
    const zip = new ZipReader(new Uint8ArrayReader(new Uint8Array(await bytesOf(download))))
    const entries = await zip.getEntries()
    expect(entries.map((entry) => entry.filename)).toEqual(
      Array.from({ length: 12 }, (_, index) => `A notebook to try/${String(index + 1).padStart(3, '0')}.png`),
    )
    for (const entry of entries) {
      if (entry.directory) continue
      const { width, height } = pngSize(Buffer.from(await entry.getData(new Uint8ArrayWriter())))
      expect(width).toBeGreaterThanOrEqual(1404)
      expect(height).toBeGreaterThanOrEqual(1872)
    }
  })

  test('has pages that are exported as PNG and SVG', async ({ dashboard, page }) => {
    await page.getByRole('link', { name: 'page 3', exact: true }).click()
    const png = await exported(dashboard, 'Export this page', /^PNG/)
    expect(png.suggestedFilename()).toBe('A notebook to try 003.png')
    expect(pngSize(await bytesOf(png))).toEqual({ width: 1404, height: 1872 })
    const svg = await exported(dashboard, 'Export this page', /^SVG/)
    expect(svg.suggestedFilename()).toBe('A notebook to try 003.svg')
    expect((await bytesOf(svg)).toString('utf8')).toMatch(/^(<\?xml[^>]*>\s*)?<svg [\s\S]*<path [\s\S]*<\/svg>\s*$/)
  })
})
