// SPDX-License-Identifier: AGPL-3.0-or-later
// Filters in a library of 5,000 notebooks of 50 pages, on the screen and in a search that the server is asked for.
import { chromium, type Page } from '@playwright/test'
import { chromiumOptions } from '../../e2e/chromium.ts'
import { tasksDuring } from '../world/main-thread.ts'
import { shown, signIn } from './large-library.ts'
import { ask, newCredentials, send, signUp } from './server/device.ts'
import type { Bench } from './server/processes.ts'
import { type Times, timesOf } from './server/times.ts'
import { largeLibrary } from './server/tree-speed.ts'

export const pagesOfEach = 50
const notebooksAtOnce = 500
const rounds = 5
const searches = 30
/** Two tags, which are the same to the server: each is looked for. */
const narrowedSearch = 'search?q=meeting&is_pinned=true&state=not_synced&tag=tag+3&tag=TAG+3&from=2026-02-01T00:00:00Z'

export interface FilterSpeed {
  /** Milliseconds from a choice to the picture of what it leaves. */
  onScreen: Times
  /** Of processor time: the longest task meanwhile. */
  longestMs: number
  /** Milliseconds until the server has answered a search that is narrowed by favourites, state, tag and day. */
  search: Times
}

export async function measureFilters(bench: Bench): Promise<FilterSpeed> {
  const person = newCredentials()
  const token = await signUp(bench, person)
  const library = largeLibrary(pagesOfEach).map((item, nth) => ({
    ...item,
    tags: [`tag ${nth % 7}`],
    is_pinned: nth % 9 === 0,
  }))
  for (let from = 0; from < library.length; from += notebooksAtOnce) {
    const notebooks = library.slice(from, from + notebooksAtOnce)
    await send(bench, token, JSON.stringify({ scope: 'notebooks', notebooks }))
  }
  const search: number[] = []
  for (let turn = 0; turn < searches; turn++) {
    const begun = performance.now()
    const { total } = await ask(bench, token, 'GET', narrowedSearch)
    if (total === 0) throw new Error('Nothing was found: what was measured is no search')
    search.push(performance.now() - begun)
  }
  const browser = await chromium.launch(chromiumOptions)
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' })
    await page.addInitScript(watchChoices)
    await signIn(page, bench.url, person)
    await shown(page)
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    const tasks = await tasksDuring(browser, page, () => filter(page))
    const times = await page.evaluate(() => globalThis.choiceTimes)
    return { onScreen: timesOf(times), longestMs: Math.max(0, ...tasks), search: timesOf(search) }
  } finally {
    await browser.close()
  }
}

/** One after the other, each on top of those before it, and all away again. */
async function filter(page: Page): Promise<void> {
  const panel = page.getByRole('region', { name: 'Filters' })
  for (let round = 0; round < rounds; round++) {
    await panel.getByRole('checkbox', { name: 'Favourites' }).check()
    await panel.getByRole('checkbox', { name: 'Not synced' }).check()
    await panel.getByLabel('Tag').selectOption(`tag ${round}`)
    await panel.getByLabel('Modified from').fill('2026-02-01')
    await panel.getByLabel('Folder').selectOption({ index: 1 + round })
    await page.getByRole('button', { name: 'Clear all' }).click()
    await page.getByRole('button', { name: 'Clear all' }).waitFor({ state: 'detached' })
  }
}

declare global {
  var choiceTimes: number[]
}

/** Runs in the page. Functions stay nameless: the names that tsx keeps for them do not exist over there. */
function watchChoices(): void {
  globalThis.choiceTimes = []
  document.addEventListener(
    'change',
    ({ timeStamp }) => {
      requestAnimationFrame(() => setTimeout(() => globalThis.choiceTimes.push(performance.now() - timeStamp)))
    },
    true,
  )
}
