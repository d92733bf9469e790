// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, type Page, test } from '@playwright/test'
import axe from 'axe-core'

declare global {
  interface Window {
    axe: typeof axe
  }
}

/** What can be seen, through axe with all its rules; and nothing scrolls sideways. */
export async function check(page: Page, screen: string): Promise<void> {
  // Once a document: its script is the larger part of a look.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    // What passes is not told; telling it takes as long as the looking.
    const { violations } = await window.axe.run({ resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
  })
  expect(found, screen).toEqual([])
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${screen} scrolls sideways`).toBe(0)
}

type Theme = 'light' | 'dark'

async function wear(page: Page, colorScheme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme })
  // Colours change gradually, if only within a frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

/** The same in both themes. */
export async function checkThemes(page: Page, screen: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await wear(page, theme)
    await check(page, `${screen}, ${theme}`)
  }
}

/** Colours do not change with the width: so these two stand for all four. */
const looks = [
  ['dark', { width: 360, height: 740 }],
  ['light', { width: 1280, height: 860 }],
] as const

/** The same in both themes, on a phone and on a desk. What was looked at is kept as pictures in the test's folder. */
export async function checkLooks(page: Page, screen: string): Promise<void> {
  for (const [theme, viewport] of looks) {
    await page.setViewportSize(viewport)
    await wear(page, theme)
    const look = `${screen}, ${theme}, ${viewport.width} wide`
    await check(page, look)
    const path = test.info().outputPath('looks', `${look.replace(/[^\p{L}\p{N} ,.-]/gu, '')}.png`)
    await page.screenshot({ path, animations: 'disabled' })
  }
}
