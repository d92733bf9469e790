// SPDX-License-Identifier: AGPL-3.0-or-later
// Notes go to other services: each is set up by its form and shows what was delivered; failures are explained and can
// be fixed, also with a keyboard alone and on a phone.
import type { Browser, Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { test as base, expect } from '../dashboard.ts'
import { germanPhone } from '../german.ts'
import { sample } from '../given.ts'
import { pressOn, typeInto } from '../keyboard.ts'
import { Person } from '../person.ts'
import { ReadingServer } from '../reading-server.ts'
import { TargetEmulator } from '../target-emulator.ts'

const token = 'a-token-of-readwise'
const letter = '# To Ada\n\n- [ ] Buy ink'
/** Marked on a page of the sample. */
const passage = 'A notebook is a place to think.'

interface World {
  receiver: TargetEmulator
  readwise: TargetEmulator
  server: ReadingServer
  /** A person with a notebook of twelve pages on the server, and their browser. */
  ann: Person
  page: Page
}

const test = base.extend<World>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  receiver: async ({}, use) => {
    await using receiver = await TargetEmulator.start('webhook')
    await use(receiver)
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  readwise: async ({}, use) => {
    await using readwise = await TargetEmulator.start('readwise', '--token', token)
    await use(readwise)
  },
  server: async ({ readwise }, use) => {
    const settings = { RMIRROR_TEST_READWISE_BASE_URL: readwise.address, RMIRROR_PRIVATE_URLS: 'on' }
    await using server = await ReadingServer.start(settings)
    await use(server)
  },
  ann: async ({ browser, server }, use) => {
    const ann = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
    await use(ann)
    await ann.leave()
  },
  page: async ({ ann, given, server }, use) => {
    const page = await ann.open()
    await server.readsPages(page, { [sample.pages[0]?.uuid ?? '']: letter })
    await ann.syncFirst(page, await given.sampleArchive())
    await page.getByRole('region', { name: 'Progress' }).getByRole('button', { name: 'Dismiss' }).first().click()
    await use(page)
  },
})

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const status = (page: Page) => page.getByRole('region', { name: 'Status' })
const bell = (page: Page, name: string | RegExp) => page.getByLabel(name).and(page.locator('summary'))

async function openIntegration(page: Page, name: string): Promise<void> {
  await page.getByLabel('Menu').click()
  await page.getByRole('link', { name: 'Integrations' }).click()
  await expect(title(page, 'Integrations')).toBeVisible()
  await page.getByRole('link', { name, exact: true }).click()
  await expect(title(page, name)).toBeVisible()
}

test('a webhook is set up, delivers, is stopped by its receiver, and goes on', async ({ page, receiver }) => {
  await page.getByLabel('Menu').click()
  await page.getByRole('link', { name: 'Integrations' }).click()
  await expect(page.getByText('Not set up').first()).toBeVisible()
  await checkLooks(page, 'integrations, none set up')
  await page.getByRole('link', { name: 'Webhook', exact: true }).click()

  await page.getByRole('button', { name: 'Set up' }).click()
  await expect(page.getByRole('alert')).toHaveText('This is missing: Address.')
  await checkLooks(page, 'a webhook without an address')
  await page.getByLabel('Address').fill(`${receiver.address}/notes`)
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByRole('row', { name: /^text of pages/i })).toBeVisible()
  await page.getByLabel('Only what I choose').check()
  await checkLooks(page, 'a preview, and the choice of notebooks')
  await page.getByLabel('Everything in your synced library').check()

  // The owner of the receiver enters the secret while the first call is on its way.
  await receiver.configure('faults', [{ after_ms: 5000 }])
  await page.getByRole('button', { name: 'Set up' }).click()
  const secret = page.getByText(/^whsec_/)
  await expect(page.getByRole('heading', { name: 'Signing secret' })).toBeFocused()
  await receiver.configure('secrets', { '/notes': await secret.textContent() })
  await checkLooks(page, 'a secret that is shown once')
  await page.getByRole('button', { name: 'I’ve copied it' }).click()
  await expect(secret).toHaveCount(0)
  await expect(status(page)).toContainText('Up to date')
  await expect(page.getByRole('list', { name: 'Deliveries' }).getByRole('link').first()).toBeVisible()
  await checkLooks(page, 'an integration that is up to date')
  const { items } = await receiver.state<{ items: Record<string, Record<string, { text?: string }>> }>()
  expect(JSON.stringify(items['/notes'])).toContain('Buy ink')

  await receiver.configure('faults', [{ status: 410, times: 100 }])
  await page.getByRole('link', { name: 'To-dos' }).click()
  // A completed to-do leaves the list, so a check of its box could come too late.
  await page.getByLabel('Buy ink').click()
  await expect(page.getByText('Done: “Buy ink”')).toBeVisible()
  await bell(page, /^Notifications, \d unread$/).click()
  await checkLooks(page, 'what the bell tells')
  await page
    .getByRole('link', { name: /Deliveries to Webhook have stopped/ })
    .first()
    .click()
  await expect(status(page)).toContainText('Deliveries have stopped')
  await expect(status(page)).toContainText('Nothing is lost')
  await checkLooks(page, 'an integration that stopped')
  await receiver.configure('faults', [])
  await page.getByRole('button', { name: 'Try now' }).click()
  await expect(status(page)).toContainText('Up to date')
  const after = await receiver.state<{ items: Record<string, object> }>()
  expect(JSON.stringify(after.items['/notes'])).toContain('"is_completed":true')

  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(status(page)).toContainText('Nothing is delivered while it is paused')
  await checkLooks(page, 'an integration that is paused')
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(status(page)).toContainText('Up to date')

  await page.getByRole('link', { name: 'To-dos' }).click()
  await page.getByText('Done', { exact: true }).click()
  await expect(page.locator('.todo').filter({ hasText: 'Buy ink' })).toContainText('Webhook delivered')
  await checkLooks(page, 'a to-do that was delivered')
  expect(await receiver.violations()).toEqual([])
})

