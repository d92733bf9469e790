// SPDX-License-Identifier: AGPL-3.0-or-later
// The text of a page is corrected by keyboard, in two browsers at once, and stays through the next transcription.
import { expect, type Locator, type Page } from '@playwright/test'
import { PdfFile } from '../../tests/pdf/tools.ts'
import { checkLooks } from '../axe.ts'
import { exportByMenu } from '../exporting.ts'
import { sample } from '../given.ts'
import { tabTo } from '../keyboard.ts'
import { test } from '../reading-person.ts'

const read = '# To Ada\n\n- [ ] Feed the her0n\n\nThe ferry was late.\nNothing else is new.'
const uuid = sample.pages[0]?.uuid ?? ''
const path = `/notebooks/${sample.uuid}/pages/1`

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Text and details' })
const editorIn = (page: Page) => page.getByRole('textbox', { name: 'Text of the page' })
const editIn = (page: Page) => page.getByRole('button', { name: 'Edit', exact: true })

async function expectSaved(page: Page): Promise<void> {
  await expect(panelOf(page).getByText('Saved', { exact: true })).toBeVisible()
}

/** With the cursor in a line, by keyboard alone. */
async function goToLine(page: Page, line: number): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Home')
  for (let step = 0; step < line; step++) await page.keyboard.press('ArrowDown')
}

