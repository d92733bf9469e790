// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages are drawn on their templates; typed text is drawn in letters and can be copied as text.
import type { Locator, Page } from '@playwright/test'
import { type Dashboard, expect, expectDrawn, test } from '../dashboard.ts'
import { expectedPixels, expectedPng } from '../expected.ts'
import { exportPng } from '../exporting.ts'
import type { Given } from '../given.ts'
import { digestOf, pixelsOf } from '../pixels.ts'

const [ruled, typed] = [4, 5]

async function openPage({ page, drop }: { page: Page; drop: () => Promise<void> }, number: number): Promise<void> {
  await drop()
  await page.getByRole('link', { name: `page ${number}`, exact: true }).click()
  await expect(page.getByText(`${number} of 12`, { exact: true })).toBeVisible()
}

function withSample(dashboard: Dashboard, given: Given) {
  return { page: dashboard.page, drop: async () => dashboard.drop(await given.sampleArchive()) }
}

for (const [what, number] of [
  ['its template', ruled],
  ['its typed text', typed],
] as const)
  test(`a page is exported as PNG with ${what}, pixel for pixel as the core draws it`, async ({ dashboard, given }) => {
    await openPage(withSample(dashboard, given), number)
    expect((await exportPng(dashboard.page)).equals(await expectedPng(number))).toBe(true)
  })

test('cards show templates and typed text', async ({ dashboard, given }) => {
  await dashboard.drop(await given.sampleArchive())
  await expect(dashboard.pictures()).toHaveCount(12)
  for (const number of [ruled, typed]) {
    const card = dashboard.pictures().nth(number - 1)
    const source = (await card.getAttribute('src')) ?? ''
    const shown = Buffer.from(source.slice(source.indexOf(',') + 1), 'base64')
    expect(shown.equals(await expectedPng(number, { width: 468 }))).toBe(true)
  }
})

test('the template is switched off and on, and the choice is remembered', async ({ dashboard, given, page }) => {
  await openPage(withSample(dashboard, given), ruled)
  const picture = dashboard.pagePicture()
  const shows = async (background: boolean) => {
    const width = await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)
    // Another picture is on its way.
    if (width === 0) return false
    const { pixels } = await expectedPixels(ruled, { width, background })
    return digestOf((await pixelsOf(picture)).rgba) === digestOf(pixels)
  }
  await expectDrawn(picture)
  await expect.poll(() => shows(true)).toBe(true)
  const toggle = page.getByRole('button', { name: 'Show the background' })
  await toggle.click()
  await expect(toggle).toHaveAttribute('aria-pressed', 'false')
  await expect.poll(() => shows(false)).toBe(true)
  await page.reload()
  await expectDrawn(picture)
  await expect.poll(() => shows(false)).toBe(true)
  expect((await exportPng(page)).equals(await expectedPng(ruled, { background: false }))).toBe(true)
  await page.keyboard.press('b')
  await expect.poll(() => shows(true)).toBe(true)
})

test('typed text is selected where it is seen, and copied', async ({ dashboard, given, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openPage(withSample(dashboard, given), typed)
  await expectDrawn(dashboard.pagePicture())
  const line = page.locator('.stage').getByText('Pack the lamp')
  await line.click({ clickCount: 3 })
  expect(await page.evaluate(() => String(getSelection()).trim())).toContain('Pack the lamp')
  await page.keyboard.press('Control+c')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Pack the lamp')

  await page.evaluate(() => document.fonts.ready)
  const title = page.locator('.stage').getByText('Typed and handwritten')
  const selected = await title.boundingBox()
  if (!selected) throw new Error('The title is not on the screen')
  const seen = await inkBeside(dashboard.pagePicture(), selected)
  expect(Math.abs(seen.left - selected.x)).toBeLessThan(3)
  expect(Math.abs(seen.right - selected.x - selected.width)).toBeLessThan(3)
})

/** Where ink begins and ends in the rows of the box and at most 20 pixels beside it, on the screen. */
async function inkBeside(picture: Locator, box: { x: number; y: number; width: number; height: number }) {
  const frame = await picture.boundingBox()
  if (!frame) throw new Error('The picture is not on the screen')
  const { width, rgba } = await pixelsOf(picture)
  const scale = width / frame.width
  const [from, across] = [Math.round((box.x - 12 - frame.x) * scale), Math.round((box.width + 32) * scale)]
  const [top, rows] = [Math.round((box.y - frame.y) * scale), Math.round(box.height * scale)]
  const columns: number[] = []
  for (let y = top; y < top + rows; y++)
    for (let x = from; x < from + across; x++) if ((rgba[(y * width + x) * 4] ?? 255) < 128) columns.push(x)
  const place = (column: number) => column / scale + frame.x
  return { left: place(Math.min(...columns)), right: place(Math.max(...columns) + 1) }
}