test('a token that Readwise refuses is reported by the bell on every device, and replaced', async ({
  ann,
  page,
  readwise,
}) => {
  await openIntegration(page, 'Readwise')
  await expect(page.getByText(/it keeps its first title there/)).toBeVisible()
  await page.getByLabel('Access token').fill('mistyped')
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText('Readwise refused access.')).toBeVisible()
  await page.getByRole('button', { name: 'Set up' }).click()
  await expect(status(page)).toContainText('Deliveries have stopped')
  await expect(status(page)).toContainText('Readwise refused access.')

  const elsewhere = await ann.open('/sign-in')
  await ann.signIn(elsewhere)
  await bell(elsewhere, /^Notifications, \d unread$/).click()
  await expect(elsewhere.getByRole('link', { name: /Deliveries to Readwise have stopped/ })).toBeVisible()
  await elsewhere.getByRole('button', { name: 'Mark all as read' }).click()
  await expect(bell(page, 'Notifications')).toBeVisible()
  await elsewhere.goto('/integrations')
  await expect(elsewhere.getByRole('listitem').filter({ hasText: 'Readwise' })).toContainText(
    'Readwise refused access.',
  )
  await checkLooks(elsewhere, 'integrations, one stopped')
  await elsewhere.getByRole('link', { name: 'Readwise', exact: true }).click()
  await expect(status(elsewhere)).toContainText('Deliveries have stopped')

  await status(page).getByRole('link', { name: 'Check the settings' }).click()
  await page.getByRole('button', { name: 'Replace: Access token' }).click()
  await page.getByLabel('Access token').fill(token)
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText('Readwise answers as it should.')).toBeVisible()
  await readwise.configure('faults', [{ status: 400, method: 'POST', containing: passage, times: 1000 }])
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(status(page)).toContainText('1 delivery failed')
  // The other browser follows.
  await expect(status(elsewhere)).toContainText('1 delivery failed')
  const refused = page.getByRole('list', { name: 'Deliveries' }).filter({ hasText: 'Readwise refused the highlight.' })
  await page.getByRole('radio', { name: 'Failed' }).check()
  await expect(refused.getByRole('button', { name: 'Retry' })).toBeVisible()
  await checkLooks(page, 'a delivery that failed')
  await readwise.configure('faults', [])
  await refused.getByRole('button', { name: 'Retry' }).click()
  await expect(status(page)).toContainText('Up to date')
  await expect(status(elsewhere)).toContainText('Up to date')
  await page.getByRole('radio', { name: 'Delivered' }).check()
  await bell(page, /^Notifications, \d unread$/).click()
  await expect(page.getByRole('link', { name: /First delivery to Readwise/ })).toBeVisible()
  await expect(page.getByRole('link', { name: /1 delivery to Readwise failed/ })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('list', { name: 'Deliveries' }).getByRole('link').first().click()
  const here = page.getByRole('complementary').getByText(/^Readwise delivered/)
  await expect(here).toBeVisible()
  await checkLooks(page, 'a page that was delivered')
  await page.keyboard.press('Escape')
  await expect(page.getByText(/^Readwise delivered/)).toBeVisible()
  await checkLooks(page, 'a notebook that was delivered')

  await openIntegration(page, 'Readwise')
  await page.getByRole('button', { name: 'Remove…' }).click()
  await page.getByLabel('Delete them from Readwise, too').check()
  await checkLooks(page, 'the question before removing')
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('button', { name: 'Set up' })).toBeVisible()
  expect(JSON.stringify(await readwise.state())).not.toContain('"text"')
  expect(await readwise.violations()).toEqual([])
})

