// SPDX-License-Identifier: AGPL-3.0-or-later
// The tablet's files are backed up from a browser, so that the server can't read them, and restored in another one.
import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { zipEntry, zipNames } from '../../tests/world/zip.ts'
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { savedBy } from '../exporting.ts'
import { test } from '../person.ts'

const passphrase = 'four quite random words'

const backups = (page: Page) => page.getByRole('region', { name: 'Encrypted backups' })

async function openAccount(page: Page): Promise<Locator> {
  await page.goto('/account')
  await expect(backups(page)).toBeVisible()
  return backups(page)
}

async function choose(section: Locator, first: string, second = first): Promise<void> {
  await section.getByLabel('New passphrase').fill(first)
  await section.getByLabel('The same again').fill(second)
  await section.getByRole('button', { name: 'Set the passphrase' }).click()
}

test('files are backed up under a passphrase, and restored with a printed key', async ({ person, given }) => {
  const page = await person.open()
  await person.signUp(page)
  const archive = await given.sampleArchive('Diary of Ann.rmdoc')
  let sent = 0
  page.on('request', (request) => {
    if (request.method() === 'PUT' && request.url().endsWith('/content')) sent++
  })
  const section = await openAccount(page)

  await test.step('a passphrase that can’t be forgotten without loss', async () => {
    await expect(section.getByText('If you forget the passphrase, nobody can open your backups any more')).toBeVisible()
    await choose(section, 'a')
    await expect(section.getByRole('alert')).toContainText('This passphrase is too easy to guess.')
    await choose(section, passphrase, `${passphrase}!`)
    await expect(section.getByRole('alert')).toHaveText('These are two different passphrases.')
    await checkLooks(page, 'a passphrase to choose')
    await choose(section, passphrase)
    await expect(section.getByText('There are no backups yet.')).toBeVisible()
  })

  await test.step('what is there already isn’t sent again', async () => {
    await section.getByTestId('choose-files').setInputFiles(archive)
    await expect(section.getByText('One file is backed up;')).toBeVisible()
    await expect(section.getByRole('listitem')).toContainText('One file')
    expect(sent).toBeGreaterThan(0)
    sent = 0
    await section.getByTestId('choose-files').setInputFiles(archive)
    await expect(section.getByRole('listitem')).toHaveCount(2)
    expect(sent).toBe(0)
    await checkLooks(page, 'opened backups')
  })

  const key = await test.step('a key to print', async () => {
    await section.getByText('Make a recovery key').click()
    await section.getByRole('button', { name: 'Make the key' }).click()
    await expect(section.getByRole('heading', { name: 'Recovery key' })).toBeVisible()
    await checkLooks(page, 'a recovery key')
    return section.locator('.printed-key code').innerText()
  })

  const there = await person.open('/sign-in')
  await person.signIn(there)
  const other = await openAccount(there)
  await test.step('another browser opens them with the key', async () => {
    await expect(other.getByRole('listitem')).toHaveCount(2)
    await checkLooks(there, 'backups that are closed')
    await other.getByLabel('Passphrase or recovery key').fill('quite another sentence')
    await other.getByRole('button', { name: 'Open backups' }).click()
    await expect(other.getByRole('alert')).toContainText('neither the passphrase nor the recovery key')
    await other.getByLabel('Passphrase or recovery key').fill(key)
    await other.getByRole('button', { name: 'Open backups' }).click()
    await expect(other.getByText('from a browser').first()).toBeVisible()
  })

  await test.step('the files come back byte by byte', async () => {
    const { bytes: zip } = await savedBy(there, () =>
      other.getByRole('button', { name: 'Save as ZIP' }).first().click(),
    )
    expect(zipNames(zip)).toContain('Diary of Ann.rmdoc')
    expect(Buffer.from(zipEntry(zip, 'Diary of Ann.rmdoc')).equals(readFileSync(archive))).toBe(true)
    await other.getByRole('button', { name: 'Add to this browser' }).first().click()
    await expect(there.getByText('1 notebook added')).toBeVisible()
  })

  await test.step('one is deleted, and then all', async () => {
    await other
      .getByRole('button', { name: /^Delete the backup of/ })
      .first()
      .click()
    await there.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await expect(other.getByRole('listitem')).toHaveCount(1)
    await other.getByRole('button', { name: 'Close backups' }).click()
    await other.getByText('Passphrase forgotten?').click()
    await other.getByRole('button', { name: 'Delete all backups' }).click()
    await there.getByRole('dialog').getByRole('button', { name: 'Delete all backups' }).click()
    await expect(other.getByLabel('New passphrase')).toBeVisible()
  })
})