async function transcribeAgain(page: Page): Promise<void> {
  await page.getByLabel('More for this transcription').click()
  await page.getByRole('button', { name: /^Transcribe again…/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Transcribe again' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** The server's answers about pages, with these lines uncertain. The emulator is always certain. */
async function makeUnsure(page: Page, unsure: readonly string[]): Promise<void> {
  await page.route(/\/api\/v1\/notebooks\/[^/]+\/pages\/[^/?]+$/, async (route) => {
    const answer = await route.fetch()
    const detail = await answer.json()
    for (const line of detail.ocr_lines) if (unsure.includes(line.text)) line.confidence = 0.6
    await route.fulfill({ response: answer, json: detail })
  })
}

const text = (page: Page, words: string): Locator =>
  panelOf(page).locator('.read-text').getByText(words, { exact: true })

test('a page is corrected, in two browsers, and through its next transcription', async ({ server, person, given }) => {
  const page = await person.open()
  await server.readsPages(page, { [uuid]: read })
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto(path)
  await expect(text(page, 'Feed the her0n')).toBeVisible()

  await test.step('by keyboard', async () => {
    await tabTo(page, editIn(page))
    await page.keyboard.press('Enter')
    await expect(editorIn(page)).toBeFocused()
    // For the browser's spelling.
    await expect(editorIn(page)).toHaveAttribute('lang', 'en')
    await expect(editorIn(page)).toHaveAttribute('spellcheck', 'true')
    await goToLine(page, 2)
    await page.keyboard.press('End')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('on')
    await expectSaved(page)
    await checkLooks(page, 'a text that is edited')
    await page.keyboard.press('Escape')
    await expect(editIn(page)).toBeFocused()
    await expect(page).toHaveURL(/pages\/1$/)
    await expect(panelOf(page).getByRole('checkbox', { name: 'Feed the heron' })).toBeVisible()
  })

  await test.step('beside the ink, which stays where it was', async () => {
    const stage = page.locator('.stage')
    const place = () => stage.evaluate((ink) => [ink.scrollLeft, ink.scrollTop, ink.scrollWidth, ink.scrollHeight])
    for (const key of ['1', '+', '+', '+']) await page.keyboard.press(key)
    await expect(page.getByText('200 %')).toBeVisible()
    await stage.evaluate((ink) => ink.scrollTo(20, 300))
    const before = await place()
    expect(before[1]).toBe(300)
    await page.keyboard.press('e')
    await expect(editorIn(page)).toBeFocused()
    await goToLine(page, 5)
    expect(await place()).toEqual(before)
    await page.keyboard.press('Escape')
    await expect(editIn(page)).toBeFocused()
    expect(await place()).toEqual(before)
    await page.keyboard.press('0')
  })

  await test.step('with find and replace, and undo', async () => {
    await page.keyboard.press('e')
    await expect(editorIn(page)).toBeFocused()
    await page.keyboard.press('ControlOrMeta+f')
    await page.keyboard.type('late')
    await page.keyboard.press('Tab')
    await page.getByRole('textbox', { name: 'Replace' }).fill('early')
    await checkLooks(page, 'find and replace')
    await page.getByRole('button', { name: 'Replace all' }).press('Enter')
    await page.keyboard.press('Escape')
    await expect(editorIn(page)).toContainText('The ferry was early.')
    await page.keyboard.press('ControlOrMeta+z')
    await expect(editorIn(page)).toContainText('The ferry was late.')
  })

  const there = await person.open('/sign-in')
  await person.signIn(there)
  await there.goto(path)
  await test.step('in two browsers at once, whose edits are merged', async () => {
    await text(there, 'Nothing else is new.').dblclick()
    await expect(editorIn(there)).toBeFocused()
    await there.keyboard.press('End')
    await there.keyboard.type(' Yet.')
    await goToLine(page, 4)
    await page.keyboard.press('End')
    await page.keyboard.type(' Again.')
    for (const each of [page, there]) {
      await expect(editorIn(each)).toContainText('The ferry was late. Again.')
      await expect(editorIn(each)).toContainText('Nothing else is new. Yet.')
      await expectSaved(each)
    }
    // Undo takes back what was typed here, and leaves the other's line.
    await page.keyboard.press('ControlOrMeta+z')
    await expect(editorIn(page)).not.toContainText('Again.')
    await expect(editorIn(page)).toContainText('Nothing else is new. Yet.')
    await page.keyboard.press('ControlOrMeta+Shift+z')
    await expect(editorIn(page)).toContainText('The ferry was late. Again.')
    await expect(editorIn(page)).toContainText('Nothing else is new. Yet.')
    await page.keyboard.press('ControlOrMeta+z')
    await expect(editorIn(page)).not.toContainText('Again.')
    await expectSaved(page)
    await there.keyboard.press('Escape')
    await expect(text(there, 'The ferry was late.')).toBeVisible()
  })

  await test.step('without a connection, until it is back', async () => {
    await page.context().setOffline(true)
    await goToLine(page, 5)
    await page.keyboard.press('End')
    await page.keyboard.type(' Really.')
    await expect(panelOf(page).getByText(/^Not sent yet: .*Your text is kept, and sent by itself\.$/)).toBeVisible()
    await checkLooks(page, 'a text that could not be saved')
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(text(page, 'Nothing else is new. Yet. Really.')).toBeVisible()
    await expect(panelOf(page).getByText(/^Not sent yet: kept in this browser/)).toBeVisible()
    await page.context().setOffline(false)
    await expect(page.getByText(/^Not sent yet/)).toHaveCount(0)
    await expect(text(page, 'Nothing else is new. Yet. Really.')).toBeVisible()
  })

  await test.step('what is transcribed otherwise later is a conflict, and can be settled', async () => {
    await server.readsAnew(uuid, read.replace('her0n', 'herons').replace('was late', 'is late'))
    await transcribeAgain(page)
    const conflicts = page.getByRole('region', { name: 'The handwriting changed where you had corrected it' })
    await expect(conflicts.getByRole('listitem')).toHaveCount(1)
    await expect(conflicts).toContainText('Feed the herons')
    await expect(text(page, 'The ferry is late.')).toBeVisible()
    await checkLooks(page, 'a conflict')
    await tabTo(page, conflicts.getByRole('button', { name: 'Keep mine' }))
    await page.keyboard.press('Enter')
    await expect(conflicts).toHaveCount(0)
    await expect(editIn(page)).toBeFocused()
    await expect(panelOf(page).getByRole('checkbox', { name: 'Feed the heron', exact: true })).toBeVisible()

    await server.readsAnew(uuid, read.replace('her0n', 'hens').replace('was late', 'is late').concat('\nBring ink.'))
    await transcribeAgain(page)
    await conflicts.getByRole('button', { name: 'Take the new one' }).click()
    await expect(conflicts).toHaveCount(0)
    await expect(panelOf(page).getByRole('checkbox', { name: 'Feed the hens', exact: true })).toBeVisible()
  })

  await test.step('the corrections and the new line are in exports', async () => {
    await expect(text(page, 'Bring ink.')).toBeVisible()
    await page.goto(`/notebooks/${sample.uuid}`)
    const markdown = (await exportByMenu(page, 'Markdown')).bytes.toString('utf8')
    using pdf = new PdfFile((await exportByMenu(page, 'PDF')).bytes)
    for (const line of ['Feed the hens', 'Nothing else is new. Yet. Really.', 'Bring ink.']) {
      expect(markdown).toContain(line)
      expect(pdf.text()).toContain(line)
    }
    await page.goto(path)
  })

  await test.step('the corrections are undone, and restored', async () => {
    const menu = page.getByLabel('More for this transcription')
    await menu.click()
    await page.getByRole('button', { name: 'Show what was transcribed' }).click()
    await expect(text(page, 'Nothing else is new.')).toBeVisible()
    await checkLooks(page, 'what was transcribed')
    await menu.click()
    await page.getByRole('button', { name: 'Undo my corrections…' }).click()
    await checkLooks(page, 'corrections that are to be undone')
    await page.getByRole('button', { name: 'Undo corrections' }).click()
    await expect(page.getByText('Your corrections were undone.')).toBeVisible()
    await expect(text(page, 'Nothing else is new.')).toBeVisible()
    await page.getByRole('button', { name: 'Restore my text' }).click()
    await expect(text(page, 'Nothing else is new. Yet. Really.')).toBeVisible()
  })

  await test.step('the text is kept under a name, and an earlier one restored', async () => {
    await page.getByLabel('More for this transcription').click()
    await page.getByRole('button', { name: 'Earlier versions…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Earlier versions' })
    await dialog.getByLabel('Keep the present text under a name').fill('Before the journey')
    await page.keyboard.press('Enter')
    await expect(dialog.getByText('Before the journey')).toBeVisible()
    const first = dialog.getByRole('listitem').filter({ hasText: 'transcribed' }).last()
    await first.locator('summary').press('Enter')
    await expect(first.getByText('- [ ] Feed the her0n')).toBeVisible()
    await checkLooks(page, 'earlier versions')
    await first.getByRole('button', { name: 'Restore this version' }).press('Enter')
    await expect(dialog).toHaveCount(0)
    await expect(panelOf(page).getByRole('checkbox', { name: 'Feed the her0n' })).toBeVisible()
  })
  expect(await server.violations()).toEqual([])
})

test('uncertain lines are checked one by one, by keyboard', async ({ server, person, given }) => {
  const page = await person.open()
  await server.readsPages(page, { [uuid]: read })
  await person.syncFirst(page, await given.sampleArchive())
  await makeUnsure(page, ['To Ada', 'Feed the her0n', 'Nothing else is new.'])
  await page.goto(path)
  await expect(page.getByText('3 lines are uncertain', { exact: false })).toBeVisible()
  await expect(page.locator('.read-layer')).toContainText('To Ada')
  await page.keyboard.press('n')
  const lit = page.locator('.read-layer .line-chosen')
  await expect(editorIn(page)).toBeFocused()
  await expect(lit).toHaveText('To Ada')
  await checkLooks(page, 'an uncertain line that is checked')
  await page.keyboard.press('Enter')
  await expect(lit).toHaveText('Feed the her0n')
  await page.keyboard.type('Feed the heron')
  await expectSaved(page)
  await page.keyboard.press('F8')
  await expect(lit).toHaveText('Nothing else is new.')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/uncertain line/)).toHaveCount(0)
  await expect(lit).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(panelOf(page).getByRole('checkbox', { name: 'Feed the heron' })).toBeVisible()
  await expect(page.getByText(/uncertain/)).toHaveCount(0)
  // This browser remembers what was accepted.
  await page.reload()
  await expect(text(page, 'Nothing else is new.')).toBeVisible()
  await expect(page.getByText(/uncertain/)).toHaveCount(0)
})
