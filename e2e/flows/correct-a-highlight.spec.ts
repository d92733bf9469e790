// SPDX-License-Identifier: AGPL-3.0-or-later
// A highlight's text is corrected and noted to, by keyboard and by mouse; the correction can be undone.
import { expect, type Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { sample } from '../given.ts'
import { tabTo } from '../keyboard.ts'
import { test } from '../reading-person.ts'

const original = 'A notebook is a place to think.'
const corrected = 'A notebook is a place to think in.'
const path = `/notebooks/${sample.uuid}/pages/9`

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Text and details' })
const pencilOf = (page: Page, text: string) =>
  panelOf(page).getByRole('button', { name: `Correct “${text}” or write a note` })
const quotation = (page: Page, text: string) => panelOf(page).locator('.highlights q').getByText(text, { exact: true })
const save = (page: Page) => panelOf(page).getByRole('button', { name: 'Save' })

test('a highlight is corrected, noted to, and its correction undone', async ({ person, given }) => {
  const page = await person.open()
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto(path)

  await test.step('by keyboard', async () => {
    await tabTo(page, pencilOf(page, original))
    await page.keyboard.press('Enter')
    await expect(panelOf(page).getByLabel('Text', { exact: true })).toBeFocused()
    await checkLooks(page, 'a highlight that is corrected')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.press('Delete')
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(panelOf(page).getByRole('alert')).toContainText('A highlight needs a text.')
    await page.keyboard.type(corrected)
    await page.keyboard.press('Tab')
    await page.keyboard.type('For the preface')
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(pencilOf(page, corrected)).toBeFocused()
    await expect(panelOf(page).getByText('For the preface')).toBeVisible()
    await checkLooks(page, 'a corrected highlight')
    // Escape leaves the form, not the page.
    await page.keyboard.press('Enter')
    await page.keyboard.type(' no')
    await page.keyboard.press('Escape')
    await expect(pencilOf(page, corrected)).toBeFocused()
    await expect(page).toHaveURL(/pages\/9$/)
  })

  await test.step('in a browser without the notebook’s files, too', async () => {
    const other = await person.open('/sign-in')
    await person.signIn(other)
    await other.goto(path)
    await expect(quotation(other, corrected)).toBeVisible()
    await expect(quotation(other, original)).toBeHidden()
    await panelOf(other).getByText('What was highlighted').click()
    await expect(quotation(other, original)).toBeVisible()
    await pencilOf(other, corrected).click()
    await other.context().setOffline(true)
    await panelOf(other).getByLabel('Note', { exact: true }).fill('Not now')
    await save(other).click()
    await expect(panelOf(other).getByRole('alert')).toContainText('Highlights can only be changed with a connection')
    await checkLooks(other, 'a highlight that could not be changed')
    await other.context().setOffline(false)
    await panelOf(other).getByRole('button', { name: 'Undo the correction' }).click()
    await expect(quotation(other, original)).toBeVisible()
    await expect(panelOf(other).getByText('Not now')).toBeVisible()
    await expect(panelOf(other).getByText('What was highlighted')).toHaveCount(0)
  })

  await expect(quotation(page, original)).toBeVisible()
})
