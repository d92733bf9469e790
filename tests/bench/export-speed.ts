// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook of 500 pages as a file, in Chromium, on the dashboard as it ships.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { preview } from 'vite'
import { chromiumOptions } from '../../e2e/chromium.ts'
import { tasksDuring } from '../world/main-thread.ts'
import { drop } from './drop.ts'
import { writeNotebook } from './dropped-notebook.ts'

export const exportedPages = 500
const patienceMs = 600_000

export interface ExportSpeed {
  /** From the click to the file. */
  ms: number
  /** Milliseconds of processor time: the longest task of the screen meanwhile. */
  longestMs: number
}

export async function measureExport(): Promise<{ pdf: ExportSpeed; markdown: ExportSpeed }> {
  const folder = writeNotebook(exportedPages)
  const server = await preview({ root: join(import.meta.dirname, '../../web'), preview: { port: 0 }, logLevel: 'warn' })
  const browser = await chromium.launch(chromiumOptions)
  try {
    const address = server.httpServer.address()
    if (address === null || typeof address === 'string') throw new Error('the preview server has no port')
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' })
    await page.goto(`http://127.0.0.1:${address.port}/`, { waitUntil: 'networkidle' })
    await drop(page, folder)
    await page.getByText('1 notebook added').waitFor({ timeout: patienceMs })
    await page.locator('.page-card').first().waitFor()
    // What shows the screen is done before anything is measured.
    await page.waitForLoadState('networkidle')
    // The first of each also loads what writes it.
    const markdown = await exportAs(browser, page, /^Markdown/)
    const pdf = await exportAs(browser, page, /^PDF/, () =>
      page.getByRole('button', { name: 'Export', exact: true }).click(),
    )
    return { pdf, markdown }
  } finally {
    await browser.close()
    await server.close()
    rmSync(folder, { recursive: true })
  }
}

async function exportAs(browser: Browser, page: Page, format: RegExp, confirm = async () => {}): Promise<ExportSpeed> {
  let ms = 0
  const tasks = await tasksDuring(browser, page, async () => {
    await page.locator('summary', { hasText: 'Export' }).click()
    const begun = performance.now()
    const file = page.waitForEvent('download', { timeout: patienceMs })
    await page.getByRole('button', { name: format }).click()
    await confirm()
    await file
    ms = performance.now() - begun
  })
  return { ms, longestMs: Math.max(0, ...tasks) }
}
