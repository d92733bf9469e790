// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook is shared by a link: who has it reads in another browser, without an account, until it is revoked.
import type { Browser, Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { Dashboard, expect, expectDrawn } from '../dashboard.ts'
import { exportAs } from '../exporting.ts'
import { sample } from '../given.ts'
import { test } from '../reading-person.ts'

const uuid = sample.pages[0]?.uuid ?? ''
const read = '# To Ada\n\n- [ ] Feed the heron\n\nThe ferry was late.'

const dialogOf = (page: Page) => page.getByRole('dialog')
const panelOf = (page: Page) => page.locator('.viewer-panel')
const text = (page: Page, words: string) => panelOf(page).locator('.read-text').getByText(words, { exact: true })

interface LinkWish {
  password?: string
  downloads?: boolean
}

/** The address of a new link to what is on the screen. */
async function share(page: Page, { password, downloads }: LinkWish): Promise<string> {
  await page.getByRole('button', { name: 'Share by link' }).click()
  if (password) await dialogOf(page).getByLabel('Password (optional)', { exact: true }).fill(password)
  if (downloads) await dialogOf(page).getByLabel('Readers can download files').check()
  await checkLooks(page, `the dialog for a link${password ? ' with a password' : ''}`)
  await dialogOf(page).getByRole('button', { name: 'Make a link' }).click()
  await expect(dialogOf(page).getByRole('heading', { name: 'Your link' })).toBeFocused()
  const address = (await dialogOf(page).locator('.drawn-value code').textContent()) ?? ''
  await checkLooks(page, `a new link${password ? ' with a password' : ''}`)
  await dialogOf(page).getByRole('button', { name: 'I’ve copied it' }).click()
  return address
}

/** Another person's browser, which was never here. */
async function visit(browser: Browser, address: string, locale: string) {
  const context = await browser.newContext({ locale, serviceWorkers: 'block', reducedMotion: 'reduce' })
  const page = await context.newPage()
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  await page.goto(address)
  return { context, page, addresses }
}

test('a notebook is read by a link with a password, and no longer once it is revoked', async ({
  browser,
  server,
  person,
  given,
}) => {
  const page = await person.open()
  await server.readsPages(page, { [uuid]: read })
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto(`/notebooks/${sample.uuid}/pages/1`)
  await expect(text(page, 'Feed the heron')).toBeVisible()
  await page.goto(`/notebooks/${sample.uuid}`)
  const address = await share(page, { password: 'kitten in a box', downloads: true })
  const [, token = ''] = address.split('#')

  const { context, page: theirs, addresses } = await visit(browser, address, 'en-GB')
  await test.step('the password is asked for', async () => {
    await expect(theirs.getByRole('heading', { level: 1, name: 'This link has a password' })).toBeVisible()
    await theirs.getByLabel('Password of the link', { exact: true }).fill('puppy in a box')
    await theirs.keyboard.press('Enter')
    await expect(theirs.getByText('That isn’t the password of this link.')).toBeVisible()
    await checkLooks(theirs, 'a wrong password of a link')
    await theirs.getByLabel('Password of the link', { exact: true }).fill('kitten in a box')
    await theirs.keyboard.press('Enter')
  })
  await test.step('the notebook and its pages are shown', async () => {
    await expect(theirs.getByRole('heading', { level: 1, name: 'A notebook to try' })).toBeVisible()
    await expect(theirs.locator('.page-card')).toHaveCount(12)
    await expectDrawn(theirs.locator('.page-card img').first())
    await checkLooks(theirs, 'a shared notebook')
    await theirs.getByRole('link', { name: 'page 1', exact: true }).click()
    await expectDrawn(theirs.locator('.stage-page img').first())
    await expect(text(theirs, 'Feed the heron')).toBeVisible()
    await checkLooks(theirs, 'a shared page')
    await theirs.keyboard.press('ArrowRight')
    await expect(theirs.getByText('2 of 12')).toBeVisible()
    await theirs.keyboard.press('Escape')
    await expect(theirs.locator('.page-card')).toHaveCount(12)
  })
  await test.step('its text is saved as a file', async () => {
    await theirs.getByRole('button', { name: 'Export', exact: true }).click()
    await checkLooks(theirs, 'the formats of a shared notebook')
    const saved = await exportAs(dialogOf(theirs), 'Markdown', { pages: '1' })
    expect(saved.bytes.toString()).toContain('Feed the heron')
  })
  await test.step('neither the token nor a cookie travels where it doesn’t belong', async () => {
    expect(addresses.filter((each) => each.split('#')[0]?.includes(token))).toEqual([])
    expect(await context.cookies()).toEqual([])
    const robots = await theirs.request.get(`${server.address}/shared`, { headers: { accept: 'text/html' } })
    expect(robots.headers()['x-robots-tag']).toBe('noindex, nofollow')
    expect(robots.headers()['referrer-policy']).toBe('no-referrer')
  })
  await test.step('the owner sees when it was used, and revokes it', async () => {
    await page.goto('/account#account-links')
    const links = page.getByRole('region', { name: 'Shared links' })
    await expect(links.getByText(/last opened .* · with a password · with downloads/i)).toBeVisible()
    await checkLooks(page, 'an account with a link')
    await links.getByRole('button', { name: /^Revoke the link to A notebook to try/ }).click()
    await expect(links.getByText('The link to A notebook to try doesn’t work any more.')).toBeVisible()
    await theirs.reload()
    await expect(theirs.getByRole('heading', { level: 1, name: 'This link doesn’t work' })).toBeVisible()
    await checkLooks(theirs, 'a link that does not work')
  })
  await context.close()
})

test('a single page is read on a phone, in the language of its browser', async ({ browser, person, server, given }) => {
  const page = await person.open()
  await server.readsPages(page, { [uuid]: read })
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto(`/notebooks/${sample.uuid}/pages/1`)
  await expect(text(page, 'Feed the heron')).toBeVisible()
  const address = await share(page, {})

  const { context, page: theirs } = await visit(browser, address, 'de-DE')
  await theirs.setViewportSize({ width: 360, height: 740 })
  await expect(panelOf(theirs).getByText('Mit dir geteilt, nur zum Lesen')).toBeVisible()
  await expect(text(theirs, 'Feed the heron')).toBeVisible()
  await expectDrawn(theirs.locator('.stage-page img').first())
  await checkLooks(theirs, 'a shared page in German')
  await expect(theirs.locator('.page-card')).toHaveCount(0)
  await expect(theirs.getByRole('button', { name: 'Nächste Seite' })).toHaveCount(0)
  // Where the page leads: nowhere that needs an account.
  await theirs.goto(`${address}/7`)
  await expect(new Dashboard(theirs).heading('Diese Seite ist nicht im Notizbuch')).toBeVisible()
  await context.close()
})
