// SPDX-License-Identifier: AGPL-3.0-or-later
// A browser that stores nothing, or has no space: all that works without storage works, and the rest is explained.
import { readFileSync } from 'node:fs'
import type { CDPSession } from '@playwright/test'
import { test as base, type Dashboard, expect } from '../dashboard.ts'
import { expectDrawn } from '../pixels.ts'

const notKept = 'This browser doesn’t store data for this site. Your notebooks are gone when you close the tab.'

async function expectReadAndExported(dashboard: Dashboard, name: string): Promise<void> {
  const { page } = dashboard
  await page.getByRole('link', { name: 'page 1', exact: true }).click()
  await expectDrawn(dashboard.pagePicture())
  await page.goBack()
  await page.locator('summary', { hasText: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /^Text/ }).click()
  expect((await download).suggestedFilename()).toBe(`${name}.txt`)
  expect(readFileSync(await (await download).path(), 'utf8')).not.toBe('')
}

base.describe('a browser that forbids all storage', () => {
  const test = base.extend({
    page: async ({ page }, use) => {
      await page.addInitScript(() => {
        const refuse = () => {
          throw new DOMException('The operation is insecure.', 'SecurityError')
        }
        indexedDB.open = refuse
        for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: refuse })
      })
      await use(page)
    },
  })

  test('reads and exports, and says that nothing is kept', async ({ dashboard, given, page }) => {
    await expect(page.getByText(notKept)).toBeVisible()
    await dashboard.drop(await given.sampleArchive())
    await dashboard.added('1 notebook added')
    await expectReadAndExported(dashboard, 'A notebook to try')
    await page.getByLabel('Menu').click()
    await page.getByLabel('Dark').check()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await page.reload()
    await expect(dashboard.heading(/isn’t in your library/)).toBeVisible()
  })
})

base.describe('a browser without room', () => {
  const test = base.extend<{ room: CDPSession }>({
    // Before anything is stored: the browser remembers for minutes how much room it found.
    room: async ({ page, baseURL }, use) => {
      const session = await page.context().newCDPSession(page)
      const origin = new URL(baseURL ?? '').origin
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 200_000 })
      await use(session)
    },
  })

  test('reads what it cannot keep, says so, and keeps it once there is room', async ({
    room,
    dashboard,
    given,
    page,
  }) => {
    const library = given.libraryFolder(30)
    await dashboard.drop(library)
    await dashboard.added('5 notebooks added')
    await expect(dashboard.panel).toContainText('This browser has run out of space.')
    await page.getByRole('link', { name: 'Diary' }).click()
    await expect(dashboard.pictures()).toHaveCount(30)
    await expectReadAndExported(dashboard, 'Diary')
    await page.reload()
    await expect(dashboard.heading(/isn’t in your library/)).toBeVisible()

    await room.detach()
    await page.goto('/')
    await dashboard.drop(library)
    await dashboard.added('5 notebooks added')
    await expect(dashboard.panel).not.toContainText('run out of space')
    await page.reload()
    await expect(page.getByRole('link', { name: 'Diary' })).toBeVisible()
  })
})
