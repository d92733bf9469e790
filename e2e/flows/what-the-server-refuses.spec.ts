// SPDX-License-Identifier: AGPL-3.0-or-later
// A real server that ends a session, has lost a notebook, is asked too often or for too much, is slow, gone or without its
// database: each is said in words, with a way out, and nothing that was typed is lost.
import { test as base, type Page } from '@playwright/test'
import { onFreePort } from '../../tests/world/free-port.ts'
import { startCluster, startServer } from '../../tests/world/programs.ts'
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { Device, inkOf, uuid } from '../device.ts'
import { OwnServer } from '../own-server.ts'
import { Person, password, test } from '../person.ts'
import { ReadingServer } from '../reading-server.ts'

/** What changes is not told to this browser from now on, as when a proxy lets no long answer through. */
const withoutNews = (page: Page) => page.route('**/api/v1/changes?*', () => {})

function profileOn(page: Page) {
  const region = page.getByRole('region', { name: 'Name and language' })
  return {
    name: region.getByLabel('Name', { exact: true }),
    save: region.getByRole('button', { name: 'Save' }),
    saved: region.getByRole('status').filter({ hasText: 'Saved.' }),
    refused: region.getByRole('alert'),
  }
}

test('a session that ends takes nothing that was typed', async ({ person }) => {
  const here = await person.open()
  await person.signUp(here)
  const [atProfile, atSettings] = [await person.open('/sign-in'), await person.open('/sign-in')]
  for (const other of [atProfile, atSettings]) await person.signIn(other)
  await atProfile.goto('/account')
  const { name, save, saved } = profileOn(atProfile)
  await name.fill('Ada of the attic')
  await atSettings.goto('/integrations/webhook')
  await atSettings.getByLabel('Address').fill('https://example.org/notes')

  await here.goto('/account')
  await here.getByRole('button', { name: 'Sign out all other browsers' }).click()
  await expect(here.getByText('All other browsers have been signed out.')).toBeVisible()
  // A token that was issued seconds ago is not renewed yet, so saving again signs the browser out.
  for (const [other, button] of [
    [atProfile, save],
    [atSettings, atSettings.getByRole('button', { name: 'Set up', exact: true })],
  ] as const)
    await expect(async () => {
      if (await button.isVisible()) await button.click({ timeout: 1000 })
      await expect(other.getByText('You’ve been signed out. Sign in', { exact: true })).toBeVisible({ timeout: 2000 })
    }).toPass()
  await expect(name).toHaveCount(0)
  await checkLooks(atProfile, 'a session that ended')
  for (const other of [atProfile, atSettings]) {
    await other.getByRole('main').getByRole('link', { name: 'Sign in', exact: true }).first().click()
    await other.getByLabel('Email').fill(person.email)
    await other.getByLabel('Password', { exact: true }).fill(password)
    await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  }
  await expect(atSettings.getByLabel('Address')).toHaveValue('https://example.org/notes')
  await expect(name).toHaveValue('Ada of the attic')
  await save.click()
  await expect(saved).toBeVisible()
  await expect(atProfile.getByText('Signed in as Ada of the attic')).toBeVisible()
})

