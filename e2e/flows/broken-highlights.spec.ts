// SPDX-License-Identifier: AGPL-3.0-or-later
// Highlights whose text the tablet lost or broke are shown as they are printed; an uncertain one is asked about.
import { expect, type Page } from '@playwright/test'
import { zipped } from '../../tests/generator/archive.ts'
import { markedPdf, markedPdfFiles, onFoot, onSentence } from '../../tests/pdf/marked-pdf.ts'
import { checkLooks } from '../axe.ts'
import { Dashboard } from '../dashboard.ts'
import { test } from '../reading-person.ts'

const path = `/notebooks/${markedPdf.uuid}/pages/1`
const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Text and details' })
const quotation = (page: Page, text: string) => panelOf(page).locator('.highlights q').getByText(text, { exact: true })
const doubt = (page: Page) => panelOf(page).getByText('but that is uncertain')

test('broken highlights get the printed text, and an uncertain one is confirmed', async ({ person, given }) => {
  const files = markedPdfFiles(onSentence(markedPdf.broken), onFoot('', 'more'))
  const archive = given.file('paper.rmdoc', await zipped(files))
  const page = await person.open()

  await test.step('before they are on the server', async () => {
    const guest = await person.open()
    await new Dashboard(guest).drop(archive)
    await expect(guest.getByText('1 notebook added')).toBeVisible()
    await guest.goto(path)
    await expect(quotation(guest, markedPdf.sentence)).toBeVisible()
    await panelOf(guest).getByText('The tablet’s text').first().click()
    await expect(quotation(guest, markedPdf.broken)).toBeVisible()
    await checkLooks(guest, 'repaired highlights in a browser alone')
  })

  await new Dashboard(page).drop(archive)
  await expect(page.getByText('1 notebook added')).toBeVisible()
  await person.signUp(page)
  await page.getByRole('button', { name: 'Sync this library' }).click()
  // No page is sent, because none has handwriting.
  const progress = page.getByRole('region', { name: 'Progress' })
  await expect(progress.filter({ hasText: 'Everything is up to date' })).toBeVisible()
  await page.goto(path)
  const confirm = panelOf(page).getByRole('button', { name: 'It is right' })
  await expect(confirm).toBeVisible()
  await expect(quotation(page, markedPdf.sentence)).toBeVisible()
  await expect(quotation(page, markedPdf.foot)).toBeVisible()
  await expect(doubt(page)).toHaveCount(1)
  await panelOf(page).getByText('The tablet’s text').last().click()
  await expect(panelOf(page).getByText('The tablet has lost it.')).toBeVisible()
  await checkLooks(page, 'a highlight with an uncertain text')
  await confirm.click()
  await expect(doubt(page)).toHaveCount(0)
  await expect(quotation(page, markedPdf.foot)).toBeVisible()

  await test.step('in a browser without the PDF, too', async () => {
    const other = await person.open('/sign-in')
    await person.signIn(other)
    await other.goto(path)
    await expect(quotation(other, markedPdf.sentence)).toBeVisible()
    await expect(doubt(other)).toHaveCount(0)
  })
})
