// SPDX-License-Identifier: AGPL-3.0-or-later
// The screens of the README's and the documents' pictures. `make pictures` sets PICTURES_FOLDER to the folder that they
// are written to.
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { Dashboard, expect, expectDrawn } from '../dashboard.ts'
import { Person } from '../person.ts'
import { test } from '../reading-person.ts'
import { ReadingServer } from '../reading-server.ts'
import { meetings, shownFiles, shownLibrary, texts } from '../shown-library.ts'
import { TargetEmulator } from '../target-emulator.ts'

const desk = { width: 1280, height: 760 }
const phone = { width: 390, height: 780 }

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES_FOLDER
  if (!folder) return
  // What a Linux without a desktop takes for its own letters is not what people see.
  await page.evaluate(() => document.documentElement.style.setProperty('--sans', '"Liberation Sans", sans-serif'))
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), animations: 'disabled', caret: 'hide' })
  }
}

async function allDrawn(page: Page): Promise<void> {
  const covers = page.locator('.notebook-card img')
  for (const cover of await covers.all()) await expectDrawn(cover)
}

test('library, transcription, search and phone are as the README shows them', async ({ server, person, given }) => {
  const page = await person.open()
  await page.setViewportSize(desk)
  await server.readsPages(page, texts)
  const dashboard = new Dashboard(page)
  await dashboard.drop(given.folder('tablet', shownFiles()))
  await expect(page.getByText(`${shownLibrary.length} notebooks added`)).toBeVisible()
  await dashboard.panel.getByRole('button', { name: 'Dismiss' }).click()
  await expect(page.getByRole('list', { name: 'Folders' }).getByRole('link')).toHaveText([/Archive/, /Work/])
  await expect(page.locator('.notebook-card')).toHaveCount(8)
  await allDrawn(page)
  await picture(page, 'library')

  await person.signUp(page)
  await page.getByRole('button', { name: 'Sync this library' }).click()
  await expect(dashboard.panel.filter({ hasText: 'Synced: 11 pages sent' })).toBeVisible()
  await dashboard.panel.getByRole('button', { name: 'Dismiss' }).click()
  await page.goto(`/notebooks/${meetings.uuid}/pages/1`)
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('heading', { name: 'Tuesday, with Ada' })).toBeVisible()
  await expect(panel.getByRole('checkbox')).toHaveCount(4)
  await expectDrawn(dashboard.pagePicture())
  await picture(page, 'transcription')

  await page.setViewportSize(phone)
  await expect(panel.getByRole('heading', { name: 'Tuesday, with Ada' })).toBeVisible()
  await expectDrawn(dashboard.pagePicture())
  await picture(page, 'phone')

  await page.setViewportSize(desk)
  await page.goto('/')
  await expect(page.locator('.notebook-card')).toHaveCount(8)
  await page.keyboard.press('/')
  await page.keyboard.type('papper')
  const found = page.getByRole('region', { name: 'In your notes' })
  await expect(found.getByRole('status')).toHaveText(/^Found in [1-9]/)
  await expect(found.locator('mark').first()).toBeVisible()
  await picture(page, 'search')
  expect(await server.violations()).toEqual([])
})

test('integrations are as their document shows them', async ({ browser, given, request }) => {
  const token = 'a-token-of-readwise'
  await using readwise = await TargetEmulator.start('readwise', '--token', token)
  await using server = await ReadingServer.start({ RMIRROR_TEST_READWISE_BASE_URL: readwise.address })
  const viewport = { ...desk, height: 1150 }
  const ann = new Person(browser, { baseURL: server.address, locale: 'en-GB', viewport })
  const page = await ann.open()
  await new Dashboard(page).drop(given.folder('tablet', shownFiles()))
  await expect(page.getByText(`${shownLibrary.length} notebooks added`)).toBeVisible()
  await ann.signUp(page)
  await page.getByRole('button', { name: 'Sync this library' }).click()
  await expect(page.getByText('Synced: 11 pages sent')).toBeVisible()
  await page.goto('/integrations/readwise')
  await page.getByLabel('Access token').fill(token)
  await page.getByRole('button', { name: 'Set up' }).click()
  const status = page.getByRole('region', { name: 'Status' })
  await expect(status).toContainText('Up to date')

  await page.goto('/integrations/obsidian')
  await page.getByText('Another plugin, with a key').click()
  await page.getByRole('button', { name: 'Create a key' }).click()
  const headers = { authorization: `Bearer ${await page.locator('.drawn code').textContent()}` }
  const { notebooks } = await (await request.get(`${server.address}/v1/obsidian/sync`, { headers })).json()
  const synced_notebooks = notebooks.map(({ notebook_uuid, content_hash }: Record<string, string>) => ({
    ...{ notebook_uuid, content_hash, file_path: 'rMirror/note.md' },
  }))
  const data = { synced_notebooks, deleted_notebooks: [] }
  await request.post(`${server.address}/v1/obsidian/sync/confirm`, { headers, data })
  await expect(status).toContainText('Ready')
  await page.goto('/integrations')
  await expect(page.getByText('Up to date')).toBeVisible()
  await picture(page, 'integrations')
  await ann.leave()
})
