// SPDX-License-Identifier: AGPL-3.0-or-later
// From the drop of a 50-page notebook to its thumbnails, in Chromium, on the dashboard as it ships.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { preview } from 'vite'
import { chromiumOptions } from '../../e2e/chromium.ts'
import { drop } from './drop.ts'
import { writeNotebook } from './dropped-notebook.ts'
import { median } from './median.ts'

const pages = 50
const runs = 5

/** Median milliseconds from the drop to the first and to the last thumbnail shown. */
export interface DashboardSpeed {
  firstMs: number
  allMs: number
}

export async function measureDashboardSpeed(): Promise<DashboardSpeed> {
  const folder = writeNotebook(pages)
  const server = await preview({ root: join(import.meta.dirname, '../../web'), preview: { port: 0 }, logLevel: 'warn' })
  const browser = await chromium.launch(chromiumOptions)
  try {
    const address = server.httpServer.address()
    if (address === null || typeof address === 'string') throw new Error('the preview server has no port')
    const seen: DashboardSpeed[] = []
    for (let run = 0; run < runs; run++)
      seen.push(await measureOnce(browser, `http://127.0.0.1:${address.port}/`, folder))
    return { firstMs: median(seen.map((one) => one.firstMs)), allMs: median(seen.map((one) => one.allMs)) }
  } finally {
    await browser.close()
    await server.close()
    rmSync(folder, { recursive: true })
  }
}

/** A window tall enough that every thumbnail is on screen, so that none waits to be scrolled to. */
async function measureOnce(browser: Browser, url: string, folder: string): Promise<DashboardSpeed> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 6000 } })
  const page = await context.newPage()
  await page.addInitScript(watchThumbnails)
  await page.goto(url, { waitUntil: 'networkidle' })
  await drop(page, folder)
  await page.waitForFunction((count) => globalThis.thumbnailTimes.length >= count, pages, { timeout: 60_000 })
  const times = await page.evaluate(() => globalThis.thumbnailTimes)
  await context.close()
  return { firstMs: times[0] ?? Number.NaN, allMs: times[pages - 1] ?? Number.NaN }
}

declare global {
  /** Milliseconds after the drop at which each thumbnail was shown. */
  var thumbnailTimes: number[]
}

/** Runs in the page. Functions stay nameless: the names that tsx keeps for them do not exist over there. */
function watchThumbnails(): void {
  let dropped = 0
  globalThis.thumbnailTimes = []
  document.addEventListener('drop', () => (dropped = performance.now()), true)
  document.addEventListener(
    'load',
    ({ target }) => {
      if (target instanceof HTMLImageElement && target.closest('.page-card'))
        globalThis.thumbnailTimes.push(performance.now() - dropped)
    },
    true,
  )
}
