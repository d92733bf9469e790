// SPDX-License-Identifier: AGPL-3.0-or-later
// A note is written by keyboard, named by its first line, found, corrected, deleted and restored.
import { expect, type Locator, type Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { Dashboard } from '../dashboard.ts'
import { tabTo } from '../keyboard.ts'
import { test } from '../reading-person.ts'

const editorIn = (page: Page) => page.getByRole('textbox', { name: 'Text of the note' })
const noteIn = (page: Page) => page.getByRole('region', { name: 'Text of the note' })
const treeOf = (page: Page) => page.getByRole('list', { name: 'Folders and notebooks' })

async function expectSaved(page: Page): Promise<void> {
  await expect(noteIn(page).getByText('Saved', { exact: true })).toBeVisible()
}

/** The sample library's folders are on the server. */
async function withFolders(page: Page, dashboard: Dashboard, folder: string): Promise<void> {
  await dashboard.drop(folder)
  await expect(page.getByText(/notebooks added/)).toBeVisible()
}

async function showTree(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Tree', exact: true }).click()
  return treeOf(page)
}

test('a note is written in a folder, found, corrected, deleted and restored', async ({ person, given }) => {
  const page = await person.open()
  await withFolders(page, new Dashboard(page), given.libraryFolder(2))
  await person.signUp(page)
  const tree = await showTree(page)
  const folder = tree.getByRole('button', { name: /^Work/ }).first()

  await test.step('by keyboard, in the folder that has the focus', async () => {
    await tabTo(page, folder)
    await page.keyboard.press('n')
    await expect(editorIn(page)).toBeFocused()
    await expect(editorIn(page)).toHaveText('')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('heading', { level: 1, name: 'Work' })).toBeVisible()
    await page.goBack()
    await page.goto('/')
    // An empty note leaves nothing.
    await expect(tree.getByRole('link', { name: 'Note', exact: true })).toHaveCount(0)
    await tabTo(page, folder)
    await page.keyboard.press('n')
    await expect(editorIn(page)).toBeFocused()
    await page.keyboard.type('# Groceries\n\nFor *Friday*.\n\n- [ ] Milk')
    await expectSaved(page)
    await checkLooks(page, 'a new note')
    await page.keyboard.press('Escape')
    await expect(noteIn(page).getByRole('heading', { name: 'Groceries' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeFocused()
    await expect(page.getByRole('checkbox', { name: 'Milk' })).toBeVisible()
    await expect(page).toHaveTitle('Groceries – rMirror')
    await expect(page.getByText(/transcri/i)).toHaveCount(0)
    await checkLooks(page, 'a note')
  })

  await test.step('it is in its folder, as a row and as a cover', async () => {
    await page.goto('/')
    await folder.click()
    await expect(tree.getByRole('link', { name: 'Groceries' })).toBeVisible()
    await checkLooks(page, 'a tree with a note')
    await page.getByRole('button', { name: 'Grid', exact: true }).click()
    await page.getByRole('link', { name: /^Work/ }).first().click()
    await expect(page.getByRole('link', { name: 'Groceries' })).toBeVisible()
    await expect(page.locator('.note-cover')).toContainText('☐ Milk')
    await expect(page.getByRole('listitem').filter({ hasText: 'Groceries' })).toContainText('Note')
    await checkLooks(page, 'a folder with a note')
  })

  await test.step('it is found by its words', async () => {
    await page.goto('/')
    await page.getByRole('searchbox').fill('friday')
    const hits = page.getByRole('region', { name: 'In your notes' })
    await hits.getByRole('link', { name: /Friday/ }).click()
    await expect(noteIn(page).getByText('Friday')).toBeVisible()
  })

  await test.step('it is there after a reload, and is corrected', async () => {
    await page.reload()
    await expect(noteIn(page).getByText('Friday')).toBeVisible()
    await page.keyboard.press('e')
    await expect(editorIn(page)).toBeFocused()
    await page.keyboard.press('ControlOrMeta+Home')
    await page.keyboard.press('Shift+End')
    await page.keyboard.type('# Shopping')
    await expectSaved(page)
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(page).toHaveTitle('Shopping – rMirror')
  })

  await test.step('its text is kept under a name', async () => {
    await page.getByRole('button', { name: 'Earlier versions…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Earlier versions' })
    await dialog.getByLabel('Keep the present text under a name').fill('Before the trip')
    await page.keyboard.press('Enter')
    await expect(dialog.getByText('Before the trip')).toBeVisible()
    await checkLooks(page, 'versions of a note')
    await page.keyboard.press('Escape')
  })

  await test.step('it is exported as it is written', async () => {
    await page.getByText('Export', { exact: true }).click()
    await checkLooks(page, 'exports of a note')
    const [markdown] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^Markdown/ }).click(),
    ])
    expect(markdown.suggestedFilename()).toBe('Shopping.md')
    await page.getByText('Export', { exact: true }).click()
    const [html] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^HTML|web page/ }).click(),
    ])
    expect(html.suggestedFilename()).toBe('Shopping.html')
  })

  await test.step('it is deleted, and restored', async () => {
    await page.getByRole('button', { name: 'Delete' }).click()
    const question = page.getByRole('dialog', { name: 'Delete “Shopping”?' })
    await expect(question).not.toContainText('tablet')
    await checkLooks(page, 'a note that is to be deleted')
    await question.getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Work' })).toBeVisible()
    await page.getByRole('link', { name: 'Show deleted notebooks' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Shopping' })).toContainText('Note')
    await checkLooks(page, 'a deleted note')
    await page.getByRole('button', { name: 'Restore “Shopping”' }).click()
    await expect(page.getByText('“Shopping” is back in your library.')).toBeVisible()
    await page.goto('/')
    await page.getByRole('link', { name: /^Work/ }).first().click()
    await page.getByRole('link', { name: 'Shopping' }).click()
    await expect(noteIn(page).getByText('Friday')).toBeVisible()
  })
})

