// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { expect, expectDrawn, test } from '../dashboard.ts'

const fixture = (name: string) => readFileSync(new URL(`../../tests/fixtures/broken/${name}`, import.meta.url))

test('good notebooks are shown, and every broken file is named with its reason', async ({ dashboard, given, page }) => {
  await dashboard.drop(
    await given.sampleArchive(),
    given.file('empty.rm', fixture('empty.rm')),
    given.file('cut.rm', fixture('v5-cut-in-a-stroke.rm')),
    given.file('letter.rm', fixture('text-file.rm')),
    given.file('future.rm', fixture('version-9.rm')),
    given.file('torn.zip', new TextEncoder().encode('PK\u0003\u0004 and no more')),
    given.file('shopping.docx', new TextEncoder().encode('milk')),
  )
  await dashboard.added(/added/)
  await dashboard.panel.getByText(/problems/).click()
  const reasons: [string, RegExp][] = [
    ['empty.rm', /The file is empty/],
    ['letter.rm', /isn’t a reMarkable page/],
    ['torn.zip', /archive is damaged or incomplete/],
    ['shopping.docx', /isn’t a reMarkable file/],
    ['cut', /file is incomplete/],
    ['future', /file version that rMirror doesn’t support/],
  ]
  const problems = dashboard.panel.getByRole('listitem')
  await expect(problems).toHaveCount(reasons.length)
  for (const [file, reason] of reasons)
    await expect(problems.filter({ hasText: reason }).filter({ hasText: file })).toHaveCount(1)
  await page.goto('/')
  await page.getByRole('link', { name: 'A notebook to try' }).click()
  await expect(dashboard.pictures()).toHaveCount(12)
})

test('a broken page leaves the rest of its notebook readable', async ({ dashboard, given, page }) => {
  await dashboard.drop(await given.brokenPageArchive())
  await expect(dashboard.heading('Half broken')).toBeVisible()
  await expect(dashboard.pictures()).toHaveCount(11)
  await expect(page.getByText('1 problem').first()).toBeVisible()
  await page.getByRole('link', { name: 'page 1', exact: true }).click()
  const sheet = page.getByRole('region', { name: 'Half broken, page 1' })
  await expect(sheet).toContainText('This file isn’t a reMarkable page.')
  await page.keyboard.press('ArrowRight')
  await expectDrawn(dashboard.pagePicture())
})

test('the same notebook in two backups is shown once, and nothing is called broken', async ({ dashboard, given }) => {
  await dashboard.drop(await given.sampleArchive('monday.rmdoc'), await given.sampleArchive('tuesday.rmdoc'))
  await dashboard.added('1 notebook added')
  await dashboard.panel.getByText('1 duplicate skipped').waitFor()
  await expect(dashboard.panel).toContainText('The most recently modified version is shown.')
  await expect(dashboard.panel.getByText(/problem/)).toHaveCount(0)
})

test('nothing but foreign files is said kindly', async ({ dashboard, given, page }) => {
  await dashboard.drop(given.file('shopping.docx', new TextEncoder().encode('milk')))
  await dashboard.added('Nothing added')
  await expect(dashboard.panel).toContainText('Drop .rmdoc, .rm or .zip files')
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible()
})
