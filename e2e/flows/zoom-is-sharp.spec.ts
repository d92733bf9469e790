// SPDX-License-Identifier: AGPL-3.0-or-later
// However far a page is zoomed, each pixel on the screen is one of the page's own picture at that size: no seams, no blur.
import type { Page } from '@playwright/test'
import { type Dashboard, expect, expectDrawn, test } from '../dashboard.ts'
import { expectedPixels } from '../expected.ts'
import type { Given } from '../given.ts'
import { pixelsOfPng } from '../pixels.ts'

const [ruled, typed] = [4, 5]

async function openPage(dashboard: Dashboard, given: Given, number: number): Promise<void> {
  await dashboard.drop(await given.sampleArchive())
  await dashboard.added('1 notebook added')
  await dashboard.panel.getByRole('button', { name: 'Dismiss' }).click()
  await dashboard.page.getByRole('link', { name: `page ${number}`, exact: true }).click()
  await expectDrawn(dashboard.pagePicture())
}

const settled = (page: Page) => expect(page.locator('.tile-host')).toHaveAttribute('data-settled', 'true')

/** What of the page is on the screen: CSS pixels of the window, and pixels of the whole picture. */
function shownPart(page: Page) {
  return page.evaluate(() => {
    const stage = document.querySelector('.stage')
    const sheet = document.querySelector('.stage-page')
    if (!stage || !sheet) throw new Error('No page is shown')
    const [room, box] = [stage.getBoundingClientRect(), sheet.getBoundingClientRect()]
    const [left, top] = [Math.ceil(Math.max(room.left, box.left)), Math.ceil(Math.max(room.top, box.top))]
    const right = Math.floor(Math.min(room.left + stage.clientWidth, box.right))
    const bottom = Math.floor(Math.min(room.top + stage.clientHeight, box.bottom))
    const pixels = (place: number) => Math.round(place * devicePixelRatio)
    return {
      clip: { x: left, y: top, width: right - left, height: bottom - top },
      width: pixels(box.width),
      from: { left: pixels(left) - pixels(box.left), top: pixels(top) - pixels(box.top) },
    }
  })
}

/** How many pixels on the screen differ from the page's picture of that size. */
async function differences(page: Page, number: number): Promise<number> {
  const { clip, width, from } = await shownPart(page)
  const seen = await pixelsOfPng(page, await page.screenshot({ clip }))
  const whole = await expectedPixels(number, { width })
  let different = 0
  for (let y = 0; y < seen.height; y++) {
    const start = ((from.top + y) * whole.width + from.left) * 4
    const row = seen.rgba.subarray(y * seen.width * 4, (y + 1) * seen.width * 4)
    for (const [at, value] of row.entries()) if (value !== (whole.pixels[start + at] ?? 0)) different++
  }
  return different
}

for (const deviceScaleFactor of [1, 2])
  test.describe(`at ${deviceScaleFactor} pixels a point`, () => {
    test.use({ deviceScaleFactor, viewport: { width: 1000, height: 700 } })

    for (const [what, number] of [
      ['ruled', ruled],
      ['typed', typed],
    ] as const)
      test(`a ${what} page at 400 % is its own picture, wherever it is scrolled`, async ({
        dashboard,
        given,
        page,
      }) => {
        await openPage(dashboard, given, number)
        await page.keyboard.press('t')
        for (let step = 0; step < 14; step++) await page.keyboard.press('+')
        await expect(page.getByText('400 %')).toBeVisible()
        for (const place of [
          [0, 0],
          [777, 555],
          [99_999, 99_999],
        ]) {
          await page.locator('.stage').evaluate((stage, [left = 0, top = 0]) => stage.scrollTo(left, top), place)
          await page.mouse.move(2, 2)
          await settled(page)
          await expect.poll(() => differences(page, number)).toBe(0)
        }
      })
  })

test('zooming and scrolling keep a bounded number of tiles', async ({ dashboard, given, page }) => {
  await openPage(dashboard, given, ruled)
  for (let step = 0; step < 14; step++) await page.keyboard.press('+')
  const counts: number[] = []
  for (let step = 0; step < 12; step++) {
    await page.locator('.stage').evaluate((stage) => stage.scrollBy(180, 300))
    await settled(page)
    counts.push(await page.locator('.tiles canvas').count())
  }
  expect(Math.max(...counts)).toBeLessThanOrEqual(20)
  await page.keyboard.press('0')
  await expect(page.locator('.tiles canvas')).toHaveCount(0)
})
