// SPDX-License-Identifier: AGPL-3.0-or-later
// Keys in the editor of a long text.
import { chromium, type Page } from '@playwright/test'
import { chromiumOptions } from '../../e2e/chromium.ts'
import { fillIn } from './large-library.ts'
import { ask, newCredentials, signUp } from './server/device.ts'
import type { Bench } from './server/processes.ts'
import { type Times, timesOf } from './server/times.ts'

export const lines = 400
const keys = 300

/** Milliseconds from a key to the end of what it makes the page's main thread do, with layout and without painting. */
export async function measureEditor(bench: Bench): Promise<Times> {
  const person = newCredentials()
  const token = await signUp(bench, person)
  const { items } = await ask(bench, token, 'GET', 'workspaces')
  const content = Array.from({ length: lines }, (_, line) => lineOf(line)).join('\n')
  const { id } = await ask(bench, token, 'POST', `workspaces/${items[0].id}/documents`, { content })
  const browser = await chromium.launch(chromiumOptions)
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' })
    await fillIn(page, bench.url, person)
    await page.goto(`${bench.url}/notebooks/${id}/pages/1`)
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.locator('.cm-content').waitFor()
    return timesOf(await type(page))
  } finally {
    await browser.close()
  }
}

/** As people write: to-dos, headings, marks and plain lines. */
const lineOf = (line: number) =>
  [`## Part ${line}`, '', `- [ ] Call number ${line}`, `**Said** on day ${line}: that the ferry was late again.`][
    line % 4
  ] ?? ''

async function type(page: Page): Promise<number[]> {
  await page.evaluate(watchKeys)
  await page.keyboard.press('ControlOrMeta+Home')
  for (let line = 0; line < lines / 2; line++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await page.evaluate(() => {
    globalThis.keyTimes = []
  })
  for (let key = 0; key < keys; key++) await page.keyboard.press(key % 20 === 19 ? 'Enter' : 'abc de'.charAt(key % 6))
  await page.waitForFunction((all) => globalThis.keyTimes.length === all, keys)
  return page.evaluate(() => globalThis.keyTimes)
}

declare global {
  var keyTimes: number[]
}

/** Runs in the page. A key is let go after what it types has been handled. */
function watchKeys(): void {
  globalThis.keyTimes = []
  let begun = 0
  document.addEventListener(
    'keydown',
    () => {
      begun = performance.now()
    },
    true,
  )
  document.addEventListener(
    'keyup',
    () => {
      document.body.getBoundingClientRect()
      globalThis.keyTimes.push(performance.now() - begun)
    },
    true,
  )
}
