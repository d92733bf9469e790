// SPDX-License-Identifier: AGPL-3.0-or-later
// A large library in Chromium, on the dashboard as it ships: 5,000 notebooks on the server, 300 in the browser.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { chromiumOptions } from '../../e2e/chromium.ts'
import { notebookFiles } from '../generator/document.ts'
import { Random } from '../generator/prng.ts'
import { onePage } from '../generator/scene.ts'
import { tasksDuring } from '../world/main-thread.ts'
import { type Counted, type CountingProxy, countBefore } from './counting-proxy.ts'
import { drop } from './drop.ts'
import { median } from './median.ts'
import { type Credentials, newCredentials, send, signUp } from './server/device.ts'
import type { Bench } from './server/processes.ts'
import { timesOf } from './server/times.ts'
import { largeLibrary } from './server/tree-speed.ts'

export const here = 300
const openings = 5
/** Nothing asks for anything any more. */
const quietMs = 1_500

export interface LargeLibrary {
  /** Median milliseconds from the address to a library that shows what is on the server and answers. */
  interactiveMs: number
  /** The same library in a further tab; and in a browser that was never here, with all it keeps for working offline. */
  tab: Counted
  firstVisit: Counted
  /** From a key to the picture of what it found. */
  filter: { p50: number; p95: number }
  /** Milliseconds of processor time, the longest of each: opening, typing, scrolling. */
  longest: { opening: number; filtering: number; scrolling: number }
}

export async function measureLargeLibrary(bench: Bench): Promise<LargeLibrary> {
  const person = newCredentials()
  const token = await signUp(bench, person)
  await send(bench, token, JSON.stringify({ scope: 'library', notebooks: largeLibrary() }))
  await using proxy = await countBefore(bench.url)
  const folder = writeNotebooks()
  const browser = await chromium.launch(chromiumOptions)
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' })
    await context.addInitScript(watch)
    await visit(context, proxy, person, folder)
    const firstVisit = await firstVisitOf(browser, proxy, person)
    const times: number[] = []
    const opening: number[] = []
    const tabs: Counted[] = []
    for (let turn = 0; turn < openings; turn++) {
      const tab = await context.newPage()
      // A page of the same place, so that the trace is of the process that the library will be in.
      await tab.goto(`${proxy.url}/theme.js`)
      proxy.count()
      const tasks = await tasksDuring(browser, tab, async () => {
        await tab.goto(proxy.url)
        await shown(tab)
        await proxy.quiet(quietMs)
      })
      times.push(await tab.evaluate(() => globalThis.interactiveAt))
      opening.push(longestOf(tasks))
      await tab.close()
      tabs.push(proxy.count())
    }
    const page = await context.newPage()
    await page.goto(proxy.url)
    await shown(page)
    await proxy.quiet(quietMs)
    const filtering = longestOf(await tasksDuring(browser, page, () => typeWords(page)))
    const keys = await page.evaluate(() => globalThis.keyTimes)
    const scrolling = longestOf(await tasksDuring(browser, page, () => scrollAll(page)))
    return {
      interactiveMs: median(times),
      tab: tabs.toSorted((a, b) => a.bytes - b.bytes)[openings >> 1] as Counted,
      firstVisit,
      filter: timesOf(keys),
      longest: { opening: median(opening), filtering, scrolling },
    }
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true })
  }
}

function writeNotebooks(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-bench-'))
  const random = new Random(300)
  for (let nth = 1; nth <= here; nth++) {
    const pages = [{ uuid: random.uuid(), scene: onePage([]) }]
    for (const { path, bytes } of notebookFiles({ uuid: random.uuid(), name: `Sketches ${nth}`, pages })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
  }
  return folder
}

/** A user drops their notebooks, and signs in. */
async function visit(
  context: BrowserContext,
  proxy: CountingProxy,
  person: Credentials,
  folder: string,
): Promise<void> {
  const page = await context.newPage()
  await page.goto(proxy.url, { waitUntil: 'networkidle' })
  await drop(page, folder)
  await page.getByText(`${here} notebooks added`).waitFor({ timeout: 120_000 })
  await signIn(page, proxy.url, person)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await proxy.quiet(quietMs)
  await page.close()
}

async function firstVisitOf(browser: Browser, proxy: CountingProxy, person: Credentials) {
  const context = await browser.newContext()
  const page = await context.newPage()
  proxy.count()
  await signIn(page, proxy.url, person)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await proxy.quiet(quietMs)
  await context.close()
  return proxy.count()
}

export async function fillIn(page: Page, url: string, { email, password }: Credentials): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('header a.button[href="/account"]').waitFor()
}

export async function signIn(page: Page, url: string, credentials: Credentials): Promise<void> {
  await fillIn(page, url, credentials)
  await page.locator('.brand').click()
  await shown(page)
}

// By its text: a look-up by role lays out what the browser has left for later.
export const shown = (page: Page) =>
  page.locator('.folder-card', { hasText: 'Projects 300' }).waitFor({ state: 'attached', timeout: 60_000 })

const longestOf = (tasks: number[]) => Math.max(0, ...tasks)

declare global {
  /** Milliseconds since the page was asked for. */
  var interactiveAt: number
  var keyTimes: number[]
}

/** Runs in the page. Functions stay nameless: the names that tsx keeps for them do not exist over there. */
function watch(): void {
  globalThis.interactiveAt = Number.NaN
  globalThis.keyTimes = []
  new MutationObserver((_, observer) => {
    if (!document.querySelector('.folder-card')) return
    observer.disconnect()
    // Once it is painted, and whatever else had to be done is done.
    requestAnimationFrame(() => setTimeout(() => (globalThis.interactiveAt = performance.now())))
  }).observe(document, { childList: true, subtree: true })
  document.addEventListener(
    'input',
    ({ timeStamp }) => {
      requestAnimationFrame(() => setTimeout(() => globalThis.keyTimes.push(performance.now() - timeStamp)))
    },
    true,
  )
}

/** Many match, few, none, and many again; as quickly as people type. */
async function typeWords(page: Page): Promise<void> {
  await page.keyboard.press('/')
  for (const words of ['meeting notes 12', 'sketches 3', 'e', 'no such thing']) {
    await page.keyboard.type(words, { delay: 70 })
    await page.waitForTimeout(400)
    for (let letter = 0; letter < words.length; letter++) await page.keyboard.press('Backspace', { delay: 30 })
  }
}

/** As far as a hand turns a wheel in some seconds, through all that is found by a word. */
async function scrollAll(page: Page): Promise<void> {
  await page.keyboard.type('notes')
  await page.waitForTimeout(quietMs)
  await page.mouse.move(640, 500)
  for (let turn = 0; turn < 100; turn++) {
    await page.mouse.wheel(0, 1_200)
    await page.waitForTimeout(50)
  }
}
