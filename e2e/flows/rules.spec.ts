// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of an integration, by the screen alone: previewed, saved, put into another order by keyboard, and taken away.
import type { Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { test as base, expect } from '../dashboard.ts'
import { sample } from '../given.ts'
import { Person } from '../person.ts'
import { ReadingServer } from '../reading-server.ts'
import { TargetEmulator } from '../target-emulator.ts'

const token = 'a-token-of-todoist'
const letter = '# To Ada\n\n- [ ] Buy ink\n- [ ] Call Bob'

interface World {
  todoist: TargetEmulator
  /** Of a person with a notebook on the server, and an integration with Todoist. */
  page: Page
}

const status = (page: Page) => page.getByRole('region', { name: 'Status' })

const test = base.extend<World>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  todoist: async ({}, use) => {
    await using todoist = await TargetEmulator.start('todoist', '--token', token)
    await use(todoist)
  },
  page: async ({ browser, given, todoist }, use) => {
    await using server = await ReadingServer.start({ RMIRROR_TEST_TODOIST_BASE_URL: todoist.address })
    const ann = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
    const page = await ann.open()
    await server.readsPages(page, { [sample.pages[0]?.uuid ?? '']: letter })
    await ann.syncFirst(page, await given.sampleArchive())
    // A page is transcribed some time after it was sent.
    await page.getByRole('link', { name: 'To-dos' }).click()
    await expect(page.getByLabel('Buy ink')).toBeVisible()
    await page.getByLabel('Menu').click()
    await page.getByRole('link', { name: 'Integrations' }).click()
    await page.getByRole('link', { name: 'Todoist', exact: true }).click()
    await page.getByLabel('API token', { exact: true }).fill(token)
    await page.getByRole('button', { name: 'Show the list' }).click()
    await page.getByLabel('Name of a new one').fill('From paper')
    await page.getByLabel('Name of a new one').press('Enter')
    await expect(page.getByLabel('Project', { exact: true })).toHaveValue(/^6/)
    await page.getByRole('button', { name: 'Set up' }).click()
    await expect(status(page)).toContainText('Up to date')
    await use(page)
    await ann.leave()
  },
})

interface Account {
  projects: { id: string; name: string }[]
  tasks: { project_id: string; content: string; is_deleted: boolean }[]
}

/** "Buy ink in Inbox". */
async function tasksAt(todoist: TargetEmulator): Promise<string[]> {
  const account = (await todoist.state<Record<string, Account>>())[token]
  const projectOf = (id: string) => account?.projects.find((project) => project.id === id)?.name
  const there = account?.tasks.filter(({ is_deleted }) => !is_deleted) ?? []
  return there.map(({ content, project_id }) => `${content} in ${projectOf(project_id)}`).toSorted()
}

test('rules say what is delivered and where, after a preview', async ({ page, todoist }) => {
  const rules = page.getByRole('region', { name: 'Rules' })
  await rules.getByRole('button', { name: 'Add a rule' }).click()
  await expect(rules.getByLabel('Add a tag')).toBeFocused()
  await rules.getByLabel('Words').fill('ink')
  await rules.getByRole('button', { name: 'Show the list' }).click()
  await rules.getByLabel('Project').selectOption('Inbox')
  await rules.getByLabel('Everything else').selectOption('Don’t deliver')
  await rules.getByRole('button', { name: 'Preview' }).click()
  await expect(rules.getByRole('row', { name: /^Rule 1/ })).toContainText('1')
  await rules.getByText('Rule 1: the first changes').click()
  await expect(rules.getByText(/^Moved: Buy ink/)).toBeVisible()
  await rules.getByText('Everything else: the first changes').click()
  await expect(rules.getByText(/^Removed: Call Bob/)).toBeVisible()
  await checkLooks(page, 'a rule, with its preview')
  expect(await tasksAt(todoist)).toContain('Call Bob in From paper')
  await rules.getByRole('button', { name: 'Save rules' }).click()
  await expect(rules.getByText('Saved.')).toBeVisible()
  await expect.poll(() => tasksAt(todoist)).toEqual(['Buy ink in Inbox'])
  await expect(status(page)).toContainText('Up to date')

  // By keyboard: one more, put in front.
  await page.keyboard.press('Escape')
  await rules.getByRole('button', { name: 'Add a rule' }).press('Enter')
  await page.keyboard.type('unknown')
  await page.keyboard.press('Enter')
  await rules.getByRole('button', { name: 'Move rule 2 up' }).press('Enter')
  await expect(rules.getByRole('button', { name: 'Move rule 1 up' })).toBeFocused()
  await checkLooks(page, 'two rules')
  await rules.getByRole('button', { name: 'Save rules' }).press('Enter')
  await expect(rules.getByText('Saved.')).toBeVisible()
  expect(await tasksAt(todoist)).toEqual(['Buy ink in Inbox'])

  for (const number of [2, 1]) await rules.getByRole('button', { name: `Remove rule ${number}` }).click()
  await rules.getByLabel('Everything else').selectOption('Deliver')
  await rules.getByRole('button', { name: 'Save rules' }).click()
  for (const task of ['Call Bob in From paper', 'Buy ink in From paper'])
    await expect.poll(() => tasksAt(todoist)).toContain(task)
  expect(await todoist.violations()).toEqual([])
})
