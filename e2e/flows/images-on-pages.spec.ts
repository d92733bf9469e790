// SPDX-License-Identifier: AGPL-3.0-or-later
// Images that the tablet put on a page are shown in their place, and a missing one is reported.
import type { Locator } from '@playwright/test'
import { halfFilled } from '../../tests/pdf/fixtures.ts'
import { PdfFile } from '../../tests/pdf/tools.ts'
import { type Dashboard, expect, inkIn, test } from '../dashboard.ts'
import { exportByMenu } from '../exporting.ts'
import { countPixels, pixelsOf } from '../pixels.ts'

const blue = halfFilled([0, 0, 255])
/** The ink is red and a frame is light: what is counted is the picture. */
const shown = 20_000

/** How many of the picture's pixels are yellow. */
async function yellowIn(picture: Locator): Promise<number> {
  return countPixels(await pixelsOf(picture), ([red, , blue]) => red > 200 && blue < 60)
}

async function open(dashboard: Dashboard, archive: string): Promise<void> {
  await dashboard.drop(archive)
  await dashboard.added('1 notebook added')
}

test('cards and the viewer show an image in its place, also after a reload', async ({ dashboard, given, page }) => {
  await open(dashboard, await given.illustrated(blue))
  await expect(async () => expect(await inkIn(dashboard.pictures().first())).toBeGreaterThan(shown / 9)).toPass()
  await page.getByRole('link', { name: 'page 1', exact: true }).click()
  await expect(async () => expect(await inkIn(dashboard.pagePicture())).toBeGreaterThan(shown)).toPass()
  await expect(page.getByText('A frame shows where it belongs')).toHaveCount(0)

  await page.reload()
  await expect(async () => expect(await inkIn(dashboard.pagePicture())).toBeGreaterThan(shown)).toPass()
  for (let step = 0; step < 14; step++) await page.keyboard.press('+')
  await expect(page.locator('.tile-host')).toHaveAttribute('data-settled', 'true')
})

test('pages whose pictures have one name, each in its page’s folder, show their own', async ({
  dashboard,
  given,
  page,
}) => {
  await open(dashboard, await given.captured(blue, halfFilled([255, 255, 0])))
  // Blue is dark, yellow is not.
  const [first, second] = [dashboard.pictures().nth(0), dashboard.pictures().nth(1)]
  await expect(async () => expect(await inkIn(first)).toBeGreaterThan(shown / 9)).toPass()
  await page.getByRole('link', { name: 'page 2', exact: true }).click()
  await expect(page.getByText('A frame shows where it belongs')).toHaveCount(0)
  await expect(async () => expect(await yellowIn(dashboard.pagePicture())).toBeGreaterThan(shown)).toPass()
  await page.keyboard.press('ArrowLeft')
  await expect(async () => expect(await inkIn(dashboard.pagePicture())).toBeGreaterThan(shown)).toPass()
  await page.goBack()
  await expect(second).toBeVisible()
  expect(await inkIn(second)).toBe(0)

  using pdf = new PdfFile((await exportByMenu(page, 'PDF')).bytes)
  const colours = [1, 2].map((number) => {
    const shown = pdf.colours(number)
    return shown.at(Math.round(shown.width / 2) - 50, 120)
  })
  expect(colours).toEqual([
    [0, 0, 255],
    [255, 255, 0],
  ])
})

test('an image whose picture is missing or damaged leaves a frame, and says so', async ({ dashboard, given, page }) => {
  for (const [picture, note] of [
    [undefined, 'An image is missing from the files'],
    [blue.slice(0, 40), 'An image is damaged'],
  ] as const) {
    await open(dashboard, await given.illustrated(picture))
    await page.getByRole('link', { name: 'page 1', exact: true }).click()
    await expect(page.getByText(note)).toBeVisible()
    expect(await inkIn(dashboard.pagePicture())).toBe(0)
    await page.goto('/')
  }
})