test('a notebook that is deleted elsewhere while it is open is said to be gone', async ({ person, baseURL }) => {
  const page = await person.open()
  await person.signUp(page)
  const server = baseURL ?? ''
  const device = new Device(server, await person.agentToken(server))
  await device.announce([notebookOf(1, [{ page_uuid: uuid(11), has_ink: false, typed_text: 'Words.' }])])
  await page.goto(`/notebooks/${uuid(1)}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Notebook 1')

  const elsewhere = await person.open('/sign-in')
  await person.signIn(elsewhere)
  await elsewhere.goto(`/notebooks/${uuid(1)}`)
  await elsewhere.getByRole('button', { name: 'Delete', exact: true }).click()
  await elsewhere.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(elsewhere.getByRole('region', { name: '“Notebook 1” removed' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This notebook isn’t in your library')
  await checkLooks(page, 'a notebook that went meanwhile')
  await page.getByRole('link', { name: 'Back to the library' }).click()
  await expect(page).toHaveURL(/\/$/)
})

const notebookOf = (number: number, pages: object[]) => ({
  ...{ notebook_uuid: uuid(number), document_type: 'notebook', visible_name: `Notebook ${number}`, pages },
})

base('a user with too many requests sees how long to wait, and a taken address is named', async ({ browser }) => {
  await using server = await OwnServer.start({ RMIRROR_TEST_RATE_LIMITS: 'on' })
  const person = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
  await person.signUp(await person.open())
  const page = await person.open('/sign-up')
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText(
    'An account with this email address already exists. Sign in instead.',
  )
  await expect(page.getByLabel('Email')).toBeFocused()

  await page.goto('/sign-in')
  const data = { email: 'nobody@example.org', password: 'quite another lantern' }
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(data.password)
  // The minute that is counted may just have been over.
  await expect(async () => {
    while ((await page.request.post('/api/v1/auth/login', { data })).status() !== 429);
    const answered = page.waitForResponse('**/api/v1/auth/login')
    await page.getByLabel('Email').press('Enter')
    expect((await answered).status()).toBe(429)
  }).toPass()
  await expect(page.getByRole('alert')).toHaveText(/^Too many attempts\. Try again at \d\d:\d\d.*\.$/)
  await expect(page.getByLabel('Email')).toHaveValue(person.email)
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(data.password)
  await checkLooks(page, 'too many attempts to sign in')
  await person.leave()
})

base('a quota that was used up elsewhere is said where it is asked for', async ({ browser }) => {
  await using server = await ReadingServer.start({ RMIRROR_FREE_PAGES: '2' })
  const person = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
  const page = await person.open()
  await person.signUp(page)
  const device = new Device(server.address, await person.agentToken(server.address))
  const pages = [11, 12].map((number) => ({ page_uuid: uuid(number), ink_hash: `i1:${number}`, has_ink: true }))
  await device.announce([notebookOf(1, pages)])
  await server.readsImage(inkOf(11), 'The ferry was late.')
  await device.send(uuid(1), uuid(11), 'i1:11', inkOf(11))
  await page.goto(`/notebooks/${uuid(1)}/pages/1`)
  await expect(page.getByRole('complementary')).toContainText('The ferry was late.')

  await withoutNews(page)
  await page.reload()
  await page.getByLabel('More for this transcription').click()
  await page.getByRole('button', { name: /^Transcribe again…/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Transcribe this page again?' })
  await expect(dialog).toContainText('This uses the last page of your page quota.')
  await device.send(uuid(1), uuid(12), 'i1:12', inkOf(12))
  await dialog.getByRole('button', { name: 'Transcribe again' }).click()
  await expect(dialog.getByRole('alert')).toHaveText(
    /^Your page quota is used up\. You can have the page transcribed again when it resets on /,
  )
  await checkLooks(page, 'a page that the quota has no room for')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('complementary')).toContainText('The ferry was late.')
  await person.leave()
})

base('a server that is slow, gone or without its database loses nothing that was typed', async ({ browser }) => {
  await using cluster = await startCluster()
  const startAt = (port: number | string) => {
    const settings = { RMIRROR_DASHBOARD_DIR: 'web/dist', RMIRROR_LISTEN: `127.0.0.1:${port}` }
    return startServer(cluster.said, settings, 'native', 'api')
  }
  let address: string
  let person: Person
  let page: Page
  {
    await using first = await onFreePort(startAt)
    address = first.said
    person = new Person(browser, { baseURL: address, locale: 'en-GB' })
    page = await person.open()
    await person.signUp(page)
    await page.goto('/account')
    const { name, save, saved } = profileOn(page)
    await name.fill('Ada')
    process.kill(first.pid, 'SIGSTOP')
    try {
      await save.click()
      await expect(save, 'it is asked once, however long it takes').toHaveAttribute('aria-disabled', 'true')
    } finally {
      process.kill(first.pid, 'SIGCONT')
    }
    await expect(saved).toBeVisible()
  }

  const { name, save, saved, refused } = profileOn(page)
  await name.fill('Ada of the attic')
  await save.click()
  await expect(refused).toHaveText('Can’t reach the server. Check your connection and try again.')
  await checkLooks(page, 'a server that is gone')
  await using _ = await startAt(new URL(address).port)
  await save.click()
  await expect(saved).toBeVisible()
  await expect(page.getByText('Signed in as Ada of the attic')).toBeVisible()

  await name.fill('Ada of the shed')
  await cluster[Symbol.asyncDispose]()
  await save.click()
  await expect(refused).toHaveText('The server can’t do this right now. Try again in a moment.')
  await expect(name).toHaveValue('Ada of the shed')
  await checkLooks(page, 'a server without its database')
  await person.leave()
})
