// SPDX-License-Identifier: AGPL-3.0-or-later
// Todoist and WebDAV, set up by the screen alone: from nothing to tasks and notes that are there.
import type { Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { test as base, expect } from '../dashboard.ts'
import { sample } from '../given.ts'
import { Person } from '../person.ts'
import { ReadingServer } from '../reading-server.ts'
import { TargetEmulator } from '../target-emulator.ts'

const token = 'a-token-of-todoist'
const letter = '# To Ada\n\n- [ ] Buy ink by 6 March 2026'

interface World {
  todoist: TargetEmulator
  webdav: TargetEmulator
  /** Of a person with a notebook of twelve pages on the server. */
  page: Page
}

const test = base.extend<World>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  todoist: async ({}, use) => {
    await using todoist = await TargetEmulator.start('todoist', '--token', token)
    await use(todoist)
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  webdav: async ({}, use) => {
    await using webdav = await TargetEmulator.start('webdav')
    await webdav.configure('accounts', { ann: 'of an app' })
    await use(webdav)
  },
  page: async ({ browser, given, todoist }, use) => {
    await using server = await ReadingServer.start({
      RMIRROR_TEST_TODOIST_BASE_URL: todoist.address,
      RMIRROR_PRIVATE_URLS: 'on',
    })
    const ann = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
    const page = await ann.open()
    await server.readsPages(page, { [sample.pages[0]?.uuid ?? '']: letter })
    await ann.syncFirst(page, await given.sampleArchive())
    // A page is transcribed some time after it was sent.
    await page.getByRole('link', { name: 'To-dos' }).click()
    await expect(page.getByLabel('Buy ink by 6 March 2026')).toBeVisible()
    await use(page)
    await ann.leave()
  },
})

const status = (page: Page) => page.getByRole('region', { name: 'Status' })

async function openIntegration(page: Page, name: string): Promise<void> {
  await page.getByLabel('Menu').click()
  await page.getByRole('link', { name: 'Integrations' }).click()
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

test('to-dos become tasks of a project that is made here, with their due dates', async ({ page, todoist }) => {
  await openIntegration(page, 'Todoist')
  await page.getByLabel('API token', { exact: true }).fill('mistyped')
  await page.getByRole('button', { name: 'Show the list' }).click()
  await expect(page.getByText('Todoist refused access.')).toBeVisible()
  await page.getByLabel('API token', { exact: true }).fill(token)
  await page.getByRole('button', { name: 'Show the list' }).click()
  await page.getByLabel('Name of a new one').fill('From paper')
  await page.getByLabel('Name of a new one').press('Enter')
  await expect(page.getByLabel('Project', { exact: true })).toHaveValue(/^6/)
  await checkLooks(page, 'Todoist, with a new project')
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText('An example, as it is sent').click()
  await expect(page.getByText('2026-03-06')).toBeVisible()
  await checkLooks(page, 'what Todoist would get')
  await page.getByRole('button', { name: 'Set up' }).click()
  await expect(status(page)).toContainText('Up to date')
  type Account = {
    projects: { id: string; name: string }[]
    tasks: { project_id: string; content: string; due: unknown }[]
  }
  const account = (await todoist.state<Record<string, Account>>())[token]
  const project = account?.projects.find(({ name }) => name === 'From paper')
  // The sample has to-dos of its own.
  expect(account?.tasks.filter(({ content }) => content.startsWith('Buy ink'))).toMatchObject([
    { project_id: project?.id, content: 'Buy ink by 6 March 2026', due: { date: '2026-03-06' } },
  ])
  await page.setViewportSize({ width: 360, height: 740 })
  await checkLooks(page, 'Todoist on a phone')
  expect(await todoist.violations()).toEqual([])
})

test('notebooks become notes in a folder, with their pictures', async ({ page, webdav }) => {
  await openIntegration(page, 'WebDAV')
  await page.getByLabel('Address of the folder').fill(`${webdav.address}/dav/ann/Notes`)
  await page.getByLabel('User name').fill('ann')
  await page.getByLabel('Password', { exact: true }).fill('mistyped')
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText('WebDAV refused access.')).toBeVisible()
  await page.getByLabel('Password', { exact: true }).fill('of an app')
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText('WebDAV answers as it should.')).toBeVisible()
  await checkLooks(page, 'WebDAV, tested')
  await page.getByRole('button', { name: 'Set up' }).click()
  await expect(status(page)).toContainText('Up to date')
  const files = async () => (await webdav.state<Record<string, Record<string, string>>>()).ann ?? {}
  expect(Object.values(await files()).join()).toContain('Buy ink by 6 March 2026')
  expect(Object.keys(await files()).filter((path) => path.endsWith('.png')).length).toBeGreaterThan(0)
  await page.setViewportSize({ width: 360, height: 740 })
  await checkLooks(page, 'WebDAV on a phone')
  expect(await webdav.violations()).toEqual([])
})
