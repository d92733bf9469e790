// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything that is stored is downloaded, then the account is deleted, and the same address signs up again.
import { readFileSync, rmSync } from 'node:fs'
import { BlobReader, type Entry, TextWriter, ZipReader } from '@zip.js/zip.js'
import { legalTexts } from '../../tests/contract/legal.ts'
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { OwnServer } from '../own-server.ts'
import { test } from '../person.ts'

async function filesIn(path: string): Promise<Map<string, Entry>> {
  const entries = await new ZipReader(new BlobReader(new Blob([readFileSync(path)]))).getEntries()
  return new Map(entries.map((entry) => [entry.filename, entry]))
}

test('everything is downloaded, deleted, and begun anew', async ({ person, given }) => {
  const page = await person.open()
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto('/account#account-data')
  const section = page.getByRole('region', { name: 'Your data' })
  await expect(section.getByRole('row', { name: /^Pages 12/ })).toBeVisible()
  await checkLooks(page, 'what is stored about a person')

  const downloading = page.waitForEvent('download')
  await section.getByRole('button', { name: 'Download everything' }).press('Enter')
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^rmirror-\d{4}-\d\d-\d\d\.zip$/)
  await expect(page.getByText('Your data has been downloaded.')).toBeVisible()
  const files = await filesIn(await download.path())
  const names = [...files.keys()]
  expect(names[0]).toBe('README.md')
  expect(
    names.filter((name) => /^notebooks\/A notebook to try [\da-f]{8}\/pages\/\d{4}-[\da-f]{8}\.json$/.test(name)),
  ).toHaveLength(12)
  expect(names.filter((name) => name.endsWith('-handwriting-1.png')).length).toBeGreaterThan(0)
  const users = files.get('account/users.json')
  if (!users || users.directory) throw new Error('no account/users.json')
  expect(JSON.parse(await users.getData(new TextWriter()))).toMatchObject([{ email: person.email }])

  await page.getByRole('button', { name: 'Delete my account…' }).click()
  const question = page.getByRole('dialog', { name: 'Delete your account?' })
  await question.getByLabel('To confirm, type “delete my account”').fill('yes')
  await question.getByRole('button', { name: 'Delete my account' }).click()
  await expect(question.getByRole('alert')).toHaveText('Type “delete my account” to delete your account.')
  await checkLooks(page, 'the question before an account is deleted')
  await question.getByLabel('To confirm, type “delete my account”').fill('Delete my account')
  await page.keyboard.press('Enter')
  const farewell = page.getByRole('dialog', { name: 'Your account has been deleted' })
  await expect(farewell).toBeVisible()
  await checkLooks(page, 'a deleted account')
  await farewell.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('link', { name: 'Account', exact: true })).toHaveCount(0)

  const elsewhere = await person.open('/sign-up')
  await person.signUp(elsewhere)
  await elsewhere.goto('/account#account-data')
  await expect(elsewhere.getByRole('region', { name: 'Your data' }).getByRole('row', { name: /^Pages/ })).toHaveCount(0)
})

test('terms are read and accepted once', async ({ browser }) => {
  const legal = legalTexts('2026-11')
  await using server = await OwnServer.start({ RMIRROR_LEGAL_DIR: legal })
  const context = await browser.newContext({ baseURL: server.address, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto('/sign-up')
  await page.getByLabel('Email').fill('ann@example.org')
  await page.getByLabel('Password', { exact: true }).fill('quite bony lantern')
  await page.getByRole('button', { name: 'Create account', exact: true }).click()
  const question = page.getByRole('dialog', { name: 'Terms of this server' })
  await question.getByText('Terms of use').click()
  await expect(question.getByText('Be kind.').first()).toBeVisible()
  await checkLooks(page, 'the terms of a server')
  await question.getByRole('button', { name: 'Accept both' }).click()
  await expect(question).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('link', { name: 'Account', exact: true })).toBeVisible()
  await page.goto('/account')
  await expect(page.getByRole('region', { name: 'Your data' })).toBeVisible()
  await expect(question).toHaveCount(0)
  await context.close()
  rmSync(legal, { recursive: true })
})
