// SPDX-License-Identifier: AGPL-3.0-or-later
// A library of any size is put in order, narrowed down, and walked through folder by folder.
import type { Page } from '@playwright/test'
import { folderFiles, notebookFiles, someDay } from '../../tests/generator/document.ts'
import { Random } from '../../tests/generator/prng.ts'
import { checkLooks } from '../axe.ts'
import { Dashboard, expect, test as guest } from '../dashboard.ts'
import { sample } from '../given.ts'
import { pressOn, tabTo } from '../keyboard.ts'
import { test } from '../person.ts'

const dayMs = 24 * 60 * 60 * 1000
const depth = 30
const random = new Random(21)
const folders = Array.from({ length: depth }, () => random.uuid())

function notebook(
  name: string,
  daysAgo: number,
  pages: number,
  more: Partial<Parameters<typeof notebookFiles>[0]> = {},
) {
  const listed = Array.from({ length: pages }, () => ({ uuid: random.uuid() }))
  return notebookFiles({ uuid: random.uuid(), name, lastModified: someDay - daysAgo * dayMs, pages: listed, ...more })
}

const bottom = folders[depth - 1] ?? ''
const files = [
  ...folders.flatMap((uuid, level) => folderFiles(uuid, `Level ${level + 1}`, folders[level - 1] ?? '')),
  ...notebook('Meetings', 0, 2, { tags: ['work', 'to do'], pinned: true }),
  ...notebook('Recipes', 3, 7, { tags: ['kitchen'] }),
  ...notebook('Sketches', 40, 1),
  ...notebook('Treasure', 10, 3, { parent: bottom, tags: ['work'] }),
]

const names = (page: Page) => page.locator('.notebooks .card-title, .notebooks .row-name')

guest.beforeEach(async ({ dashboard, given, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await dashboard.drop(given.folder('tablet', files))
  await dashboard.added('4 notebooks added')
})

guest('notebooks are sorted and filtered, and the address keeps the filters', async ({ page }) => {
  await page.getByLabel('Sort by').selectOption('Page count')
  await expect(names(page)).toHaveText(['Recipes', 'Meetings', 'Sketches'])
  await page.getByRole('button', { name: 'Order: Most pages first' }).click()
  await expect(names(page)).toHaveText(['Sketches', 'Meetings', 'Recipes'])
  await page.getByRole('button', { name: 'List' }).click()
  await checkLooks(page, 'the library as a list')

  await page.getByRole('button', { name: 'Filter' }).click()
  const panel = page.getByRole('region', { name: 'Filters' })
  await panel.getByLabel('Tag').selectOption('work')
  const count = page.getByRole('status').filter({ hasText: 'found' })
  await expect(count).toHaveText('2 notebooks found.')
  await expect(names(page)).toHaveText(['Meetings', 'Treasure'])
  await panel.getByLabel('Modified until').fill('2026-02-25')
  await expect(count).toHaveText('1 notebook found.')
  await checkLooks(page, 'filters')

  const shared = page.url()
  expect(new URL(shared).search, 'the server is told no tags').toBe('')
  await page.reload()
  await expect(names(page)).toHaveText(['Treasure'])
  await page.getByRole('button', { name: 'Remove filter “Tag: work”' }).click()
  await expect(page.getByRole('button', { name: /^Remove filter “Until/ })).toBeFocused()
  await expect(names(page)).toHaveText(['Sketches', 'Treasure'].sort())
  await page.getByRole('link', { name: 'Treasure' }).click()
  await page.goBack()
  await expect(names(page)).toHaveText(['Sketches', 'Treasure'].sort())
  await page.goBack()
  await expect(names(page)).toHaveText(['Treasure'])

  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await panel.getByLabel('Folder').selectOption('Level 1')
  await panel.getByRole('checkbox', { name: 'Favourites' }).check()
  await expect(page.getByText('No notebooks match these filters.')).toBeVisible()
  await checkLooks(page, 'filters that nothing matches')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(names(page)).toHaveText(['Sketches', 'Meetings', 'Recipes'])
  await page.goto(shared)
  await expect(names(page)).toHaveText(['Treasure'])
  await page.getByRole('button', { name: 'Clear all' }).click()
  await expect(page).toHaveURL(({ hash }) => hash === '')
})

guest('a tree leads through thirty folders by the keyboard alone', async ({ page }) => {
  await pressOn(page, page.getByRole('button', { name: 'Tree' }))
  const tree = page.locator('.library-tree')
  const top = tree.getByRole('button', { name: /^Level 1 / })
  await tabTo(page, top)
  for (let level = 1; level <= depth; level++) {
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
  }
  const treasure = tree.getByRole('link', { name: 'Treasure' })
  await expect(treasure).toBeFocused()
  await checkLooks(page, 'thirty folders')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Treasure' })).toBeVisible()
  await page.goBack()
  await expect(treasure).toBeVisible()

  await tabTo(page, top)
  for (let level = 1; level <= depth; level++) await page.keyboard.press('ArrowRight')
  await expect(treasure).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(tree.getByRole('button', { name: /^Level 30 / })).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowLeft')
  await expect(top).toHaveAttribute('aria-expanded', 'false')
  await expect(treasure).toHaveCount(0)
  await page.keyboard.press('ArrowDown')
  await expect(tree.getByRole('link', { name: 'Meetings' })).toBeFocused()

  await pressOn(page, page.getByRole('button', { name: 'Filter' }))
  const tag = page.getByRole('region', { name: 'Filters' }).getByLabel('Tag')
  await tabTo(page, tag)
  await page.keyboard.press('w')
  await expect(page.getByRole('status').filter({ hasText: '2 notebooks found.' })).toBeVisible()
  await expect(treasure).toBeVisible()
  await page.reload()
  await expect(treasure).toBeVisible()
  await pressOn(page, page.getByRole('button', { name: 'Clear all' }))
  await expect(page.getByRole('button', { name: 'Filter', exact: true })).toBeFocused()
  await expect(treasure).toHaveCount(0)
})

test('a user who is signed in sees the sync state of each notebook, and filters by it', async ({ person, given }) => {
  const page = await person.open()
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto('/')
  await expect(page.locator('.notebook-card .state-badge')).toHaveText(/^\d+ out of quota$/)
  await new Dashboard(page).drop(given.folder('tablet', files))
  await expect(page.getByText('4 notebooks added')).toBeVisible()
  await page.getByRole('button', { name: 'Filter' }).click()
  const states = page.getByRole('group', { name: 'Status' })
  await states.getByRole('checkbox', { name: 'Out of quota' }).check()
  await expect(names(page)).toHaveText([sample.name])
  await states.getByRole('checkbox', { name: 'Not synced' }).check()
  await expect(page.getByRole('status').filter({ hasText: '5 notebooks found.' })).toBeVisible()
  await page.getByLabel('Sort by').selectOption('Status')
  await expect(names(page).first()).toHaveText(sample.name)
  await checkLooks(page, 'how far notebooks are')
})
