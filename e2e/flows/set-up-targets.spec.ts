// SPDX-License-Identifier: AGPL-3.0-or-later
// Todoist, WebDAV and Git, set up by the screen alone: from nothing to tasks and notes that are there.
import type { Locator, Page } from '@playwright/test'
import { onFreePort } from '../../tests/world/free-port.ts'
import { checkLooks } from '../axe.ts'
import { test as base, expect } from '../dashboard.ts'
import { sample } from '../given.ts'
import { Person } from '../person.ts'
import { ReadingServer } from '../reading-server.ts'
import { TargetEmulator } from '../target-emulator.ts'

const token = 'a-token-of-todoist'
const letter = '# To Ada\n\n- [ ] Buy ink by 6 March 2026'

interface World {
  /** The operator has registered the server with Todoist. */
  isRegistered: boolean
  todoist: TargetEmulator
  webdav: TargetEmulator
  git: TargetEmulator
  /** Of a person with a notebook of twelve pages on the server. */
  page: Page
}

const client = { id: 'rmirror', secret: 'the-secret-of-rmirror' }

const test = base.extend<World>({
  isRegistered: [false, { option: true }],
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
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  git: async ({}, use) => {
    await using git = await TargetEmulator.start('git')
    await git.configure('accounts', { ann: 'a-token' })
    await use(git)
  },
  page: async ({ browser, given, todoist, isRegistered }, use) => {
    // Another site than Todoist's, as in the world: a return from there brings no cookie of ours.
    let address = ''
    await using server = await onFreePort(async (port) => {
      address = `http://localhost:${port}`
      await todoist.configure('clients', [{ ...client, redirect_uri: `${address}/connections/todoist` }])
      return ReadingServer.start({
        RMIRROR_LISTEN: `127.0.0.1:${port}`,
        RMIRROR_PUBLIC_URL: address,
        RMIRROR_TEST_TODOIST_BASE_URL: todoist.address,
        RMIRROR_PRIVATE_URLS: 'on',
        ...(isRegistered && { RMIRROR_TODOIST_CLIENT_ID: client.id, RMIRROR_TODOIST_CLIENT_SECRET: client.secret }),
      })
    })
    const ann = new Person(browser, { baseURL: address, locale: 'en-GB' })
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

interface Account {
  projects: { id: string; name: string }[]
  tasks: { project_id: string; content: string; due: unknown }[]
}

async function expectTaskIn(name: string, todoist: TargetEmulator, who: string): Promise<void> {
  const account = (await todoist.state<Record<string, Account>>())[who]
  const project = account?.projects.find((each) => each.name === name)
  // The sample has to-dos of its own.
  expect(account?.tasks.filter(({ content }) => content.startsWith('Buy ink'))).toMatchObject([
    { project_id: project?.id, content: 'Buy ink by 6 March 2026', due: { date: '2026-03-06' } },
  ])
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
  await expectTaskIn('From paper', todoist, token)
  await page.setViewportSize({ width: 360, height: 740 })
  await checkLooks(page, 'Todoist on a phone')
  expect(await todoist.violations()).toEqual([])
})

test.describe('where the server is registered with Todoist', () => {
  test.use({ isRegistered: true })

  test('it is connected by signing in there: six clicks, and no key is copied', async ({ page, todoist }) => {
    let clicks = 0
    const click = async (what: Locator) => {
      clicks += 1
      await what.click()
    }
    await click(page.getByLabel('Menu'))
    await click(page.getByRole('link', { name: 'Integrations' }))
    await click(page.getByRole('link', { name: 'Todoist', exact: true }))
    await expect(page.getByText('Todoist asks whether this server may use your account there')).toBeVisible()
    await expect(page.getByLabel('API token')).toHaveCount(0)
    await checkLooks(page, 'Todoist, to be connected')
    await click(page.getByRole('button', { name: 'Connect Todoist' }))
    await click(page.getByRole('button', { name: 'Agree' }))
    await expect(page.getByText('Todoist is connected.')).toBeVisible()
    await expect(page).toHaveURL(/\/integrations\/todoist$/)
    await page.getByLabel('Name of a new one').fill('From paper')
    await page.getByLabel('Name of a new one').press('Enter')
    await expect(page.getByLabel('Project', { exact: true })).toHaveValue(/^6/)
    await checkLooks(page, 'Todoist, connected')
    await click(page.getByRole('button', { name: 'Set up' }))
    await expect(status(page)).toContainText('Up to date')
    expect(clicks).toBeLessThanOrEqual(6)
    await expectTaskIn('From paper', todoist, 'ann')
    await page.setViewportSize({ width: 360, height: 740 })
    await checkLooks(page, 'Todoist, connected, on a phone')
    expect(await todoist.violations()).toEqual([])
  })

  test('who denies it is told, and can connect it again', async ({ page }) => {
    await openIntegration(page, 'Todoist')
    await page.getByRole('button', { name: 'Connect Todoist' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByText('You didn’t allow access at Todoist. Nothing was connected.')).toBeVisible()
    await expect(page).toHaveURL(/\/connections\/todoist$/)
    await checkLooks(page, 'Todoist, denied')
    await page.getByRole('button', { name: 'Connect Todoist again' }).click()
    await page.getByRole('button', { name: 'Agree' }).click()
    await expect(page.getByText('Todoist is connected.')).toBeVisible()
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await expect(page.getByRole('button', { name: 'Connect Todoist' })).toBeVisible()
  })
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

test('notebooks become notes in a repository, with their pictures', async ({ page, git }) => {
  await openIntegration(page, 'Git')
  await page.getByLabel('Address of the repository').fill(`${git.address}/git/ann.git`)
  await page.getByLabel('User name').fill('ann')
  await page.getByLabel('Access token', { exact: true }).fill('mistyped')
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText('Git refused access.')).toBeVisible()
  await page.getByLabel('Access token', { exact: true }).fill('a-token')
  await page.getByLabel('Folder in the repository').fill('Notes')
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText('Git answers as it should.')).toBeVisible()
  await checkLooks(page, 'Git, tested')
  await page.getByRole('button', { name: 'Set up' }).click()
  await expect(status(page)).toContainText('Up to date')
  const files = async () => (await git.state<Record<string, Record<string, string>>>()).ann ?? {}
  expect(Object.values(await files()).join()).toContain('Buy ink by 6 March 2026')
  const paths = Object.keys(await files())
  expect(paths.filter((path) => path.endsWith('.png')).length).toBeGreaterThan(0)
  expect(paths.filter((path) => !path.startsWith('Notes/'))).toEqual([])
  await page.setViewportSize({ width: 360, height: 740 })
  await checkLooks(page, 'Git on a phone')
  expect(await git.violations()).toEqual([])
})
