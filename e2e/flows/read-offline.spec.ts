// SPDX-License-Identifier: AGPL-3.0-or-later
// On the train: what was opened from the server is read without a network, and signing out there leaves nothing of it.
import type { Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { Dashboard, expect, expectDrawn } from '../dashboard.ts'
import { sample } from '../given.ts'
import { test } from '../person.ts'

test.use({ serviceWorkers: 'allow' })

const typedPage = `/notebooks/${sample.uuid}/pages/5`

/** How much of the server's answers the browser keeps. */
async function cachedAnswers(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('rmirror-answers')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    const names = [...database.objectStoreNames]
    const counts = names.map(
      (name) =>
        new Promise<number>((resolve) => {
          const counting = database.transaction(name).objectStore(name).count()
          counting.onsuccess = () => resolve(counting.result)
        }),
    )
    const total = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
    database.close()
    return total
  })
}

test('what was opened from the server reads offline, and signing out leaves nothing', async ({ person, given }) => {
  await person.syncFirst(await person.open(), await given.sampleArchive())
  const page = await person.open('/sign-in')
  const picture = page.locator('.stage-page img')
  await person.signIn(page)
  await new Dashboard(page).readyForOffline()
  await page.goto(typedPage)
  await expectDrawn(picture)
  await expect(page.locator('.viewer-panel')).toContainText('keyboard')
  await expect.poll(() => cachedAnswers(page)).toBeGreaterThan(5)

  await page.context().setOffline(true)
  await page.reload()
  await expectDrawn(picture)
  await expect(page.locator('.viewer-panel')).toContainText('keyboard')
  await expect(page.getByText('The server can’t be reached. You see what you opened before')).toBeVisible()
  await checkLooks(page, 'a page that is read offline')
  const beyondTheWindow = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)
  expect(beyondTheWindow, 'the page and the notice above it share the window').toBe(0)
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(page.locator('.viewer-panel').getByText('Can’t reach the server').first()).toBeVisible()
  await checkLooks(page, 'a page that was not opened before, offline')
  await page.goto('/')
  await expect(page.locator('.notebook-card')).toBeVisible()
  await checkLooks(page, 'the library, offline')

  await page.getByRole('link', { name: 'Account', exact: true }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.locator('.notebook-card')).toHaveCount(0)
  await expect.poll(() => cachedAnswers(page)).toBe(0)
})
