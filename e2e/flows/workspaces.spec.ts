// SPDX-License-Identifier: AGPL-3.0-or-later
// Two people share notebooks in a workspace: invited by a link, moved, read, corrected, until one is removed.
import { expect, type Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { sample } from '../given.ts'
import { tabTo } from '../keyboard.ts'
import { Person } from '../person.ts'
import { test as base } from '../reading-person.ts'
import type { ReadingServer } from '../reading-server.ts'

const read = '# To Ada\n\n- [ ] Feed the her0n\n\nThe ferry was late.'
const uuid = sample.pages[0]?.uuid ?? ''

const test = base.extend<{ guest: Person }>({
  guest: async ({ browser, server, locale }, use) => {
    const guest = new Person(browser, { baseURL: server.address, locale: locale ?? 'en-GB' })
    await use(guest)
    await guest.leave()
  },
})

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const dialog = (page: Page) => page.getByRole('dialog')
const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Text and details' })
const workspacesOf = (page: Page) => page.locator('summary', { hasText: 'Workspaces' })
const card = (page: Page) => page.getByRole('link', { name: sample.name })

/** A person whose library has the sample, of which the first page was transcribed. */
async function withNotebook(person: Person, server: ReadingServer, archive: string): Promise<Page> {
  const page = await person.open()
  await server.readsPages(page, { [uuid]: read })
  await person.syncFirst(page, archive)
  await page.goto(`/notebooks/${sample.uuid}/pages/1`)
  await expect(panelOf(page).getByText('The ferry was late.', { exact: true })).toBeVisible()
  await page.goto('/')
  await expect(card(page)).toBeVisible()
  return page
}

async function createWorkspace(page: Page, name: string): Promise<void> {
  await workspacesOf(page).click()
  await page.getByRole('button', { name: 'New workspace…' }).click()
  await dialog(page).getByLabel('Name of the workspace').fill(name)
  await dialog(page).getByRole('button', { name: 'Create' }).click()
  await expect(heading(page, name)).toBeVisible()
}

/** On the screen of a workspace; ends on that of its members. */
async function inviteAs(page: Page, role: 'viewer' | 'member'): Promise<string> {
  await page.getByRole('link', { name: 'Members', exact: true }).click()
  await page.getByLabel('Role', { exact: true }).selectOption(role)
  await page.getByRole('button', { name: 'Create a link' }).click()
  const made = page.getByRole('region', { name: /^Invitation: / })
  const link = await made.locator('code').innerText()
  await checkLooks(page, `an invitation for a ${role}`)
  await made.getByRole('button', { name: 'I’ve copied it' }).click()
  return link
}

async function moveHere(page: Page, name: string): Promise<void> {
  await dialog(page).getByRole('radio', { name }).check()
  await dialog(page).getByRole('button', { name: 'Move', exact: true }).click()
  await expect(dialog(page)).toHaveCount(0)
}

/** Ends in the workspace. */
async function join(guest: Person, link: string): Promise<Page> {
  const page = await guest.open('/sign-up')
  await guest.signUp(page)
  await page.goto(link)
  await page.getByRole('button', { name: 'Accept' }).click()
  await expect(heading(page, 'Field notes')).toBeVisible()
  return page
}

test('a workspace is created, filled by a move, and shared by a link', async ({
  browser,
  server,
  person,
  guest,
  given,
}) => {
  const page = await withNotebook(person, server, await given.sampleArchive())
  await workspacesOf(page).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: 'My library' })).toBeFocused()
  await checkLooks(page, 'the menu of workspaces')
  await page.keyboard.press('Escape')
  await expect(workspacesOf(page)).toBeFocused()
  await createWorkspace(page, 'Field notes')
  await expect(page.getByText(/^No notebooks here yet/)).toBeVisible()
  await checkLooks(page, 'an empty workspace')

  await test.step('a notebook moves there whole, and back', async () => {
    await page.goto(`/notebooks/${sample.uuid}`)
    await page.getByRole('button', { name: 'Move…' }).click()
    await expect(dialog(page)).toContainText('Your tablet, quota, storage and integrations stay yours')
    await checkLooks(page, 'the question where a notebook is moved')
    await moveHere(page, 'Field notes')
    const toWorkspace = page.getByRole('link', { name: 'Workspace “Field notes”' })
    await expect(toWorkspace).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(toWorkspace).toHaveCount(0)
    await page.goto('/')
    await page.getByRole('button', { name: 'Select', exact: true }).click()
    await page.getByRole('button', { name: 'Select all' }).click()
    await page.getByRole('button', { name: 'Move…' }).click()
    await moveHere(page, 'Field notes')
    await expect(page.getByText(/moved to “Field notes”$/)).toBeVisible()
    await expect(card(page)).toHaveCount(0)
    await expect(page.getByText(/^All your notebooks are in shared workspaces/)).toBeVisible()
    await checkLooks(page, 'a library of which all was moved')
    await page.goto(`/notebooks/${sample.uuid}`)
    await toWorkspace.click()
    await expect(card(page)).toBeVisible()
  })

  const link = await inviteAs(page, 'member')
  expect(new URL(link).search).toBe('')
  const stranger = await guest.open(link)
  await test.step('someone without an account signs up first, and accepts then', async () => {
    await expect(stranger.getByText(/^You’ve been invited to a workspace/)).toBeVisible()
    await expect(stranger).toHaveURL(/\/invitation$/)
    await checkLooks(stranger, 'an invitation, signed out')
    await stranger.getByRole('link', { name: 'Create an account' }).click()
    await guest.signUp(stranger)
    await expect(stranger.getByRole('heading', { name: 'Join “Field notes”?' })).toBeVisible()
    await expect(stranger.getByText(`${person.email} invites you.`)).toBeVisible()
    await checkLooks(stranger, 'an invitation')
    await tabTo(stranger, stranger.getByRole('button', { name: 'Accept' }))
    await stranger.keyboard.press('Enter')
    await expect(heading(stranger, 'Field notes')).toBeVisible()
    await expect(card(stranger)).toBeVisible()
    await checkLooks(stranger, 'a workspace')
  })

  await test.step('the link works once', async () => {
    const late = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
    const other = await late.open('/sign-up')
    await late.signUp(other)
    await other.goto(link)
    await expect(other.getByText('This invitation was already used. Ask for a new one.')).toBeVisible()
    await checkLooks(other, 'an invitation that was used')
    await late.leave()
  })

  await page.reload()
  const members = page.getByRole('list', { name: 'Members' }).getByRole('listitem')
  await expect(members).toHaveCount(2)
  await expect(page.getByRole('list', { name: 'What happened here' })).toContainText(`${guest.email} joined (Member).`)
  await checkLooks(page, 'the members of a workspace')
})

