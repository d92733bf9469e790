// SPDX-License-Identifier: AGPL-3.0-or-later
// A person who connected a Notion workspace, and the notebooks on their tablet.
import type { Page } from '@playwright/test'
import { test as base, expect } from './dashboard.ts'
import { NotionWorld, token } from './notion-world.ts'
import { Person, password } from './person.ts'

interface World {
  world: NotionWorld
  ann: Person
  /** Her browser, signed in, with a workspace connected. */
  page: Page
}

export const test = base.extend<World>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  world: async ({}, use) => {
    await using world = await NotionWorld.start({ isRegistered: false, delivers: true })
    await use(world)
  },
  ann: async ({ browser, world, locale }, use) => {
    const ann = new Person(browser, { baseURL: world.address, locale: locale ?? 'en-GB' })
    await use(ann)
    await ann.leave()
  },
  page: async ({ ann, world }, use) => {
    const page = await ann.open()
    await ann.signUp(page)
    await announceTexts(ann, world, { Diary: 'Buy ink', Recipes: 'Buy ink' })
    await page.goto('/integrations/notion')
    await page.getByLabel('Notion token').fill(token)
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await expect(page.getByText('is connected.')).toBeVisible()
    await use(page)
  },
})

export const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** What her tablet holds from now on: notebooks of one typed page, in Markdown, by their names. */
export async function announceTexts(
  { email }: Person,
  { address }: NotionWorld,
  texts: Record<string, string>,
): Promise<void> {
  const post = async (path: string, json: object, authorization = {}) => {
    const headers = { 'content-type': 'application/json', ...authorization }
    const answer = await fetch(`${address}${path}`, { method: 'POST', headers, body: JSON.stringify(json) })
    if (!answer.ok) throw new Error(await answer.text())
    return answer.json()
  }
  const { access_token } = await post('/api/v1/auth/login', { email, password })
  const notebooks = Object.entries(texts).map(([visible_name, text], index) => ({
    ...{ notebook_uuid: uuid(index + 1), document_type: 'notebook', visible_name },
    pages: [{ page_uuid: uuid(100 + index), has_ink: false, typed_text: text, typed_markdown: text }],
  }))
  const authorization = { authorization: `Bearer ${access_token}` }
  await post('/api/v1/sync/manifest', { scope: 'library', notebooks }, authorization)
}

export const mirror = (page: Page) => page.getByRole('region', { name: 'Mirror your notebooks' })
export const status = (page: Page) => page.getByRole('region', { name: 'Status' })

/** In a new database on a page of the workspace. */
export async function mirrorOn(page: Page, title: string): Promise<void> {
  await mirror(page).getByRole('button', { name: 'Create a database…' }).click()
  await page.getByRole('dialog').getByLabel(title).check()
  await page.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).click()
  await mirror(page).getByRole('button', { name: 'Mirror notebooks' }).click()
  await expect(status(page)).toContainText('Up to date')
}
