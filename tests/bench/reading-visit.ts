// SPDX-License-Identifier: AGPL-3.0-or-later
// A user reads on a computer that never saw their files: 300 notebooks on the server, with pages as the tablet
// shows them, in Chromium, on the dashboard as it ships and under the usual rate limits.
import { randomUUID } from 'node:crypto'
import { type Browser, chromium, type Page } from '@playwright/test'
import { chromiumOptions } from '../../e2e/chromium.ts'
import { sampleFiles, sampleNotebook } from '../generator/sample-notebook.ts'
import { tasksDuring } from '../world/main-thread.ts'
import { coreWithFonts } from './core-with-fonts.ts'
import { median } from './median.ts'
import { type Credentials, newCredentials, send, sendDisplayImage, signUp } from './server/device.ts'
import type { Bench } from './server/processes.ts'

export const covers = 300
const openings = 5
const limitsMs = 60_000

export interface ReadingVisit {
  /** Median milliseconds until the largest part of the library stood there, and how far parts of it moved then. */
  paint: { largestMs: number; shift: number }
  /** All covers scrolled past. */
  scrolling: { shown: number; refused: number; longestMs: number }
  /** Median milliseconds from a result of a search to its page's image, and the median bytes of such images. */
  page: { ms: number; bytes: number }
}

export async function measureReadingVisit(bench: Bench): Promise<ReadingVisit> {
  const person = newCredentials()
  const images = await drawnPages()
  await fillLibrary(bench, await signUp(bench, person), images)
  // What was sent counts towards the limits of the minute.
  await new Promise((done) => setTimeout(done, limitsMs))
  const browser = await chromium.launch(chromiumOptions)
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' })
    await context.addInitScript(watchPaint)
    const page = await context.newPage()
    await signIn(page, bench.url, person)
    const scrolling = await scrollPast(browser, page)
    const paints = []
    for (let turn = 0; turn < openings; turn++) paints.push(await openLibrary(page, bench.url))
    const opened = []
    for (let turn = 0; turn < openings; turn++) opened.push(await openFromSearch(page, bench.url, turn))
    return {
      paint: { largestMs: median(paints.map((each) => each.largest)), shift: median(paints.map((each) => each.shift)) },
      scrolling,
      page: { ms: median(opened), bytes: median(images.map(({ length }) => length)) },
    }
  } finally {
    await browser.close()
  }
}

/** Each notebook has one page, and its image. */
async function fillLibrary(bench: Bench, token: string, images: Uint8Array[]): Promise<void> {
  const notebooks = Array.from({ length: covers }, (_, index) => ({
    notebook_uuid: randomUUID(),
    document_type: 'notebook' as const,
    visible_name: `Meeting notes ${index + 1}`,
    last_modified: new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString(),
    pages: [
      {
        page_uuid: randomUUID(),
        ink_hash: `i1:${index}`,
        look_hash: `l1:${index}`,
        has_ink: true as const,
        typed_text: `About the heron number ${index + 1}`,
      },
    ],
  }))
  await send(bench, token, JSON.stringify({ scope: 'library', notebooks }))
  for (const [index, notebook] of notebooks.entries()) {
    const [page] = notebook.pages
    const image = images[index % images.length]
    if (page && image) await sendDisplayImage(bench, token, notebook, page, image)
  }
}

async function drawnPages(): Promise<Uint8Array[]> {
  const core = await coreWithFonts()
  const files = sampleFiles()
  return sampleNotebook().pages.flatMap(({ uuid, template = 'Blank' }) => {
    const file = files.find(({ path }) => path.endsWith(`${uuid}.rm`))
    if (!file) return []
    using page = core.openPage(file.bytes)
    return [page.renderPng({ purpose: 'display', template })]
  })
}

async function signIn(page: Page, url: string, { email, password }: Credentials): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('header a.button[href="/account"]').waitFor()
  await page.locator('.brand').click()
  await page.locator('.notebook-card img').first().waitFor()
}

async function scrollPast(browser: Browser, page: Page): Promise<ReadingVisit['scrolling']> {
  let refused = 0
  page.on('response', (answer) => {
    if (answer.status() === 429) refused++
  })
  const seen = new Set<string>()
  const look = async () => {
    const links = page.locator('.notebook-card:has(img) a')
    for (const href of await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? '')))
      seen.add(href)
  }
  await page.mouse.move(640, 500)
  const tasks = await tasksDuring(browser, page, async () => {
    for (let turn = 0; turn < 120; turn++) {
      await page.mouse.wheel(0, 300)
      await page.waitForTimeout(100)
    }
  })
  // The last of them come.
  await page.waitForTimeout(3_000)
  await look()
  return { shown: seen.size, refused, longestMs: Math.max(0, ...tasks) }
}

async function openLibrary(page: Page, url: string): Promise<{ largest: number; shift: number }> {
  await page.goto(url)
  await page.locator('.notebook-card img').first().waitFor()
  await page.waitForTimeout(1_500)
  return page.evaluate(() => ({ largest: globalThis.largestAt, shift: globalThis.shifted }))
}

async function openFromSearch(page: Page, url: string, turn: number): Promise<number> {
  await page.goto(url)
  await page.locator('.notebook-card img').first().waitFor()
  // Notebooks that no cover has shown yet.
  await page.keyboard.press('/')
  await page.keyboard.type(`heron number ${10 + turn * 7}`)
  const hit = page.locator('.search-hits li a', { hasText: 'page' }).first()
  await hit.waitFor()
  const begun = performance.now()
  await hit.click()
  await page.locator('.stage-page img').waitFor()
  return performance.now() - begun
}

declare global {
  /** Milliseconds since the page was asked for. */
  var largestAt: number
  /** The sum of all layout shifts. */
  var shifted: number
}

/** Runs in the page. */
function watchPaint(): void {
  globalThis.largestAt = Number.NaN
  globalThis.shifted = 0
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) globalThis.largestAt = startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.shifted += (entry as PerformanceEntry & { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
}