test('Obsidian is given a key and an address, and fetches', async ({ page, server, request }) => {
  await openIntegration(page, 'Obsidian')
  await page.getByText('Another plugin, with a key').click()
  await expect(page.getByText(server.address, { exact: true })).toHaveCount(2)
  await checkLooks(page, 'how another plugin of Obsidian is set up')
  await page.getByRole('button', { name: 'Create a key' }).click()
  const key = await page.locator('.drawn code').textContent()
  await page.getByRole('button', { name: 'I’ve copied it' }).click()
  await expect(status(page)).toContainText('Waiting for Obsidian to fetch your notes')

  const headers = { authorization: `Bearer ${key}` }
  let notebooks: { notebook_uuid: string; content_hash: string }[] = []
  const fetched = async () => {
    notebooks = (await (await request.get(`${server.address}/v1/obsidian/sync`, { headers })).json()).notebooks
    return JSON.stringify(notebooks)
  }
  // A page is transcribed some time after it was sent.
  await expect.poll(fetched).toContain('Buy ink')
  const synced_notebooks = notebooks.map(({ notebook_uuid, content_hash }) => ({
    notebook_uuid,
    content_hash,
    file_path: 'rMirror/note.md',
  }))
  const data = { synced_notebooks, deleted_notebooks: [] }
  expect((await request.post(`${server.address}/v1/obsidian/sync/confirm`, { headers, data })).status()).toBe(200)
  await expect(status(page)).toContainText('Ready. Obsidian fetches what has changed.')
  await checkLooks(page, 'Obsidian, having fetched')

  await page.getByRole('button', { name: 'API key: create a new one…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Create a new one' }).click()
  await expect(page.locator('.drawn code')).not.toHaveText(key ?? '')
  expect((await request.get(`${server.address}/v1/obsidian/sync`, { headers })).status()).toBe(401)
})

test('an integration that is removed in one browser is gone in the other', async ({ ann, page }) => {
  await openIntegration(page, 'Obsidian')
  await page.getByText('Another plugin, with a key').click()
  await page.getByRole('button', { name: 'Create a key' }).click()
  await page.getByRole('button', { name: 'I’ve copied it' }).click()
  const elsewhere = await ann.open('/sign-in')
  await ann.signIn(elsewhere)
  await elsewhere.getByLabel('Menu').click()
  await elsewhere.getByRole('link', { name: 'Integrations' }).click()
  const obsidian = elsewhere
    .getByRole('listitem')
    .filter({ has: elsewhere.getByRole('link', { name: 'Obsidian', exact: true }) })
  await expect(obsidian).toContainText('Waiting')
  // Nothing was delivered yet: only the integration itself goes.
  await page.getByRole('button', { name: 'Remove…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(obsidian).toContainText('Not set up')
})

test.describe('in German, on a phone, without a mouse', () => {
  const open = async (browser: Browser, server: ReadingServer, ann: Person) => {
    const page = await germanPhone({ browser, address: server.address, person: ann, next: '/integrations/webhook' })
    await expect(title(page, 'Webhook')).toBeVisible()
    return page
  }

  test('a webhook is set up, and the bell is read', async ({ browser, server, ann, page, receiver }) => {
    await expect(page.getByRole('link', { name: 'Account' })).toBeVisible()
    const phone = await open(browser, server, ann)
    await typeInto(phone, phone.getByLabel('Adresse'), `${receiver.address}/notes`)
    await receiver.configure('faults', [{ after_ms: 5000 }])
    await pressOn(phone, phone.getByRole('button', { name: 'Einrichten', exact: true }))
    await expect(phone.getByRole('heading', { name: 'Signaturschlüssel' })).toBeFocused()
    await receiver.configure('secrets', { '/notes': await phone.getByText(/^whsec_/).textContent() })
    await pressOn(phone, phone.getByRole('button', { name: 'Ich habe ihn kopiert' }))
    await expect(phone.getByText('Aktuell', { exact: true })).toBeVisible()
    await checkLooks(phone, 'an integration in German')

    await phone.setViewportSize({ width: 360, height: 740 })
    const ringing = bell(phone, /^Benachrichtigungen, \d ungelesen$/)
    await pressOn(phone, ringing)
    await phone.keyboard.press('ArrowDown')
    await expect(phone.getByRole('button', { name: 'Alle als gelesen markieren' })).toBeFocused()
    await phone.keyboard.press('ArrowDown')
    await expect(phone.getByRole('link', { name: /Übertragung|Anmeldung/ }).first()).toBeFocused()
    await phone.keyboard.press('Escape')
    await expect(ringing).toBeFocused()
    await phone.context().close()
  })
})
