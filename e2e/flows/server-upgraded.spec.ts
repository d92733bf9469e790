// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that is upgraded under an open tab no longer has the files of the version that the tab began with. A service
// worker keeps a version whole: this is for browsers without one, as on plain HTTP.
import type { Page } from '@playwright/test'
import { Dashboard, expect, test } from '../dashboard.ts'
import type { Given } from '../given.ts'

async function openSample(page: Page, given: Given): Promise<void> {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await new Dashboard(page).drop(await given.sampleArchive())
  await expect(page.locator('.page-card')).toHaveCount(12)
}

test('an open tab offers to reload, and works again afterwards', async ({ page, given }) => {
  await openSample(page, given)
  const markdown = page.getByRole('button', { name: /^Markdown/ })
  const exportMenu = page.locator('summary', { hasText: 'Export' })

  const index = await (await page.request.get('/')).text()
  await page.route('**/assets/*.js', (route) => route.fulfill({ status: 404 }))
  await page.route(/:\d+\/$/, (route) =>
    route.fulfill({ contentType: 'text/html', body: index.replaceAll('/assets/first-', '/assets/newer-') }),
  )
  await exportMenu.click()
  await markdown.click()
  await expect(page.getByText('rMirror was updated on the server. Reload to continue.')).toBeVisible()

  await page.unrouteAll()
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A notebook to try')
  await exportMenu.click()
  const download = page.waitForEvent('download')
  await markdown.click()
  expect((await download).suggestedFilename()).toBe('A notebook to try.md')
})

test('a tab without a connection is not told of an update', async ({ page, given }) => {
  await openSample(page, given)
  await page.route('**/*', (route) => route.abort())
  await page.locator('summary', { hasText: 'Export' }).click()
  await page.getByRole('button', { name: /^Markdown/ }).click()
  await expect(page.getByText(/^“A notebook to try” wasn’t exported/)).toBeVisible()
  await expect(page.getByText(/was updated on the server/)).toHaveCount(0)
})
