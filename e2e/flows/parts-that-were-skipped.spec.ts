// SPDX-License-Identifier: AGPL-3.0-or-later
// Parts of a page from a newer tablet version are named at their place, in the browser and on the server.
import type { Page } from '@playwright/test'
import { notebookFiles } from '../../tests/generator/document.ts'
import { onePage } from '../../tests/generator/scene.ts'
import { redDot } from '../../tests/pdf/fixtures.ts'
import { checkLooks } from '../axe.ts'
import { Dashboard, expect } from '../dashboard.ts'
import { test } from '../reading-person.ts'

const uuid = (number: number) => `5a1d0c6e-8f0b-4b5e-9a53-0d5b5b0e6f4${number}`
const files = notebookFiles({
  uuid: uuid(0),
  name: 'From tomorrow',
  pages: [0, 2, 1].map((unknownBlocks, index) => ({
    uuid: uuid(index + 1),
    scene: onePage([redDot(0, 400 + 100 * index, 60)]),
    options: { unknownBlocks },
  })),
})

async function seeSkippedParts(page: Page, where: string): Promise<void> {
  await page.goto(`/notebooks/${uuid(0)}`)
  const note = page.locator('.unreadable-parts')
  await expect(note).toContainText('3 parts couldn’t be read and were skipped')
  await expect(note.getByRole('link')).toHaveText(['page 2', 'page 3'])
  await checkLooks(page, `skipped parts of a notebook ${where}`)
  await note.getByRole('link', { name: 'page 2' }).click()
  await expect(note).toContainText('2 parts couldn’t be read and were skipped, probably because a newer tablet version')
  await checkLooks(page, `skipped parts of a page ${where}`)
  await page.goto(`/notebooks/${uuid(0)}/pages/1`)
  await expect(page.getByText('1 of 3', { exact: true })).toBeVisible()
  await expect(page.locator('.stage-page img').first()).toBeVisible()
  await expect(note).toHaveCount(0)
}

test('skipped parts are named in this browser, and in one that never saw the files', async ({ person, given }) => {
  const here = await person.open()
  await new Dashboard(here).drop(given.folder('tablet', files))
  await expect(here.getByText('1 notebook added')).toBeVisible()
  await seeSkippedParts(here, 'in this browser')
  await here.goto('/')
  await person.signUp(here)
  await here.getByRole('button', { name: 'Sync this library' }).click()
  await expect(here.getByRole('region', { name: 'Progress' })).toContainText('3 pages sent')

  const there = await person.open('/sign-in')
  await person.signIn(there)
  await seeSkippedParts(there, 'of the server')
})
