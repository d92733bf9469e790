// SPDX-License-Identifier: AGPL-3.0-or-later
// A page is corrected without a network: the text outlives the tab, is sent when the network is back, and is compared
// with what another browser wrote. So is a note. Signing out asks before it is lost.
import { expect, type Locator, type Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { Dashboard } from '../dashboard.ts'
import { sample } from '../given.ts'
import { leftBehind } from '../left-behind.ts'
import type { Person } from '../person.ts'
import { test } from '../reading-person.ts'

test.use({ serviceWorkers: 'allow' })

const read = '# To Ada\n\nFeed the her0n\n\nThe ferry was late.\nNothing else is new.'
const uuid = sample.pages[0]?.uuid ?? ''
const path = `/notebooks/${sample.uuid}/pages/1`

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Text and details' })
const editorIn = (page: Page) => page.getByRole('textbox', { name: 'Text of the page' })
const unsentIn = (page: Page) => page.getByRole('region', { name: '1 text not sent yet' })
const text = (page: Page, words: string): Locator =>
  panelOf(page).locator('.read-text').getByText(words, { exact: true })

/** Types at the end of a line. */
async function append(page: Page, line: number, words: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Home')
  for (let step = 0; step < line; step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await page.keyboard.type(words)
}

async function edit(page: Page, line: number, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await expect(editorIn(page)).toBeFocused()
  await append(page, line, words)
}

/** Another browser of the person, on the page and ready for going offline. */
async function openOnThePage(person: Person): Promise<Page> {
  const page = await person.open('/sign-in')
  await person.signIn(page)
  await new Dashboard(page).readyForOffline()
  await page.goto(path)
  await expect(text(page, 'The ferry was late.')).toBeVisible()
  return page
}

test.beforeEach(async ({ server, person, given }) => {
  const first = await person.open()
  await server.readsPages(first, { [uuid]: read })
  await person.syncFirst(first, await given.sampleArchive())
  await first.goto(path)
  await expect(text(first, 'The ferry was late.')).toBeVisible()
  await first.context().close()
})

test('a page is corrected offline, and the tab is closed before it is sent', async ({ person }) => {
  const page = await openOnThePage(person)
  const there = await openOnThePage(person)
  await page.context().setOffline(true)
  await edit(page, 4, ' Again.')
  await expect(panelOf(page).getByText(/^Not sent yet: Can’t reach the server/)).toBeVisible()
  await checkLooks(page, 'a text that is edited offline')
  await page.reload()

  await expect(text(page, 'The ferry was late. Again.')).toBeVisible()
  await expect(panelOf(page).getByText(/^Not sent yet: kept in this browser/)).toBeVisible()
  await checkLooks(page, 'a page with a text that is not sent yet')
  await edit(page, 5, ' Yet.')
  await expect(panelOf(page).getByText(/^Not sent yet/)).toBeVisible()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(text(page, 'Nothing else is new. Yet.')).toBeVisible()

  await page.goto(`/notebooks/${sample.uuid}`)
  const cards = page.getByRole('list', { name: 'Pages' }).getByRole('listitem')
  await expect(cards.first()).toContainText('1 text not sent yet')
  await expect(cards.nth(1)).not.toContainText('not sent')
  await checkLooks(page, 'pages of which one has a text that is not sent yet')
  await page.goto('/')
  await expect(page.locator('.notebook-card')).toContainText('1 text not sent yet')
  await unsentIn(page).getByRole('button', { name: 'Show' }).click()
  const list = page.getByRole('dialog', { name: 'Texts not sent yet' })
  await expect(list.getByRole('listitem')).toHaveText(/To Ada/)
  await checkLooks(page, 'the texts that are not sent yet')
  await list.getByRole('button', { name: 'Close' }).click()

  const tab = await page.context().newPage()
  await page.close({ runBeforeUnload: false })
  await tab.context().setOffline(false)
  await tab.goto('/')
  await expect(text(there, 'The ferry was late. Again.')).toBeVisible()
  await expect(text(there, 'Nothing else is new. Yet.')).toBeVisible()
  await expect(unsentIn(tab)).toHaveCount(0)
})

test('lines that another browser changed meanwhile are decided one by one', async ({ person }) => {
  const page = await openOnThePage(person)
  const there = await openOnThePage(person)
  await page.context().setOffline(true)
  await edit(page, 2, ' at noon')
  await append(page, 4, ' Again.')
  await expect(panelOf(page).getByText(/^Not sent yet/)).toBeVisible()
  await edit(there, 2, ' at night')
  await append(there, 5, ' Really.')
  await expect(panelOf(there).getByText('Saved', { exact: true })).toBeVisible()

  await page.context().setOffline(false)
  const dialog = page.getByRole('dialog', { name: 'Changed on another device, too' })
  await expect(dialog.getByRole('listitem')).toHaveText(/Feed the her0n at noon.*Feed the her0n at night/)
  await checkLooks(page, 'lines that another device changed, too')
  await dialog.getByRole('button', { name: 'Decide later' }).click()
  await expect(panelOf(page).getByText(/^Not sent: another device changed the same lines/)).toBeVisible()

  await test.step('also after the tab was loaded again', async () => {
    await page.reload()
    await expect(text(page, 'Feed the her0n at noon')).toBeVisible()
    await checkLooks(page, 'a page with a text that two devices changed')
    await page.getByRole('button', { name: 'Compare' }).click()
    await dialog.getByRole('button', { name: 'Take the other', exact: true }).click()
    await expect(dialog).toHaveCount(0)
  })
  for (const each of [page, there]) {
    await expect(editorIn(each)).toContainText('Feed the her0n at night')
    await expect(editorIn(each)).toContainText('The ferry was late. Again.')
    await expect(editorIn(each)).toContainText('Nothing else is new. Really.')
    await expect(panelOf(each).getByText('Saved', { exact: true })).toBeVisible()
  }
})

test('a note that two browsers wrote at once has what both wrote, and a person decides line by line', async ({
  person,
}) => {
  const noteEditorIn = (page: Page) => page.getByRole('textbox', { name: 'Text of the note' })
  const noteIn = (page: Page) => page.getByRole('region', { name: 'Text of the note' })
  const page = await openOnThePage(person)
  await page.goto('/')
  await page.getByRole('button', { name: 'New note' }).click()
  await expect(noteEditorIn(page)).toBeFocused()
  await page.keyboard.type('# Ferry\n\nLeaves at noon\nBring coffee\nTickets: two')
  await expect(noteIn(page).getByText('Saved', { exact: true })).toBeVisible()
  const there = await openOnThePage(person)
  await there.goto('/')
  await there.getByRole('link', { name: 'Ferry' }).click()
  await expect(noteIn(there).getByText('Bring coffee')).toBeVisible()
  await there.keyboard.press('e')
  await expect(noteEditorIn(there)).toBeFocused()

  await page.context().setOffline(true)
  await append(page, 2, ', pier 4')
  await append(page, 3, ' and tea')
  await append(page, 4, '\nWritten offline')
  await expect(noteIn(page).getByText(/^Not sent yet/)).toBeVisible()
  await append(there, 2, ', pier 5')
  await append(there, 3, ' and cake')
  await append(there, 0, ' to Ada')
  await expect(noteIn(there).getByText('Saved', { exact: true })).toBeVisible()

  await page.context().setOffline(false)
  const dialog = page.getByRole('dialog', { name: 'Changed on another device, too' })
  const lines = dialog.getByRole('listitem')
  await expect(lines).toHaveText([/noon, pier 4.*noon, pier 5/, /coffee and tea.*coffee and cake/])
  await checkLooks(page, 'lines of a note that another device changed, too')
  await lines.first().getByRole('button', { name: 'Keep mine' }).click()
  await expect(lines).toHaveCount(1)
  await lines.getByRole('button', { name: 'Take the other', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  for (const each of [page, there]) {
    for (const line of ['Ferry to Ada', 'noon, pier 4', 'coffee and cake', 'Tickets: two', 'Written offline'])
      await expect(noteEditorIn(each)).toContainText(line)
    await expect(noteIn(each).getByText('Saved', { exact: true })).toBeVisible()
  }
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'Ferry to Ada' })).toBeVisible()
})

test('signing out asks before unsent texts are lost, and leaves nothing', async ({ person }) => {
  const page = await openOnThePage(person)
  await page.context().setOffline(true)
  await edit(page, 4, ' Again.')
  await expect(panelOf(page).getByText(/^Not sent yet/)).toBeVisible()
  await page.goto('/account')
  const question = page.getByRole('dialog', { name: 'One text isn’t sent yet' })
  const signOut = page.getByRole('button', { name: 'Sign out', exact: true })
  await signOut.click()
  await checkLooks(page, 'signing out with an unsent text')
  await question.getByRole('button', { name: 'Send now' }).click()
  await expect(question.getByText('One text couldn’t be sent.')).toBeVisible()
  await question.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(question).toHaveCount(0)
  await signOut.click()
  await question.getByRole('button', { name: 'Throw away and sign out' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your handwriting, beyond the tablet')
  await page.context().setOffline(false)
  await page.reload()
  await expect.poll(() => leftBehind(page)).toEqual(['rmirror_browser'])

  await test.step('or sends them first', async () => {
    await person.signIn(page)
    await page.goto(path)
    await expect(text(page, 'The ferry was late.')).toBeVisible()
    await page.context().setOffline(true)
    await edit(page, 4, ' Today.')
    await expect(panelOf(page).getByText(/^Not sent yet/)).toBeVisible()
    await page.goto('/')
    await expect(unsentIn(page)).toBeVisible()
    await page.context().setOffline(false)
    await expect(unsentIn(page)).toHaveCount(0)
    await page.getByRole('link', { name: 'Account', exact: true }).click()
    await signOut.click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your handwriting, beyond the tablet')
    await expect.poll(() => leftBehind(page)).toEqual(['rmirror_browser'])
    const there = await person.open('/sign-in')
    await person.signIn(there)
    await there.goto(path)
    await expect(text(there, 'The ferry was late. Today.')).toBeVisible()
  })
})
