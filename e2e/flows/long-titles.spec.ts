// SPDX-License-Identifier: AGPL-3.0-or-later
// Titles of 5,000 characters in any script: shown, exported and synced, and no other notebook pays for them.
import type { Page } from '@playwright/test'
import { notebookFiles } from '../../tests/generator/document.ts'
import { zipNames } from '../../tests/world/zip.ts'
import { checkLooks } from '../axe.ts'
import { Dashboard, expect } from '../dashboard.ts'
import { uuid } from '../device.ts'
import { savedBy } from '../exporting.ts'
import { sample } from '../given.ts'
import { test } from '../person.ts'

const family = '👩‍👩‍👧‍👦'
const titles = {
  word: `Word${'w'.repeat(4996)}`,
  rightToLeft: 'מחברת ארוכה מאוד '.repeat(300).slice(0, 5000).trim(),
  emoji: family.repeat(454),
  short: 'Short',
}
const all = Object.values(titles)
/** The server counts characters as Unicode does. */
const asSynced = all.map((title) => [...title].slice(0, 300).join(''))

/** At the width of the narrowest phones: nothing scrolls sideways. */
async function fits(page: Page, what: string): Promise<void> {
  await page.setViewportSize({ width: 320, height: 700 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBe(320)
}

async function expectTitles(page: Page, titles: string[]): Promise<void> {
  const cards = page.locator('.card-title')
  await expect(cards).toHaveCount(titles.length)
  expect((await cards.allTextContents()).toSorted()).toEqual(titles.toSorted())
}

test('titles of 5,000 characters are shown, exported and synced', async ({ person, given }) => {
  const page = await person.open()
  const [first] = sample.pages
  if (!first) throw new Error('the sample has no page')
  const files = all.flatMap((name, index) =>
    notebookFiles({ uuid: uuid(index + 1), name, pages: [{ ...first, uuid: uuid(100 + index) }] }),
  )
  await new Dashboard(page).drop(given.folder('titles', files))
  await expect(page.getByText('4 notebooks added')).toBeVisible()
  await page.goto('/')
  await expectTitles(page, all)
  await fits(page, 'a library of long titles')
  await checkLooks(page, 'a library of long titles')
  for (const number of [1, 2, 3]) {
    await page.goto(`/notebooks/${uuid(number)}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(all[number - 1] ?? '')
    await fits(page, `notebook ${number}`)
    await expect(page.locator('.page-card'), 'its pages are in reach').toBeInViewport()
    await page.locator('.page-card a').click()
    await expect(page.locator('.stage-page img').first()).toBeVisible()
    await fits(page, `the page of notebook ${number}`)
  }
  await checkLooks(page, 'a page of a notebook with a long title')

  await page.goto(`/notebooks/${uuid(3)}`)
  await page.locator('summary', { hasText: 'Export' }).click()
  const { name } = await savedBy(page, () => page.getByRole('button', { name: /^Text/ }).click())
  // Chromium puts a line in the place of what joins them.
  expect(name).toMatch(/^(👩.👩.👧.👦)+\.txt$/u)
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
  await page.goto('/')
  await page.getByRole('button', { name: 'Export all' }).click()
  const archive = await savedBy(page, () => page.getByRole('dialog').getByRole('button', { name: 'Export' }).click())
  const names = zipNames(archive.bytes)
  expect(names).toHaveLength(4)
  expect(names).toContain('Short.md')
  expect(names.some((each) => new RegExp(`^(${family})+\\.md$`, 'u').test(each))).toBe(true)
  for (const each of names) expect(Buffer.byteLength(each), each).toBeLessThanOrEqual(255)

  await person.signUp(page)
  await page.goto('/')
  await page.getByRole('button', { name: 'Sync this library' }).click()
  const slip = page.getByRole('region', { name: 'Progress' }).filter({ hasText: 'Synced: 4 pages sent' })
  await slip.getByText('3 things to know').click()
  await expect(slip).toContainText(`Word${'w'.repeat(76)}…Only the first part of this is synced`)
  await fits(page, 'titles that were shortened')
  await checkLooks(page, 'titles that were shortened')
  await page.reload()
  await expectTitles(page, all)
  const there = await person.open('/sign-in')
  await person.signIn(there)
  await there.goto('/')
  await expectTitles(there, asSynced)
})
