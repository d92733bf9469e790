// SPDX-License-Identifier: AGPL-3.0-or-later
// Without an account: the text of a page is written in this browser, saved as a ZIP, opened again, and taken along into
// an account.
import { expect, type Locator, type Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { Dashboard } from '../dashboard.ts'
import { sample } from '../given.ts'
import { test } from '../reading-person.ts'

const uuid = sample.pages[0]?.uuid ?? ''
const path = `/notebooks/${sample.uuid}/pages/1`

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Text and details' })
const editorIn = (page: Page) => page.getByRole('textbox', { name: 'Text of the page' })
const text = (page: Page, words: string): Locator =>
  panelOf(page).locator('.read-text').getByText(words, { exact: true })

async function chooseInMenu(page: Page, name: string): Promise<void> {
  await page.getByLabel('Menu', { exact: true }).click()
  await page.getByRole('button', { name }).click()
}

test('a guest writes a text, saves all texts, opens them again, and takes them along', async ({
  server,
  person,
  given,
}) => {
  const page = await person.open()
  await server.readsPages(page, { [uuid]: 'To Ad4' })
  const archive = await given.sampleArchive()
  await new Dashboard(page).drop(archive)
  await expect(page.getByText('1 notebook added')).toBeVisible()
  await page.goto(path)
  await page.getByRole('button', { name: 'Write the text yourself' }).click()
  await expect(editorIn(page)).toBeFocused()
  await page.keyboard.type('To Ada')
  await expect(panelOf(page).getByText('Saved', { exact: true })).toBeVisible()
  await checkLooks(page, 'a text that a guest writes')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(text(page, 'To Ada')).toBeVisible()
  await page.reload()
  await expect(text(page, 'To Ada')).toBeVisible()
  await checkLooks(page, 'a text that a guest wrote')

  await page.goto('/')
  const download = page.waitForEvent('download')
  await chooseInMenu(page, 'Save my texts as ZIP')
  const saved = given.path('rmirror-texts.zip')
  await (await download).saveAs(saved)

  await test.step('in another browser', async () => {
    const there = await person.open()
    await new Dashboard(there).drop(archive)
    await expect(there.getByText('1 notebook added')).toBeVisible()
    await new Dashboard(there).drop(saved)
    await expect(there.getByText('1 text was added or merged')).toBeVisible()
    await new Dashboard(there).drop(saved)
    await expect(there.getByText('All texts of this archive are here already')).toBeVisible()
    await there.goto(path)
    await expect(text(there, 'To Ada')).toBeVisible()
  })

  await test.step('into an account', async () => {
    await person.signUp(page)
    await person.sync(page)
    const panel = page.getByRole('region', { name: '1 text of this browser isn’t in your account' })
    await expect(panel).toBeVisible()
    await checkLooks(page, 'a text that can be taken along')
    await panel.getByRole('button', { name: 'Add to my account' }).click()
    await expect(panel).toHaveCount(0)
    const there = await person.open('/sign-in')
    await person.signIn(there)
    await there.goto(path)
    await expect(text(there, 'To Ada')).toBeVisible()
  })
})