test('two people read and correct one page, until one is removed', async ({ server, person, guest, given }) => {
  const page = await withNotebook(person, server, await given.sampleArchive())
  await createWorkspace(page, 'Field notes')
  const link = await inviteAs(page, 'member')
  await page.goto(`/notebooks/${sample.uuid}`)
  await page.getByRole('button', { name: 'Move…' }).click()
  await moveHere(page, 'Field notes')
  const there = await join(guest, link)
  await card(there).click()
  await there.getByRole('link', { name: 'page 1', exact: true }).click()
  await expect(panelOf(there).getByText('The ferry was late.', { exact: true })).toBeVisible()
  await expect(there.locator('.stage-page')).toBeVisible()
  await checkLooks(there, 'the page of another member')

  await test.step('what one writes the other sees', async () => {
    await there.getByRole('button', { name: 'Edit', exact: true }).click()
    await expect(there.getByRole('textbox', { name: 'Text of the page' })).toBeFocused()
    await there.keyboard.press('ControlOrMeta+End')
    await there.keyboard.type('\nWe came anyway.')
    await expect(panelOf(there).getByText('Saved', { exact: true })).toBeVisible()
    await there.getByRole('button', { name: 'Done' }).click()
    // Its to-dos have check boxes as well.
    await expect(there.getByRole('textbox', { name: 'Text of the page' })).toHaveCount(0)
    await panelOf(there).getByRole('checkbox', { name: 'Feed the her0n' }).check()
    await page.goto(`/notebooks/${sample.uuid}/pages/1`)
    await expect(panelOf(page).getByText('We came anyway.')).toBeVisible()
    await expect(panelOf(page).getByRole('checkbox', { name: 'Feed the her0n' })).toBeChecked()
  })

  await test.step('the workspace is searched', async () => {
    await there.goto('/')
    await workspacesOf(there).click()
    await there.getByRole('link', { name: /^Field notes/ }).click()
    await expect(heading(there, 'Field notes')).toBeVisible()
    await there.getByRole('searchbox', { name: 'Search names and pages' }).fill('ferry')
    const found = there.getByRole('region', { name: 'In your notes' })
    await found.getByRole('link', { name: /page 1/ }).click()
    await expect(panelOf(there).getByText('We came anyway.')).toBeVisible()
  })

  await test.step('who was removed sees nothing from the next click on', async () => {
    await page.goto('/')
    await workspacesOf(page).click()
    await page.getByRole('link', { name: /^Field notes/ }).click()
    await page.getByRole('link', { name: 'Members', exact: true }).click()
    await page.getByRole('button', { name: `Remove ${guest.email}` }).click()
    await checkLooks(page, 'the question before a member is removed')
    await dialog(page).getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(page.getByText(`${guest.email} was removed.`)).toBeVisible()
    await expect(page.getByRole('heading', { level: 2, name: 'Members' })).toBeFocused()
    await there.keyboard.press('ArrowRight')
    await expect(heading(there, 'This notebook is no longer shared with you')).toBeVisible()
    await checkLooks(there, 'a notebook that is no longer shared')
    await there.getByRole('link', { name: 'Back to the library' }).click()
    await expect(workspacesOf(there)).toBeVisible()
    await workspacesOf(there).click()
    await expect(there.getByRole('link', { name: 'My library' })).toBeVisible()
    await expect(there.getByRole('link', { name: /^Field notes/ })).toHaveCount(0)
  })
})

