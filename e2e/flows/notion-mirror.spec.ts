// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks are mirrored in a database of Notion that is picked or made here; changes follow, failures are
// reported and retried, and the mirror is paused and removed.
import type { Page } from '@playwright/test'
import { notebookProperties } from '../../tests/world/notion-schema.ts'
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { pressOn } from '../keyboard.ts'
import { announceTexts, mirror, mirrorOn, status, test, uuid } from '../notion-person.ts'
import { password } from '../person.ts'

const database = (page: Page) => mirror(page).getByRole('group', { name: 'Database', exact: true })

test('a database is made, notebooks are mirrored, and what changes follows', async ({ page, world, ann }) => {
  await expect(mirror(page).getByText('No databases are shared yet.')).toBeVisible()
  await checkLooks(page, 'a mirror that is not set up')
  await mirror(page).getByRole('button', { name: 'Mirror notebooks' }).click()
  await expect(mirror(page).getByRole('alert')).toHaveText('Pick a database, or create one.')

  await mirror(page).getByRole('button', { name: 'Create a database…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(dialog.getByRole('alert')).toHaveText('Pick a page.')
  await dialog.getByLabel('Plans').check()
  await checkLooks(page, 'a database is made')
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(database(page).getByLabel('Notebooks')).toBeChecked()
  await mirror(page).getByRole('button', { name: 'Preview' }).click()
  await expect(mirror(page).getByText('Calls to Notion')).toBeVisible()
  // The latest first; these two are as old as each other.
  await expect(mirror(page).getByText(/^(Diary, Recipes|Recipes, Diary)$/)).toBeVisible()
  await checkLooks(page, 'a database is picked, and what it would take')
  await mirror(page).getByRole('button', { name: 'Mirror notebooks' }).click()
  await expect(page.getByRole('heading', { name: 'Mirror your notebooks' })).toBeFocused()
  await expect(status(page)).toContainText('Up to date')
  expect((await world.rowsOn('Plans')).sort()).toEqual(['Diary', 'Recipes'])
  await expect(mirror(page).getByRole('link', { name: 'Notebooks', exact: true })).toBeVisible()
  await checkLooks(page, 'a mirror that is up to date')

  await announceTexts(ann, world, { 'Diary of a summer': 'Buy ink', Recipes: 'Buy ink' })
  await expect.poll(async () => (await world.rowsOn('Plans')).sort()).toEqual(['Diary of a summer', 'Recipes'])
  await page.goto(`/notebooks/${uuid(1)}`)
  const open = page.getByRole('link', { name: 'Open in Notion' })
  await expect(open).toHaveAttribute('href', /^https:\/\/www\.notion\.so\/[0-9a-f]{32}$/)
  await page.goto('/integrations')
  await expect(page.getByRole('listitem').filter({ hasText: 'Notion' })).toContainText('Notebooks: Up to date')
  await checkLooks(page, 'integrations, notebooks mirrored in Notion')
  await page.getByRole('link', { name: 'Notion', exact: true }).click()

  await mirror(page).getByRole('button', { name: 'Use another database…' }).click()
  await mirror(page).getByRole('button', { name: 'Create a database…' }).click()
  await dialog.getByLabel('Journal').check()
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await checkLooks(page, 'another database is picked')
  await mirror(page).getByRole('button', { name: 'Use this database' }).click()
  await expect.poll(async () => (await world.rowsOn('Journal')).sort()).toEqual(['Diary of a summer', 'Recipes'])
  expect(await world.rowsOn('Plans')).toHaveLength(2)

  await mirror(page).getByRole('button', { name: 'Pause' }).click()
  await expect(status(page)).toContainText('Nothing is delivered while it is paused')
  await checkLooks(page, 'a mirror that is paused')
  await mirror(page).getByRole('button', { name: 'Remove…' }).click()
  await page.getByLabel('Delete them from Notion, too').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(mirror(page).getByRole('button', { name: 'Mirror notebooks' })).toBeVisible()
  await expect.poll(() => world.rowsOn('Journal')).toEqual([])
  // The workspace stays connected.
  await expect(page.getByRole('region', { name: "Kim's Notion" })).toContainText('Connected')
  expect(await world.violations()).toEqual([])
})

test('a first sync shows how far it is while it goes on', async ({ page, world, ann }) => {
  const books = Array.from({ length: 12 }, (_, nth) => [`Volume ${nth + 1}`, 'Buy ink'])
  await announceTexts(ann, world, Object.fromEntries(books))
  await mirror(page).getByRole('button', { name: 'Create a database…' }).click()
  await page.getByRole('dialog').getByLabel('Plans').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).click()
  await expect(database(page).getByLabel('Notebooks')).toBeChecked()
  await world.faults([{ method: 'POST', path: '/v1/pages', after_ms: 3000, times: books.length }])
  await mirror(page).getByRole('button', { name: 'Mirror notebooks' }).click()

  const progress = status(page).getByRole('progressbar', { name: 'Deliveries' })
  const done = async () => Number(await progress.getAttribute('value'))
  const max = async () => Number(await progress.getAttribute('max'))
  await expect.poll(async () => (await done()) > 0 && (await done()) < (await max())).toBe(true)
  const before = await done()
  await expect(status(page)).toContainText(/\d+ of 12 notebooks/)
  await expect.poll(done).toBeGreaterThan(before)
  await expect(status(page)).toContainText('Up to date')
  expect((await world.rowsOn('Plans')).toSorted()).toEqual(books.map(([title]) => title).toSorted())
  expect(await world.violations()).toEqual([])
})

test('a rule brings a notebook to another database', async ({ page, world, ann }) => {
  await announceTexts(ann, world, { Diary: 'Buy ink', Recipes: 'Soup of the day' })
  await mirrorOn(page, 'Plans')
  const { Tags: _, ...lacking } = notebookProperties
  const { data_source_id } = await world.edit<{ data_source_id: string }>('database', {
    ...{ title: 'Kitchen', properties: lacking },
  })
  const inKitchen = async () => {
    const { children } = await world.edit<{ children: { title: string }[] }>('tree', data_source_id)
    return children.map(({ title }) => title)
  }
  const rules = mirror(page).getByRole('region', { name: 'Rules' })
  await rules.getByRole('button', { name: 'Add a rule' }).click()
  await rules.getByLabel('Words').fill('soup')
  await rules.getByRole('button', { name: 'Show the list' }).click()
  await rules.getByLabel('Database').selectOption('Kitchen')
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click()
  await expect(rules.getByLabel('Database')).toHaveValue(data_source_id)
  await rules.getByRole('button', { name: 'Preview' }).click()
  await rules.getByText('Rule 1: the first changes').click()
  await expect(rules.getByText(/^Moved: Recipes/)).toBeVisible()
  await checkLooks(page, 'a rule with another database, with its preview')
  await rules.getByRole('button', { name: 'Save rules' }).click()
  await expect.poll(inKitchen).toEqual(['Recipes'])
  expect(await world.rowsOn('Plans')).toEqual(['Diary'])
  await expect(status(page)).toContainText('Up to date')
  expect(await world.violations()).toEqual([])
})

test('a database gets the properties that it lacks, and what Notion refuses is retried from the activity', async ({
  page,
  world,
}) => {
  const lacking = {
    ...{ Name: { title: {} }, UUID: { rich_text: {} }, Path: { rich_text: {} }, Type: { select: {} } },
    ...{
      'Last Opened': { date: {} },
      'Last Modified': { date: {} },
      'Synced At': { date: {} },
      Status: { select: {} },
    },
  }
  const made = await world.edit<{ data_source_id: string }>('database', {
    title: 'Shelf',
    properties: { ...lacking, Pages: { rich_text: {} } },
  })
  await mirror(page).getByRole('button', { name: 'Look again' }).click()
  await expect(database(page)).toContainText('rename “Pages”, which is text instead of number.')
  await expect(database(page).getByLabel('Shelf')).toBeDisabled()
  await checkLooks(page, 'a database that lacks properties')
  await world.edit('setSchema', made.data_source_id, { Pages: { name: 'My pages' } })
  await mirror(page).getByRole('button', { name: 'Look again' }).click()
  await expect(database(page)).toContainText('2 properties are missing: Tags (multi-select), Pages (number).')
  await database(page).getByLabel('Shelf').click()
  await checkLooks(page, 'properties are added to a database')
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click()
  await expect(database(page).getByLabel('Shelf')).toBeChecked()
  await world.faults([{ method: 'POST', path: '/v1/pages', status: 400, times: 100 }])
  await mirror(page).getByRole('button', { name: 'Mirror notebooks' }).click()
  await expect(status(page)).toContainText('failed')
  const failed = mirror(page).getByRole('list', { name: 'Deliveries' })
  await mirror(page).getByRole('radio', { name: 'Failed' }).check()
  await expect(failed.getByRole('button', { name: 'Retry' }).first()).toBeVisible()
  await checkLooks(page, 'a mirror with what failed')

  // The activity shows the same, with links to the page in Notion, to the other items, and to a retry of all.
  await page.goto('/activity')
  const notion = page.getByRole('region', { name: 'Notion' })
  const refused = notion.getByRole('list', { name: 'Notion: Failed' }).getByRole('listitem')
  await expect(notion).toContainText('6 deliveries failed')
  await expect(refused).toHaveText(Array(3).fill(/not delivered.*Notion didn’t accept this\. Notion refused it/))
  await checkLooks(page, 'activity, deliveries that failed')
  await expect(notion.getByRole('link', { name: 'Show all' })).toHaveAttribute('href', '/integrations/notion')
  await world.faults([])
  await notion.getByRole('button', { name: 'Retry all' }).click()
  await expect(notion).toContainText('Up to date')
  await expect(refused).toHaveCount(0)
  await expect(page.getByRole('list', { name: 'Delivered lately' }).getByRole('listitem')).toHaveCount(6)
})

test('in German, on a phone, without a mouse', async ({ browser, world, ann, page: connected }) => {
  await expect(mirror(connected)).toBeVisible()
  const context = await browser.newContext({
    ...{ baseURL: world.address, locale: 'de-DE', reducedMotion: 'reduce', viewport: { width: 360, height: 740 } },
  })
  const page = await context.newPage()
  await page.goto('/sign-in?next=/integrations/notion')
  await page.getByLabel('E-Mail').fill(ann.email)
  await page.getByLabel('Passwort', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await pressOn(page, page.getByRole('button', { name: 'Datenbank erstellen …' }))
  await page.getByRole('dialog').getByLabel('Journal').press('Space')
  await checkLooks(page, 'a database is made, in German')
  await page.setViewportSize({ width: 360, height: 740 })
  await page.keyboard.press('Enter')
  await expect(page.getByRole('group', { name: 'Datenbank' }).getByLabel('Notizbücher')).toBeChecked()
  await pressOn(page, page.getByRole('button', { name: 'Notizbücher spiegeln' }))
  await expect(page.getByRole('region', { name: 'Status' })).toContainText('Aktuell')
  expect((await world.rowsOn('Journal')).sort()).toEqual(['Diary', 'Recipes'])
  await checkLooks(page, 'a mirror in German')
  await context.close()
})
