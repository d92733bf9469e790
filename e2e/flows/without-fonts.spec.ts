// SPDX-License-Identifier: AGPL-3.0-or-later
import { Dashboard, expect, expectDrawn, inkIn, test } from '../dashboard.ts'

test('a page whose fonts cannot be loaded is shown, says so, and has its words later', async ({ page, given }) => {
  await page.context().route('**/*.ttf', (route) => route.abort())
  const dashboard = new Dashboard(page)
  await page.goto('/')
  await dashboard.drop(await given.sampleArchive())
  await page.getByRole('link', { name: 'page 5', exact: true }).click()
  const panel = page.getByRole('complementary')
  const said = panel.getByText(/^The fonts for typed text couldn’t be loaded/)
  await expect(said).toBeVisible()
  await expect(panel.getByText('Pack the lamp')).toBeVisible()
  await expectDrawn(dashboard.pagePicture())
  const ink = await inkIn(dashboard.pagePicture())

  await page.context().unroute('**/*.ttf')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText('6 of 12', { exact: true })).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(panel.getByText('Pack the lamp')).toBeVisible()
  await expect(said).toBeHidden()
  await expect(async () => expect(await inkIn(dashboard.pagePicture())).toBeGreaterThan(2 * ink)).toPass()
})
