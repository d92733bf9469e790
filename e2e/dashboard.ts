// SPDX-License-Identifier: AGPL-3.0-or-later
// What every flow does with the dashboard, in the words of a person.
import { test as base, expect, type Locator, type Page } from '@playwright/test'
import { Given } from './given.ts'

export { expectDrawn, inkIn } from './pixels.ts'
export { expect }

export const test = base.extend<{ given: Given; dashboard: Dashboard }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  given: async ({}, use, info) => use(new Given(info)),
  dashboard: async ({ page }, use) => {
    const dashboard = new Dashboard(page)
    const failures: string[] = []
    page.on('pageerror', (error) => failures.push(error.message))
    page.on('console', (message) => message.type() === 'error' && failures.push(message.text()))
    await page.goto('/')
    await expect(dashboard.heading(/./)).toBeVisible()
    await use(dashboard)
    expect(failures, 'errors in the console').toEqual([])
  },
})

export class Dashboard {
  readonly page: Page
  readonly panel: Locator

  constructor(page: Page) {
    this.page = page
    this.panel = page.getByRole('region', { name: 'Progress' })
  }

  /** A real drop, as the system makes it: files and folders arrive as entries. */
  async drop(...paths: string[]): Promise<void> {
    // A loaded page does not listen yet. A person, too, drops files only after the heading is visible.
    await expect(this.heading(/./)).toBeVisible()
    const session = await this.page.context().newCDPSession(this.page)
    const data = { items: [], files: paths, dragOperationsMask: 1 }
    // A hand moves on over the page: the answer to the first move decides what the drop may do.
    for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: 180, y: 400, data })
    await session.detach()
  }

  async choose(...paths: string[]): Promise<void> {
    await this.page.getByTestId('choose-files').first().setInputFiles(paths)
  }

  async added(text: string | RegExp): Promise<void> {
    await expect(this.panel.getByRole('status').filter({ hasText: text })).toBeVisible()
  }

  /** The end of the first visit: all that is needed without a network has come. */
  async readyForOffline(): Promise<void> {
    await this.page.evaluate(() => navigator.serviceWorker.ready)
    await this.page.goto('/about')
    await expect(this.page.getByText(/PDF export .* is downloaded too/)).toBeVisible()
  }

  /** The line of first steps and quota above the library. */
  status(): Locator {
    return this.page.getByRole('region', { name: 'Sync' })
  }

  statusToggle(): Locator {
    return this.status().locator('[aria-expanded]')
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name })
  }

  /** The pictures in the cards, each a drawn page. */
  pictures(): Locator {
    return this.page.locator('.page-card img, .notebook-card img')
  }

  pagePicture(): Locator {
    return this.page.locator('.stage-page img')
  }
}