test('a note is written on a phone, into an empty library', async ({ person }) => {
  const page = await person.open()
  await page.setViewportSize({ width: 360, height: 740 })
  await person.signUp(page)
  await expect(page.getByRole('button', { name: 'New note' })).toBeVisible()
  await checkLooks(page, 'an empty library of a person')
  await page.setViewportSize({ width: 360, height: 740 })
  await page.getByRole('button', { name: 'New note' }).click()
  await expect(editorIn(page)).toBeFocused()
  await page.keyboard.type('Call Ann')
  await expectSaved(page)
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('link', { name: 'Library', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Call Ann' })).toBeVisible()
  await page.getByRole('link', { name: 'Call Ann' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('link', { name: 'Call Ann' })).toBeVisible()
})

test('a note that is written offline is in the library, and sent when the connection is back', async ({ person }) => {
  const page = await person.open()
  await person.signUp(page)
  await page.getByRole('button', { name: 'New note' }).click()
  await expect(editorIn(page)).toBeFocused()
  await page.keyboard.type('First')
  await expectSaved(page)
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Library', exact: true }).click()
  await expect(page.getByRole('link', { name: 'First' })).toBeVisible()

  await page.context().setOffline(true)
  await page.keyboard.press('n')
  await expect(editorIn(page)).toBeFocused()
  await page.keyboard.type('# Offline')
  await expect(noteIn(page).getByText(/Not sent yet/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(noteIn(page).getByRole('heading', { name: 'Offline' })).toBeVisible()
  await checkLooks(page, 'a note that is not sent')
  await page.getByRole('link', { name: 'Library', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Offline' })).toContainText('not sent')
  await checkLooks(page, 'a library with a note that is not sent')

  // One that isn't wanted any more is deleted without a server.
  await page.keyboard.press('n')
  await expect(editorIn(page)).toBeFocused()
  await page.keyboard.type('Away')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Delete' }).click()
  await checkLooks(page, 'a note that is deleted without a server')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Library' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Away' })).toHaveCount(0)

  await page.context().setOffline(false)
  await expect(page.getByRole('listitem').filter({ hasText: 'Offline' })).toContainText('Synced')
  await page.reload()
  await page.getByRole('link', { name: 'Offline' }).click()
  await expect(noteIn(page).getByRole('heading', { name: 'Offline' })).toBeVisible()
  await expect(page.getByText(/not sent/i)).toHaveCount(0)
})
