// SPDX-License-Identifier: AGPL-3.0-or-later
// One screen says what went, waits and failed, and asks before services remove much.
import type { Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { test as base, expect } from '../dashboard.ts'
import { germanPhone } from '../german.ts'
import { pressOn } from '../keyboard.ts'
import { Person } from '../person.ts'
import { ReadingServer } from '../reading-server.ts'
import { TargetEmulator } from '../target-emulator.ts'
import { setUpWebhook } from '../webhook.ts'

interface World {
  receiver: TargetEmulator
  server: ReadingServer
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
  server: async ({}, use) => {
    await using server = await ReadingServer.start({ RMIRROR_PRIVATE_URLS: 'on' })
    await use(server)
  },
  ann: async ({ browser, server }, use) => {
    const ann = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
    await use(ann)
    await ann.leave()
  },
  page: async ({ ann }, use) => {
    const page = await ann.open()
    await ann.signUp(page)
    await use(page)
  },
})

const uuid = (number: number) => `5d3a2f10-0000-4000-8000-${String(number).padStart(12, '0')}`
const name = 'Diary <img src=x onerror=alert(1)>'

/** Sends a manifest with the first `count` pages, each with typed text. */
async function announce(server: ReadingServer, token: string, count: number): Promise<void> {
  const pages = Array.from({ length: count }, (_, index) => ({
    page_uuid: uuid(index + 1),
    has_ink: false,
    typed_text: `Words of page ${index + 1}.`,
  }))
  const notebook = { notebook_uuid: uuid(1000), document_type: 'notebook', visible_name: name, pages }
  const answer = await fetch(`${server.address}/api/v1/sync/manifest`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ scope: 'notebooks', notebooks: [notebook] }),
  })
  expect(answer.status).toBe(200)
}

async function wordsAt(receiver: TargetEmulator, page: number): Promise<boolean> {
  return new RegExp(`Words of page ${page}\\b`).test(JSON.stringify(await receiver.state()))
}

async function pagesAt(receiver: TargetEmulator): Promise<number> {
  const { items } = await receiver.state<{ items: Record<string, object> }>()
  return JSON.stringify(items['/notes'] ?? {}).match(/Words of page \d+/g)?.length ?? 0
}

test('the first delivery is stopped, and started again', async ({ ann, page, receiver, server }) => {
  await announce(server, await ann.agentToken(server.address), 40)
  await setUpWebhook(page, receiver)
  await receiver.configure('faults', [{ after_ms: 3000, times: 100 }])
  await page.goto('/activity')
  await page.getByRole('button', { name: 'Stop the first delivery to Webhook' }).click()
  await expect(page.getByText(/items were left out\. What you change from now on is still delivered\./)).toBeVisible()
  await checkLooks(page, 'activity, a delivery that was stopped')
  await receiver.configure('faults', [])
  await announce(server, await ann.agentToken(server.address), 41)
  await expect.poll(() => wordsAt(receiver, 41), 'what is new is still delivered').toBe(true)
  expect(await pagesAt(receiver), 'the rest was left out').toBeLessThan(41)
  await page.goto('/integrations/webhook')
  await page.getByRole('button', { name: 'Deliver to Webhook what was left out' }).click()
  await expect.poll(() => pagesAt(receiver)).toBe(41)
  await expect(page.getByText('Up to date')).toBeVisible()
})

