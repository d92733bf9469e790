// SPDX-License-Identifier: AGPL-3.0-or-later
// Images that the tablet put on a page are shown in their place, and a missing one is told.
import { halfFilled } from '../../tests/pdf/fixtures.ts'
import { type Dashboard, expect, inkIn, test } from '../dashboard.ts'

const blue = halfFilled([0, 0, 255])
/** The ink is red and a frame is light: what is counted is the picture. */
const shown = 20_000

async function open(dashboard: Dashboard, archive: string): Promise<void> {
  await dashboard.drop(archive)
  await dashboard.added('One notebook added')
}

test('cards and the viewer show an image in its place, also after a reload', async ({ dashboard, given, page }) => {
  await open(dashboard, await given.illustrated(blue))
  await expect(async () => expect(await inkIn(dashboard.pictures().first())).toBeGreaterThan(shown / 9)).toPass()
  await page.getByRole('link', { name: 'page 1', exact: true }).click()
  await expect(async () => expect(await inkIn(dashboard.pagePicture())).toBeGreaterThan(shown)).toPass()
  await expect(page.getByText('a frame stands in its place')).toHaveCount(0)

  await page.reload()
  await expect(async () => expect(await inkIn(dashboard.pagePicture())).toBeGreaterThan(shown)).toPass()
  for (let step = 0; step < 14; step++) await page.keyboard.press('+')
  await expect(page.locator('.tile-host')).toHaveAttribute('data-settled', 'true')
})

test('an image whose picture is missing or damaged leaves a frame, and says so', async ({ dashboard, given, page }) => {
  for (const [picture, note] of [
    [undefined, 'The picture of an image is not among the files'],
    [blue.slice(0, 40), 'The picture of an image is damaged'],
  ] as const) {
    await open(dashboard, await given.illustrated(picture))
    await page.getByRole('link', { name: 'page 1', exact: true }).click()
    await expect(page.getByText(note)).toBeVisible()
    expect(await inkIn(dashboard.pagePicture())).toBe(0)
    await page.goto('/')
  }
})
