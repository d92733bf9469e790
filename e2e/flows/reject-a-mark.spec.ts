// SPDX-License-Identifier: AGPL-3.0-or-later
// Marks that were drawn on a PDF are highlights; one is rejected, stays so when the page is synced again, and is brought
// back. They can be switched off, for all notebooks and for one.
import { expect, type Page } from '@playwright/test'
import { zipped } from '../../tests/generator/archive.ts'
import { notebookFiles } from '../../tests/generator/document.ts'
import { markedDocument } from '../../tests/marks/marked-document.ts'
import { checkLooks } from '../axe.ts'
import { tabTo } from '../keyboard.ts'
import { test } from '../reading-person.ts'

const uuid = '5a1d0c6e-8f0b-4b5e-9a53-0d5b5b0e6f14'
const path = `/notebooks/${uuid}/pages/1`

/** An article of one page with four marks. */
async function markedArticle(): Promise<Uint8Array> {
  const { pdf, pages } = markedDocument(4, 12, 4)
  const page = { uuid: '5a1d0c6e-8f0b-4b5e-9a53-0d5b5b0e6f50', scene: pages[0]?.scene ?? { layers: [] }, sourcePage: 0 }
  const files = notebookFiles({ uuid, name: 'Article', fileType: 'pdf', pages: [page] })
  return zipped([...files, { path: `${uuid}.pdf`, bytes: pdf }])
}

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Text and details' })
const listed = (page: Page) => panelOf(page).locator('.highlights > li')
const rejecting = (page: Page) => panelOf(page).getByRole('button', { name: /is not a highlight$/ })
const outlines = (page: Page) => page.locator('.marks-layer span')

test('a mark is rejected, stays so, and is brought back', async ({ person, given }) => {
  const page = await person.open()
  await person.syncFirst(page, given.file('article.rmdoc', await markedArticle()), 1)
  await page.goto(path)
  await expect(listed(page)).toHaveCount(4)
  await expect(outlines(page).first()).toBeVisible()
  // The PDF is below the ink: the tablet shows no template there.
  await expect(panelOf(page).getByText('File version')).toBeVisible()
  await expect(panelOf(page).getByText('Template')).toHaveCount(0)
  await checkLooks(page, 'a page with marks')
  const text = await listed(page).first().locator('q').innerText()

  await test.step('by keyboard', async () => {
    await tabTo(page, rejecting(page).first())
    await page.keyboard.press('Enter')
    await expect(panelOf(page).getByText('The mark is no highlight any more')).toBeFocused()
    await expect(listed(page)).toHaveCount(3)
    await panelOf(page).getByText('One pen mark is not a highlight').click()
    await checkLooks(page, 'a rejected mark')
  })

  await test.step('when the page is synced again', async () => {
    await page.goto('/')
    await page.getByRole('button', { name: 'Sync this library' }).click()
    await expect(page.getByText('Everything is up to date')).toBeVisible()
    await page.goto(path)
    await expect(listed(page)).toHaveCount(3)
  })

  await test.step('in another browser it is brought back', async () => {
    const other = await person.open('/sign-in')
    await person.signIn(other)
    await other.goto(path)
    await expect(listed(other)).toHaveCount(3)
    await panelOf(other).getByText('One pen mark is not a highlight').click()
    await panelOf(other)
      .getByRole('button', { name: /a highlight again$/ })
      .click()
    await expect(listed(other)).toHaveCount(4)
    await expect(listed(other).first().locator('q')).toHaveText(text)
  })

  await test.step('they are switched off, except for one notebook', async () => {
    await page.goto('/account')
    await page.getByRole('checkbox', { name: /Pen marks on printed and typed text/ }).uncheck()
    await expect(page.getByText('Pen marks are no highlights any more')).toBeVisible()
    await page.goto(path)
    await expect(page.locator('.viewer-body')).toBeVisible()
    await expect(listed(page)).toHaveCount(0)
    await page.goto(`/notebooks/${uuid}`)
    await page.getByLabel('Pen marks as highlights').selectOption('Yes')
    await checkLooks(page, 'a notebook with a choice of its own')
    await page.goto(path)
    await expect(listed(page)).toHaveCount(4)
    await page.goto('/account')
    await expect(page.getByText('One notebook has a choice of its own.')).toBeVisible()
    await page.locator('#account-pen-marks').scrollIntoViewIfNeeded()
    await checkLooks(page, 'the setting for pen marks')
  })
})
