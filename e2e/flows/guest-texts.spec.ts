// SPDX-License-Identifier: AGPL-3.0-or-later
// Without an account: the text of a page and notes are written in this browser, saved as a ZIP, opened again, and taken
// along into an account.
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

const noteEditorIn = (page: Page) => page.getByRole('textbox', { name: 'Text of the note' })
const noteIn = (page: Page) => page.getByRole('region', { name: 'Text of the note' })

test('a guest writes notes, finds them, saves them, opens them again, and takes them along', async ({
  server,
  person,
  given,
}) => {
  const page = await person.open()
  const { origin } = new URL(server.address)
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.url().startsWith(`${origin}/api/`)) sent.push(request.url())
  })

  await test.step('into an empty library', async () => {
    await expect(page.getByRole('button', { name: 'New note' })).toBeVisible()
    await checkLooks(page, 'an empty library of a guest')
    await page.getByRole('button', { name: 'New note' }).click()
    await expect(noteEditorIn(page)).toBeFocused()
    await page.keyboard.type('# Groceries\n\nFor *Friday*.\n\n- [ ] Milk')
    await expect(noteIn(page).getByText('Saved', { exact: true })).toBeVisible()
    await expect(page.getByText('Stored in this browser only. Pictures and other files need an account.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Attach' })).toHaveCount(0)
    await checkLooks(page, 'a note that a guest writes')
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(noteIn(page).getByRole('heading', { name: 'Groceries' })).toBeVisible()
    await page.reload()
    await expect(noteIn(page).getByRole('heading', { name: 'Groceries' })).toBeVisible()
    await checkLooks(page, 'a note that a guest wrote')
  })

  await test.step('its to-dos are among the to-dos', async () => {
    await page.getByRole('link', { name: 'To-dos', exact: true }).click()
    const todos = page.getByRole('region', { name: 'In this browser' })
    await expect(todos.getByRole('listitem')).toHaveText(/Milk.*Groceries/)
    await checkLooks(page, 'the to-dos of a guest’s notes')
    await todos.getByRole('link', { name: 'Groceries' }).click()
    await expect(noteIn(page).getByRole('heading', { name: 'Groceries' })).toBeVisible()
  })

  await test.step('a library of notes alone is never called empty', async () => {
    let release = () => {}
    const isReleased = new Promise<void>((resolve) => (release = resolve))
    const file = '**/assets/reading-screens-*.js'
    await page.route(file, async (route) => {
      await isReleased
      await route.continue()
    })
    await page.goto('/')
    await expect(page.getByText('Loading your notes…')).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(0)
    release()
    await expect(page.getByRole('link', { name: 'Groceries' })).toBeVisible()
    await page.unroute(file)
  })

  await test.step('into a folder of the tree', async () => {
    await page.goto('/')
    await new Dashboard(page).drop(given.libraryFolder(2))
    await expect(page.getByText(/notebooks added/)).toBeVisible()
    await page.getByRole('button', { name: 'Tree', exact: true }).click()
    const tree = page.getByRole('list', { name: 'Folders and notebooks' })
    await tree.getByRole('button', { name: 'New note in “Work”' }).first().click()
    await expect(noteEditorIn(page)).toBeFocused()
    await page.keyboard.type('Call Ann')
    await page.keyboard.press('Escape')
    // It closes once the note is saved.
    await expect(noteEditorIn(page)).toHaveCount(0)
    await page.goto('/')
    const folder = tree.getByRole('button', { name: /^Work/ }).first()
    await expect(folder).toContainText(/notebooks? and 1 note/)
    await folder.click()
    await expect(tree.getByRole('link', { name: 'Call Ann' })).toBeVisible()
    await expect(tree.getByRole('link', { name: 'Groceries' })).toBeVisible()
    await checkLooks(page, 'a guest’s tree with notes')
    await page.getByRole('button', { name: 'Grid', exact: true }).click()
    await expect(page.locator('.note-cover')).toContainText('☐ Milk')
  })

  await test.step('it is found, corrected, deleted and brought back', async () => {
    await page.getByRole('searchbox').fill('friday')
    await page
      .getByRole('region', { name: 'In your notes' })
      .getByRole('link', { name: /Friday/ })
      .click()
    await expect(noteIn(page).getByRole('heading', { name: 'Groceries' })).toBeVisible()
    await page.keyboard.press('e')
    await expect(noteEditorIn(page)).toBeFocused()
    await page.keyboard.press('ControlOrMeta+Home')
    await page.keyboard.press('Shift+End')
    await page.keyboard.type('# Shopping')
    await page.keyboard.press('Escape')
    await expect(page).toHaveTitle('Shopping – rMirror')
    await page.getByRole('button', { name: 'Delete' }).click()
    const question = page.getByRole('dialog', { name: 'Delete “Shopping”?' })
    await expect(question).toContainText('It is only in this browser.')
    await question.getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByRole('link', { name: 'Shopping' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByRole('link', { name: 'Shopping' })).toBeVisible()
  })
  expect(sent).toEqual([])

  const download = page.waitForEvent('download')
  await chooseInMenu(page, 'Save my texts as ZIP')
  const saved = given.path('rmirror-notes.zip')
  await (await download).saveAs(saved)
  const notes = (of: Page) => of.locator('.notebook-card').filter({ has: of.locator('.note-cover') })

  await test.step('in another browser', async () => {
    const there = await person.open()
    await new Dashboard(there).drop(saved)
    await expect(there.getByText('2 texts were added or merged')).toBeVisible()
    await expect(notes(there)).toHaveCount(2)
    await new Dashboard(there).drop(saved)
    await expect(there.getByText('All texts of this archive are here already')).toBeVisible()
    await expect(notes(there)).toHaveCount(2)
  })

  await test.step('into an account, twice', async () => {
    await person.signUp(page)
    const panel = page.getByRole('region', { name: '2 texts of this browser aren’t in your account' })
    await panel.getByRole('button', { name: 'Add to my account' }).click()
    await expect(panel).toHaveCount(0)
    const shopping = page.getByRole('listitem').filter({ hasText: 'Shopping' })
    await expect(shopping).toContainText('Synced')
    await new Dashboard(page).drop(saved)
    await expect(page.getByText('2 texts were added or merged')).toBeVisible()
    await panel.getByRole('button', { name: 'Add to my account' }).click()
    await expect(panel).toHaveCount(0)
    await expect(page.getByText(/not sent/)).toHaveCount(0)
    await page.getByRole('link', { name: 'Shopping' }).click()
    await expect(noteIn(page).getByRole('heading', { name: 'Shopping' })).toBeVisible()
    await page.getByRole('button', { name: 'Earlier versions…' }).click()
    await expect(page.getByRole('dialog', { name: 'Earlier versions' })).toContainText('No earlier versions.')
    const there = await person.open('/sign-in')
    await person.signIn(there)
    // The server doesn't know the folder of one of them.
    await expect(notes(there)).toHaveCount(2)
    await expect(there.getByRole('link', { name: 'Shopping' })).toBeVisible()
  })
})
