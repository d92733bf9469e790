// SPDX-License-Identifier: AGPL-3.0-or-later
// On plain HTTP under a name, as in a home network, browsers hash nothing, lock nothing and keep no dashboard. All that
// needs none of it works, and what does need it is not promised.
import { readFileSync } from 'node:fs'
import type { Download, Page } from '@playwright/test'
import { PdfFile } from '../../tests/pdf/tools.ts'
import { Dashboard, expect, expectDrawn } from '../dashboard.ts'
import { somePage } from '../given.ts'
import { onHostName } from '../host-name.ts'
import { test } from '../person.ts'

test.use(onHostName)

/** None of what browsers keep for secure contexts. */
async function expectPlain(page: Page): Promise<void> {
  const there = await page.evaluate(() => [
    isSecureContext,
    'subtle' in crypto && crypto.subtle !== undefined,
    ...['locks', 'clipboard', 'storage', 'serviceWorker'].map((each) => each in navigator),
    'caches' in globalThis,
  ])
  expect(new Set(there)).toEqual(new Set([false]))
}

async function exported(page: Page, choice: RegExp): Promise<Download> {
  await page.locator('summary', { hasText: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: choice }).click()
  const confirm = page.getByRole('button', { name: 'Export', exact: true })
  if (choice.test('PDF')) await confirm.click()
  return download
}

test('pages are dropped, read, copied and exported, and working offline is not promised', async ({ person, given }) => {
  const page = await person.open()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await expectPlain(page)
  await expect(page.getByText('Export anything')).toBeVisible()
  await expect(page.getByText('Works offline')).toHaveCount(0)
  const dashboard = new Dashboard(page)
  await dashboard.drop(given.file('my page.rm', somePage), await given.sampleArchive())
  await dashboard.added('2 notebooks added')
  await expect(page.getByText(/problem|couldn’t be read/)).toHaveCount(0)
  await expect(page.locator('.notebook-card img')).toHaveCount(2)

  await page.getByRole('link', { name: 'A notebook to try' }).click()
  using pdf = new PdfFile(readFileSync(await (await exported(page, /^PDF/)).path()))
  expect(pdf.sizes()).toHaveLength(12)
  expect(pdf.text()).toContain('Pack the lamp')
  const zip = await exported(page, /^Images/)
  expect(
    readFileSync(await zip.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')

  await page.getByRole('link', { name: 'page 5', exact: true }).click()
  await expectDrawn(dashboard.pagePicture())
  await page.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  await page.goto('/')
  await page.getByRole('searchbox').focus()
  await page.keyboard.press('ControlOrMeta+v')
  await expect(page.getByRole('searchbox')).toHaveValue(/Pack the lamp/)

  await page.goto('/about')
  await expect(page.getByText('is downloaded with your first PDF')).toBeVisible()
  await expect(page.getByText('works offline')).toHaveCount(0)
  expect(faults).toEqual([])
})

test('a person signs up, syncs, comes back and signs out', async ({ person, given }) => {
  const page = await person.open()
  await expectPlain(page)
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto('/account')
  await expect(page.getByText(`Signed in as ${person.email}`)).toBeVisible()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Sign in', exact: true }).first()).toBeVisible()
  await expect.poll(() => page.context().cookies()).toMatchObject([{ name: 'rmirror_browser' }])
})
