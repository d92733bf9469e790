// SPDX-License-Identifier: AGPL-3.0-or-later
// A person with an account, and the browsers they use.
import { randomUUID } from 'node:crypto'
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { test as base, Dashboard } from './dashboard.ts'

export const password = 'quite bony lantern'

export const test = base.extend<{ person: Person }>({
  person: async ({ browser, baseURL, locale }, use) => {
    const person = new Person(browser, { baseURL: baseURL ?? '', locale: locale ?? 'en-GB' })
    await use(person)
    await person.leave()
  },
})

export class Person {
  readonly email = `${randomUUID()}@example.org`
  readonly #browser: Browser
  readonly #options: Parameters<Browser['newContext']>[0]
  readonly #contexts: BrowserContext[] = []

  constructor(browser: Browser, options: Parameters<Browser['newContext']>[0]) {
    this.#browser = browser
    this.#options = options
  }

  /** Another browser, as far as anything is kept in one. */
  async open(path = '/'): Promise<Page> {
    const context = await this.#browser.newContext({ reducedMotion: 'reduce', ...this.#options })
    this.#contexts.push(context)
    const page = await context.newPage()
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    return page
  }

  signUp(page: Page): Promise<void> {
    return this.#enter(page, '/sign-up', 'Create account')
  }

  signIn(page: Page): Promise<void> {
    return this.#enter(page, '/sign-in', 'Sign in')
  }

  /** Drops a notebook into a library without any, creates the account, and sends its pages. */
  async syncFirst(page: Page, archive: string, pages = 12): Promise<void> {
    await new Dashboard(page).drop(archive)
    await expect(page.getByText('1 notebook added')).toBeVisible()
    await this.signUp(page)
    await this.sync(page, pages)
  }

  /** Sends the pages of the library on the screen. */
  async sync(page: Page, pages = 12): Promise<void> {
    await page.getByRole('button', { name: 'Sync this library' }).click()
    const progress = page.getByRole('region', { name: 'Progress' })
    await expect(progress.filter({ hasText: `Synced: ${pages} page${pages === 1 ? '' : 's'} sent` })).toBeVisible()
  }

  /** For a program on their computer. */
  async agentToken(server: string): Promise<string> {
    const path = `${server}/api/v1/auth/agent-token`
    return (await ask('POST', path, { name: 'desk' }, await this.#accessToken(server))).access_token
  }

  /** An integration that needs no service: it gets nothing until a vault asks. */
  async setUpObsidian(server: string): Promise<void> {
    await ask('PUT', `${server}/api/v1/integrations/obsidian`, { settings: {} }, await this.#accessToken(server))
  }

  async #accessToken(server: string): Promise<string> {
    return (await ask('POST', `${server}/api/v1/auth/login`, { email: this.email, password })).access_token
  }

  async leave(): Promise<void> {
    for (const context of this.#contexts) await context.close()
  }

  async #enter(page: Page, path: string, button: string): Promise<void> {
    if (new URL(page.url()).pathname !== path) await page.goto(path)
    await page.getByLabel('Email').fill(this.email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: button, exact: true }).click()
    await expect(page.getByRole('link', { name: 'Account', exact: true })).toBeVisible()
    await expect(page).not.toHaveURL(({ pathname }) => pathname === path)
  }
}

async function ask(method: string, address: string, body: object, token = '') {
  const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) }
  const answer = await fetch(address, { method, headers, body: JSON.stringify(body) })
  expect(answer.ok, address).toBe(true)
  return (await answer.json()) as { access_token: string }
}