test('what went, failed and waits for a yes is on one screen, and nothing much is removed without that yes', async ({
  ann,
  page,
  receiver,
  server,
}) => {
  await page.getByLabel('Menu').click()
  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByText('Nothing has been synced yet.')).toBeVisible()
  await expect(page.getByText('No service gets your notes yet.')).toBeVisible()
  await checkLooks(page, 'activity without any')

  const token = await ann.agentToken(server.address)
  await announce(server, token, 40)
  await setUpWebhook(page, receiver)
  await page.goto('/activity')
  const webhook = page.getByRole('region', { name: 'Webhook' })
  await expect(webhook).toContainText('Up to date')
  const delivered = page.getByRole('list', { name: 'Delivered lately' })
  await expect(delivered.getByRole('link', { name }).first()).toBeVisible()
  await expect(page.getByText('Nothing is waiting to be transcribed')).toBeVisible()
  await checkLooks(page, 'activity, all delivered')

  // The receiver refuses everything: why is said, and it is tried again from here.
  await receiver.configure('faults', [{ status: 410, times: 1000 }])
  await announce(server, token, 41)
  await expect(webhook).toContainText('Deliveries have stopped')
  await expect(webhook.getByRole('list', { name: 'Webhook: Will be tried again' })).toContainText('Diary')
  await checkLooks(page, 'activity, one service stopped')
  await receiver.configure('faults', [])
  await webhook.getByRole('button', { name: 'Try now' }).click()
  await expect(webhook).toContainText('Up to date')
  await expect.poll(() => pagesAt(receiver)).toBe(41)

  // Much goes at once.
  await announce(server, token, 12)
  const bell = page.getByLabel(/^Notifications, \d unread$/).and(page.locator('summary'))
  await bell.click()
  await page.getByRole('link', { name: /12 pages, was 41/ }).click()
  await expect(page).toHaveURL(/\/activity$/)
  const asked = page.getByRole('region', { name: 'Waiting for your answer' })
  await expect(asked).toContainText('12 pages, was 41')
  await expect(asked).toContainText('Your services still have 29 pages.')
  await checkLooks(page, 'activity, asking before much is removed')
  await webhook.getByText('What would “Sync now” change there?').click()
  await webhook.getByRole('button', { name: 'Preview' }).click()
  await expect(webhook.getByText('Nothing would change there.')).toBeVisible()
  await webhook.getByRole('button', { name: 'Sync now' }).click()
  await expect(webhook).toContainText('Everything is already there.')
  expect(await pagesAt(receiver)).toBe(41)

  await pressOn(page, asked.getByRole('button', { name: /^Remove from your services/ }))
  const question = page.getByRole('dialog', { name: 'Remove 29 pages from your services?' })
  await checkLooks(page, 'the question before much is removed')
  await question.getByRole('button', { name: 'Remove there' }).click()
  await expect(page.getByText(/is being removed from your services/)).toBeVisible()
  await expect(asked).toHaveCount(0)
  await expect.poll(() => pagesAt(receiver)).toBe(12)

  await page.getByRole('button', { name: 'Copy diagnostics' }).click()
  await page.getByText('What was collected').click()
  const copied = page.getByRole('region', { name: 'Diagnostics' }).locator('pre')
  await expect(copied).toContainText('Integration webhook: active')
  await expect(copied).not.toContainText('Diary')
  await expect(copied).not.toContainText(receiver.address)
  await checkLooks(page, 'diagnostics')

  // The server is gone for a while: what is known stays, and what is asked for says why it can't be.
  await page.context().setOffline(true)
  await webhook.getByRole('button', { name: 'Sync now' }).click()
  await expect(webhook.getByRole('alert')).toContainText('Can’t reach the server')
  await page.context().setOffline(false)
  expect(await receiver.violations()).toEqual([])
})

test('in German, on a phone, what is dropped can be kept', async ({ ann, browser, page, receiver, server }) => {
  const token = await ann.agentToken(server.address)
  await announce(server, token, 30)
  await setUpWebhook(page, receiver)
  await expect.poll(() => pagesAt(receiver)).toBe(30)
  await announce(server, token, 3)

  const phone = await germanPhone({ browser, address: server.address, person: ann, next: '/activity', width: 320 })
  const asked = phone.getByRole('region', { name: 'Wartet auf deine Antwort' })
  await expect(asked).toContainText('3 Seiten, vorher 30')
  await checkLooks(phone, 'activity in German')
  await phone.setViewportSize({ width: 320, height: 700 })
  await pressOn(phone, asked.getByRole('button', { name: /behalten/ }))
  await expect(phone.getByText(/bleibt in deinen Diensten/)).toBeVisible()
  await expect(asked).toHaveCount(0)
  expect(await pagesAt(receiver)).toBe(30)
  await phone.context().close()
})