test('a viewer reads alone, and a text that was written before is kept', async ({ server, person, guest, given }) => {
  const page = await withNotebook(person, server, await given.sampleArchive())
  await createWorkspace(page, 'Field notes')
  const link = await inviteAs(page, 'member')
  await page.goto(`/notebooks/${sample.uuid}`)
  await page.getByRole('button', { name: 'Move…' }).click()
  await moveHere(page, 'Field notes')
  const there = await join(guest, link)
  await card(there).click()
  await there.getByRole('link', { name: 'page 1', exact: true }).click()
  await there.getByRole('button', { name: 'Edit', exact: true }).click()
  await expect(there.getByRole('textbox', { name: 'Text of the page' })).toBeFocused()
  await there.context().setOffline(true)
  await there.keyboard.press('ControlOrMeta+End')
  await there.keyboard.type('\nWritten on the train.')
  await expect(panelOf(there).getByText(/^Not sent yet/)).toBeVisible()

  await page.goto('/')
  await workspacesOf(page).click()
  await page.getByRole('link', { name: /^Field notes/ }).click()
  await page.getByRole('link', { name: 'Members', exact: true }).click()
  await page.getByLabel(`Role of ${guest.email}`).selectOption('Viewer')
  await expect(page.getByText(`${guest.email}: now Viewer.`)).toBeVisible()

  await there.context().setOffline(false)
  await expect(panelOf(there).getByText(/^Not sent: you may only read this workspace now/)).toBeVisible()
  await there.reload()
  await expect(panelOf(there).getByText(/^Not sent: you may only read this workspace now/)).toBeVisible()
  await expect(panelOf(there).getByText('Written on the train.')).toBeVisible()
  await expect(there.getByText(/^You can read and export this, but not change it/)).toBeVisible()
  await expect(there.getByRole('button', { name: 'Edit', exact: true })).toHaveCount(0)
  await expect(panelOf(there).getByRole('checkbox')).toBeDisabled()
  await checkLooks(there, 'a page for a viewer, with a text that was not sent')

  await there.getByRole('link', { name: sample.name }).click()
  await expect(there.getByRole('button', { name: /^(Move…|Delete)/ })).toHaveCount(0)
  await checkLooks(there, 'a notebook for a viewer')
  await there.getByRole('link', { name: 'Field notes' }).click()
  await expect(there.getByText(/^You can read and export the notebooks here/)).toBeVisible()
  await there.getByRole('link', { name: 'Members', exact: true }).click()
  await expect(there.getByRole('list', { name: 'Members' }).getByRole('listitem')).toHaveCount(2)
  await expect(there.getByRole('heading', { name: 'Invite someone' })).toHaveCount(0)
  await checkLooks(there, 'the members of a workspace, for a viewer')
})

test('owners hand over and leave, and a workspace ends without its notebooks', async ({
  server,
  person,
  guest,
  given,
}) => {
  const page = await withNotebook(person, server, await given.sampleArchive())
  await createWorkspace(page, 'Field notes')
  const link = await inviteAs(page, 'member')
  await expect(page.getByText(/^You’re the only member/)).toBeVisible()
  await page.goto(`/notebooks/${sample.uuid}`)
  await page.getByRole('button', { name: 'Move…' }).click()
  await moveHere(page, 'Field notes')
  const there = await join(guest, link)

  await page.goto('/')
  await workspacesOf(page).click()
  await page.getByRole('link', { name: /^Field notes/ }).click()
  await page.getByRole('link', { name: 'Members', exact: true }).click()
  await page.getByRole('button', { name: 'Hand over…' }).click()
  await dialog(page).getByRole('button', { name: 'Hand over', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Invite someone' })).toHaveCount(0)

  await there.getByRole('link', { name: 'Members', exact: true }).click()
  await there.getByLabel('Name of the workspace').fill('Herons')
  await there.getByRole('button', { name: 'Rename' }).click()
  await expect(heading(there, 'Members of “Herons”')).toBeVisible()
  await there.getByRole('button', { name: 'Delete the workspace…' }).click()
  await checkLooks(there, 'the question before a workspace is deleted')
  await dialog(there).getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(there.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(there).toHaveURL(/\/$/)

  await page.reload()
  await expect(heading(page, 'This workspace is no longer shared with you')).toBeVisible()
  await page.getByRole('link', { name: 'Back to the library' }).click()
  await expect(card(page)).toBeVisible()
})
