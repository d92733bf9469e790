// SPDX-License-Identifier: AGPL-3.0-or-later
// Someone who runs a server lets another person in from the waitlist, gives them a tier, and takes it back.
import type { Browser, Page } from '@playwright/test'
import { start, startCluster, startServer } from '../../tests/world/programs.ts'
import { checkLooks } from '../axe.ts'
import { expect, test } from '../dashboard.ts'
import { expectGerman, expectNothingCut } from '../german.ts'
import { Person, password } from '../person.ts'

async function makeAdmin(database: string, email: string): Promise<void> {
  const settings = { RMIRROR_DATABASE_URL: database }
  await using made = await start('build/native/rmirror-server', ['--make-admin', email], settings, () => true)
  expect(made.said).toContain(`${email} is an admin now`)
}

const menu = (page: Page) => page.locator('summary[aria-label="Menu"]')
const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text })

async function askForInvitation(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Join the waitlist' }).click()
  await expect(page.getByText(/You’re on the waitlist/)).toBeVisible()
}

test('from the waitlist to an account, a tier, and back', async ({ browser }) => {
  await using cluster = await startCluster()
  const settings = { RMIRROR_DASHBOARD_DIR: 'web/dist', RMIRROR_SIGNUP: 'waitlist' }
  await using server = await startServer(cluster.said, settings, 'native', 'api')
  const come = (locale = 'en-GB') => new Person(browser, { baseURL: server.said, locale })

  const ann = come()
  const page = await ann.open('/sign-up')
  await ann.signUp(page)
  await menu(page).click()
  await expect(page.getByRole('link', { name: 'Administration' })).toHaveCount(0)
  await makeAdmin(cluster.said, ann.email)

  const ben = come()
  const bens = await ben.open('/sign-up')
  await checkLooks(bens, 'the form of the waitlist')
  await askForInvitation(bens, ben.email)
  await checkLooks(bens, 'the waitlist joined')

  await page.reload()
  await menu(page).click()
  await page.getByRole('link', { name: 'Administration' }).click()
  await expect(row(page, ann.email)).toContainText('Admin')
  await page.getByRole('link', { name: 'Waitlist' }).click()
  await page.getByLabel(ben.email, { exact: true }).check()
  await checkLooks(page, 'the waitlist')
  await page.getByRole('button', { name: 'Invite one person' }).click()
  const link = await page.locator('.operator-links code').innerText()
  await checkLooks(page, 'the link of an invitation')
  await expect(row(page, ben.email)).toContainText('Invited')

  await bens.goto(link.replace(/^.*(?=\/sign-up)/, ''))
  await bens.reload()
  await bens.getByLabel('Email').fill(ben.email)
  await bens.getByLabel('Password', { exact: true }).fill(password)
  await bens.getByRole('button', { name: 'Create account' }).click()
  await expect(bens.getByRole('link', { name: 'Account', exact: true })).toBeVisible()
  await bens.goto('/admin')
  await expect(bens.getByText(/only for administrators of this server/)).toBeVisible()

  await page.getByRole('link', { name: 'People' }).click()
  await page.getByRole('button', { name: `Change ${ben.email}` }).click()
  await page.getByLabel('Tier').selectOption('Beta')
  await checkLooks(page, 'a person')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(row(page, ben.email)).toContainText('0 of 200')
  await checkLooks(page, 'people')

  await page.getByRole('link', { name: 'Audit log' }).first().click()
  await expect(row(page, 'Changed tier or limits')).toContainText('Tier: Free → Beta')
  await expect(row(page, 'Made an administrator')).toContainText('Command line')
  await checkLooks(page, 'the audit log')
  await page.getByRole('button', { name: `Undo: Changed tier or limits ${ben.email}` }).click()
  await expect(row(page, 'Undid: Changed tier or limits')).toBeVisible()
  await page.getByRole('link', { name: 'People' }).click()
  await expect(row(page, ben.email)).toContainText('0 of 30')
  await page.getByRole('link', { name: 'Invitations' }).click()
  await expect(page.getByRole('button', { name: 'Create invitation' })).toBeVisible()
  await checkLooks(page, 'invitations')
  await page.getByRole('link', { name: 'Health' }).click()
  await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible()
  await checkLooks(page, 'health')

  await inGermanOnAPhone(browser, server.said, ann)
  for (const person of [ann, ben]) await person.leave()
})

async function inGermanOnAPhone(browser: Browser, baseURL: string, ann: Person): Promise<void> {
  const viewport = { width: 320, height: 700 }
  const context = await browser.newContext({ baseURL, locale: 'de-DE', reducedMotion: 'reduce', viewport })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('E-Mail').fill(ann.email)
  await page.getByLabel('Passwort', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Konto', exact: true })).toBeVisible()
  for (const path of ['/admin', '/admin/waitlist', '/admin/invitations', '/admin/health', '/admin/log']) {
    await page.goto(path)
    await expect(page.getByRole('navigation', { name: 'Verwaltung' })).toBeVisible()
    await expect(page.getByText('Wird geladen')).toHaveCount(0)
    await expectGerman(page, path)
    await expectNothingCut(page, path)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
  }
  await context.close()
}
