// SPDX-License-Identifier: AGPL-3.0-or-later
import { type Dashboard, expect, expectDrawn, test } from '../dashboard.ts'
import type { Given } from '../given.ts'

async function openPage(dashboard: Dashboard, given: Given, number: number): Promise<void> {
  await dashboard.drop(await given.sampleArchive())
  await dashboard.page.getByRole('link', { name: `page ${number}`, exact: true }).click()
  await expect(dashboard.page.getByText(`${number} of 12`, { exact: true })).toBeVisible()
}

test('typed text is shown beside the ink and can be copied', async ({ dashboard, given, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openPage(dashboard, given, 5)
  await expectDrawn(dashboard.pagePicture())
  const details = page.getByRole('complementary', { name: 'Text and details' })
  await expect(details.getByRole('heading', { name: 'Typed and handwritten' })).toBeVisible()
  await expect(details.getByText('Pack the lamp')).toBeVisible()
  await expect(details.getByRole('list', { name: 'Tags' })).toHaveText('to do')
  await details.getByRole('button', { name: 'Copy' }).click()
  await expect(details.getByText('Copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Pack the lamp')
})

test('highlights and layers are listed', async ({ dashboard, given, page }) => {
  await openPage(dashboard, given, 9)
  const details = page.getByRole('complementary', { name: 'Text and details' })
  await expect(details.getByText('A notebook is a place to think.')).toBeVisible()
  await expect(details.getByText('Layer 1')).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(details.getByText('hidden on the tablet')).toBeVisible()
})

test('pages are turned by buttons and keys, and the address follows', async ({ dashboard, given, page }) => {
  await openPage(dashboard, given, 1)
  const position = (number: number) => page.getByText(`${number} of 12`, { exact: true })
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(position(2)).toBeVisible()
  await page.keyboard.press('PageDown')
  await expect(position(3)).toBeVisible()
  await expect(page).toHaveURL(/\/pages\/3$/)
  await page.keyboard.press('End')
  await expect(position(12)).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(position(12)).toBeVisible()
  await page.keyboard.press('Home')
  await expect(position(1)).toBeVisible()
  await page.goBack()
  await expect(dashboard.heading('A notebook to try')).toBeVisible()
})

test('a page is zoomed by keys, buttons and wheel, stays sharp, and is moved', async ({ dashboard, given, page }) => {
  await openPage(dashboard, given, 2)
  const picture = dashboard.pagePicture()
  await expectDrawn(picture)
  const width = async () => Math.round((await picture.boundingBox())?.width ?? 0)
  const fit = await width()
  await page.keyboard.press('1')
  await expect.poll(width).toBe(Math.round((1404 * 96) / 227))
  await page.keyboard.press('+')
  await expect.poll(width).toBe(Math.round(((1404 * 96) / 227) * 1.25))
  await page.getByRole('button', { name: 'Zoom in' }).click()
  await expect(page.getByText('150 %')).toBeVisible()
  for (const percent of [200, 250, 300, 400]) {
    await page.keyboard.press('+')
    await expect(page.getByText(`${percent} %`)).toBeVisible()
  }
  const stage = page.getByRole('region', { name: /A notebook to try/ })
  const place = () => stage.evaluate((element) => [element.scrollLeft, element.scrollTop])
  const before = await place()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await expect.poll(place).toEqual([(before[0] ?? 0) + 80, (before[1] ?? 0) + 80])
  await page.mouse.move(400, 400)
  await page.mouse.down()
  await page.mouse.move(340, 370, { steps: 3 })
  await page.mouse.up()
  await expect.poll(place).toEqual([(before[0] ?? 0) + 140, (before[1] ?? 0) + 110])

  await page.keyboard.down('Control')
  await page.mouse.wheel(0, 100)
  await page.keyboard.up('Control')
  await expect(page.getByText('400 %')).toBeHidden()
  await page.keyboard.press('0')
  await expect.poll(width).toBe(fit)
})

test('a page that grew beyond its paper is shown whole', async ({ dashboard, given, page }) => {
  await openPage(dashboard, given, 10)
  const picture = dashboard.pagePicture()
  await expectDrawn(picture)
  const [room, box] = [await page.locator('.stage').boundingBox(), await picture.boundingBox()]
  expect(box && room && box.height <= room.height && box.width <= room.width).toBe(true)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('a page chosen far down the list begins at its top, its bar in one piece', async ({
    dashboard,
    given,
    page,
  }) => {
    await dashboard.drop(await given.sampleArchive())
    await page.getByRole('link', { name: 'page 9' }).click()
    await expectDrawn(dashboard.pagePicture())
    expect(await page.evaluate(() => scrollY)).toBe(0)
    const back = await page.getByRole('link', { name: 'A notebook to try' }).boundingBox()
    const previous = await page.getByRole('button', { name: 'Previous page' }).boundingBox()
    expect(back && previous && back.x + back.width <= previous.x).toBe(true)
    await page.goBack()
    await expect(page.getByRole('link', { name: 'page 9' })).toBeInViewport()
  })
})
