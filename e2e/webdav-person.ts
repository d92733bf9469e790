// SPDX-License-Identifier: AGPL-3.0-or-later
// A person whose notebook is in their WebDAV folder, set up by the screen alone.
import type { Page } from '@playwright/test'
import { test as base, expect } from './dashboard.ts'
import { sample } from './given.ts'
import { Person } from './person.ts'
import { ReadingServer } from './reading-server.ts'
import { TargetEmulator } from './target-emulator.ts'

interface World {
  webdav: TargetEmulator
  /** Of a person whose notebook is in their WebDAV folder. */
  page: Page
}

/** How the integration is. */
export const status = (page: Page) => page.getByRole('region', { name: 'Status' })

export const test = base.extend<World>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  webdav: async ({}, use) => {
    await using webdav = await TargetEmulator.start('webdav')
    await webdav.configure('accounts', { ann: 'of an app' })
    await use(webdav)
  },
  page: async ({ browser, given, webdav }, use) => {
    await using server = await ReadingServer.start({ RMIRROR_PRIVATE_URLS: 'on' })
    const ann = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
    const page = await ann.open()
    await server.readsPages(page, { [sample.pages[0]?.uuid ?? '']: '# To Ada\n\n- [ ] Buy ink' })
    await ann.syncFirst(page, await given.sampleArchive())
    await page.getByRole('link', { name: 'To-dos' }).click()
    await expect(page.getByLabel('Buy ink')).toBeVisible()
    await page.getByLabel('Menu').click()
    await page.getByRole('link', { name: 'Integrations' }).click()
    await page.getByRole('link', { name: 'WebDAV', exact: true }).click()
    await page.getByLabel('Address of the folder').fill(`${webdav.address}/dav/ann/Notes`)
    await page.getByLabel('User name').fill('ann')
    await page.getByLabel('Password', { exact: true }).fill('of an app')
    await page.getByRole('button', { name: 'Set up' }).click()
    await expect(status(page)).toContainText('Up to date')
    await use(page)
    await ann.leave()
  },
})
