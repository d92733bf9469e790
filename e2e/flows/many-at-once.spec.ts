// SPDX-License-Identifier: AGPL-3.0-or-later
// Many notebooks at once, wherever they are kept: selected, exported, deleted and brought back, by keyboard too.
import type { Page } from '@playwright/test'
import { parse } from 'yaml'
import { complaintsOf } from '../../tests/world/html.ts'
import { zipEntry, zipNames } from '../../tests/world/zip.ts'
import { checkLooks } from '../axe.ts'
import { Computer } from '../computer.ts'
import { Dashboard, expect } from '../dashboard.ts'
import { exportAs, type Saved } from '../exporting.ts'
import { test as base } from '../person.ts'

/** Two notebooks on the server, one in this browser. */
const test = base.extend<{ library: Page }>({
  library: async ({ person, baseURL, given }, use) => {
    const page = await person.open()
    await person.signUp(page)
    await using computer = await Computer.start(person, baseURL ?? '')
    await new Dashboard(page).drop(await given.sampleArchive())
    await expect(page.getByText('1 notebook added')).toBeVisible()
    await page.goto('/')
    await expect(page.locator('.notebook-card')).toHaveCount(3)
    await use(page)
    await computer.end()
  },
})

async function exported(page: Page, format: string): Promise<Saved> {
  const dialog = page.getByRole('dialog', { name: 'Export 3 notebooks' })
  await expect(dialog).toContainText('You get one ZIP')
  await expect(dialog).toContainText('are exported as they are stored there')
  return exportAs(dialog, format, { byKeyboard: true })
}

const names = ['A notebook to try', 'Diary', 'Plans']

test('by keyboard alone they are selected, exported, deleted together and brought back together', async ({
  library: page,
}) => {
  const keys = page.keyboard
  const bar = page.getByRole('region', { name: 'Selection' })
  const boxes = page.getByRole('checkbox')
  await keys.press('s')
  await expect(boxes).toHaveCount(3)
  await expect(boxes.first()).toBeFocused()
  await keys.press('Space')
  await expect(bar).toContainText('1 notebook selected')
  await boxes.nth(2).focus()
  await keys.press('Shift+Space')
  await expect(bar).toContainText('3 notebooks selected')
  await boxes.nth(1).focus()
  await keys.press('Space')
  await expect(bar).toContainText('2 notebooks selected')
  await checkLooks(page, 'a selection of notebooks here and on the server')
  await keys.press('Escape')
  await expect(boxes).toHaveCount(0)
  await expect(page.locator('.card-link').nth(1)).toBeFocused()

  await keys.press('s')
  await keys.press('a')
  await expect(bar).toContainText('3 notebooks selected')
  await bar.getByRole('button', { name: 'Export' }).press('Enter')
  await checkLooks(page, 'the export of several notebooks')
  const { name, bytes } = await exported(page, 'Markdown')
  expect([name, zipNames(bytes).sort()]).toEqual(['Library.zip', names.map((each) => `${each}.md`)])
  for (const each of names) {
    const [, yaml = ''] = zipEntry(bytes, `${each}.md`).toString().split('---\n')
    expect(parse(yaml)).toMatchObject({ title: each, source: 'reMarkable' })
  }

  await keys.press('s')
  await keys.press('a')
  await bar.getByRole('button', { name: 'Delete' }).press('Enter')
  const question = page.getByRole('dialog', { name: 'Delete 3 notebooks?' })
  await expect(question).toContainText('2 of them are on the server.')
  await expect(question).toContainText('1 is removed from this browser.')
  await checkLooks(page, 'the question before many notebooks are deleted')
  await question.getByRole('button', { name: 'Delete' }).press('Enter')
  await expect(page.getByText('3 notebooks removed')).toBeVisible()
  await expect(page.locator('.notebook-card')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(page.locator('.notebook-card')).toHaveCount(3)
})

test('all that a place has or a filter finds is exported, as web pages that need nothing else', async ({
  library: page,
}) => {
  await page.getByRole('button', { name: 'Export all' }).click()
  const { bytes } = await exported(page, 'Web page')
  expect(zipNames(bytes).sort()).toEqual(names.map((each) => `${each}.html`))
  for (const each of names) expect(complaintsOf(zipEntry(bytes, `${each}.html`).toString())).toBe('')
  await page.getByRole('searchbox').fill('diary')
  await expect(page.locator('.notebook-card')).toHaveCount(1)
  await page.getByRole('button', { name: 'Export all' }).click()
  const { name } = await exportAs(page.getByRole('dialog', { name: 'Export 1 notebook' }), 'PDF')
  expect(name).toBe('Diary.pdf')
})
