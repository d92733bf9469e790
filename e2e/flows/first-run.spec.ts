// SPDX-License-Identifier: AGPL-3.0-or-later
// From a new account to notes in another service: each step is ticked off once the server has seen it, and the list ends
// itself.
import { checkLooks } from '../axe.ts'
import { Dashboard, expect } from '../dashboard.ts'
import { sample } from '../given.ts'
import { test as base } from '../reading-person.ts'
import { ReadingServer } from '../reading-server.ts'
import { TargetEmulator } from '../target-emulator.ts'
import { setUpWebhook } from '../webhook.ts'

const test = base.extend<{ receiver: TargetEmulator }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  server: async ({}, use) => {
    await using server = await ReadingServer.start({ RMIRROR_PRIVATE_URLS: 'on' })
    await use(server)
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  receiver: async ({}, use) => {
    await using receiver = await TargetEmulator.start('webhook')
    await use(receiver)
  },
})

test('the first steps lead from signing up to the first delivery, and then go', async ({
  server,
  person,
  receiver,
  given,
}) => {
  const page = await person.open()
  await server.readsPages(page, { [sample.pages[0]?.uuid ?? '']: 'The ferry was late.' })
  const steps = page.getByRole('region', { name: 'First steps' })
  const taken = steps.getByRole('listitem').filter({ hasText: '(done)' })

  await person.signUp(page)
  await page.goto('/')
  await expect(taken).toHaveText([/^Create an account/])
  // Not what a guest is promised.
  await expect(page.getByRole('main')).toContainText('Only what you sync leaves this browser')
  await expect(page.getByText('No account, no upload.')).toHaveCount(0)
  await checkLooks(page, 'first steps, nothing in the library')

  await new Dashboard(page).drop(await given.sampleArchive())
  await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link', { name: 'Library' }).click()
  await person.sync(page)
  // The library is on top; the steps are in the line above it, which stays open once it was opened.
  await expect(steps).toHaveCount(0)
  await expect(new Dashboard(page).statusToggle()).toContainText(/First steps: [23] of 5/)
  await new Dashboard(page).statusToggle().click()
  // While the page is open.
  const three = [/^Create an account/, /^Sync notebooks/, /^Have a page transcribed/]
  await expect(taken).toHaveText(three)
  await page.goto(`/notebooks/${sample.uuid}/pages/1`)
  await expect(page.getByRole('complementary')).toContainText('The ferry was late.')
  await page.goto('/')
  await expect(taken).toHaveText(three)
  await checkLooks(page, 'first steps, three of five')

  await steps.getByRole('link', { name: 'Connect a service' }).click()
  await expect(page).toHaveURL(/\/integrations$/)
  await setUpWebhook(page, receiver)
  await page.goto('/activity')
  await expect(page.getByRole('region', { name: 'Webhook' })).toContainText('Up to date')

  const ended = page.waitForResponse((answer) => answer.request().method() === 'PATCH')
  await page.goto('/')
  expect(await (await ended).json()).toMatchObject({ first_steps_ended: true })
  await expect(page.locator('.notebook-card')).toBeVisible()
  await expect(steps).toHaveCount(0)
  const there = await person.open('/sign-in')
  await person.signIn(there)
  await expect(there.locator('.notebook-card')).toBeVisible()
  await expect(there.getByRole('region', { name: 'First steps' })).toHaveCount(0)
  expect(await receiver.violations()).toEqual([])
})
