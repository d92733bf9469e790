// SPDX-License-Identifier: AGPL-3.0-or-later
// The computers of an account: what they report, and how another is added.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askDatabase, startCluster, startServer } from '../../tests/world/programs.ts'
import { checkLooks } from '../axe.ts'
import { expect, test } from '../dashboard.ts'
import { OwnServer } from '../own-server.ts'
import { Person } from '../person.ts'

test('a computer is downloaded for, connected by a token, and seen at work until it is revoked', async ({
  browser,
}) => {
  const downloads = mkdtempSync(join(tmpdir(), 'rmirror-downloads-'))
  const packages = ['linux-x64', 'darwin-arm64', 'win32-x64'].map((platform) => {
    writeFileSync(join(downloads, `rmirror-${platform}.zip`), platform)
    return { platform, url: `/downloads/rmirror-${platform}.zip`, sha256: '0'.repeat(64), size: 48_211_734 }
  })
  const manifest = JSON.stringify({ version: '2.0.0', packages })
  writeFileSync(join(downloads, 'latest.json'), JSON.stringify({ manifest, signature: 'none' }))
  await using server = await OwnServer.start({ RMIRROR_DOWNLOADS_DIR: downloads })
  const person = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
  const page = await person.open()
  await person.signUp(page)
  await page.goto('/account')
  const devices = page.getByRole('region', { name: 'Devices' })
  await expect(devices.getByText('No devices yet.')).toBeVisible()

  const downloading = page.waitForEvent('download')
  await devices.getByRole('link', { name: 'Download rMirror 2.0.0 for Linux (x64)' }).click()
  expect((await downloading).suggestedFilename()).toBe('rmirror-linux-x64.zip')
  await devices.getByText('For other computers').click()
  await expect(devices.getByRole('link', { name: 'macOS (Apple silicon)' })).toBeVisible()

  await devices.getByText('Connect a computer without a browser').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('attic <b>')
  await page.keyboard.press('Enter')
  const made = devices.getByRole('region', { name: 'Token for “attic <b>”' })
  const token = await made.locator('code').innerText()
  await checkLooks(page, 'an account with a new token')
  await made.getByRole('button', { name: 'I’ve copied it' }).click()
  await expect(devices.getByText(token)).toHaveCount(0)

  const headers = { Authorization: `Bearer ${token}` }
  const state = { version: '1.9.0', platform: 'Linux (x64)', sources: ['desktop', 'usb'] }
  const data = { ...state, last_sync_at: null, problem: 'The tablet isn’t connected.' }
  await page.request.put(`${server.address}/api/v1/auth/agent-token/state`, { headers, data })
  await page.reload()
  const attic = devices.getByRole('listitem').filter({ hasText: 'attic <b>' })
  await expect(attic).toContainText('syncs from reMarkable’s desktop app and the tablet over USB')
  await expect(attic).toContainText('Version 2.0.0 is available.')
  await expect(attic).toContainText('The tablet isn’t connected.')
  await checkLooks(page, 'an account with a device')
  const renewed = await page.request.post(`${server.address}/api/v1/auth/agent-token/renew`, { headers })
  expect(renewed.status()).toBe(200)
  await page.reload()
  await expect(attic).toContainText('token renewed once, on ')
  await attic.getByRole('button', { name: 'Revoke “attic <b>”' }).click()
  await expect(devices.getByText('“attic <b>” has been revoked.')).toBeVisible()
  expect((await page.request.get(`${server.address}/api/v1/quota`, { headers })).status()).toBe(401)
  await person.leave()
  rmSync(downloads, { recursive: true })
})

test('a computer whose token was copied is signed out, and its owner is notified', async ({ browser }) => {
  await using database = await startCluster()
  await using server = await startServer(database.said, { RMIRROR_DASHBOARD_DIR: 'web/dist' }, 'native', 'api')
  const person = new Person(browser, { baseURL: server.said, locale: 'en-GB' })
  const page = await person.open()
  await person.signUp(page)
  await page.goto('/account')
  const devices = page.getByRole('region', { name: 'Devices' })
  await devices.getByText('Connect a computer without a browser').click()
  await devices.getByRole('textbox', { name: 'Name of the computer' }).fill('attic')
  await devices.getByRole('button', { name: 'Create a token' }).click()
  const token = await devices.getByRole('region', { name: 'Token for “attic”' }).locator('code').innerText()
  const bearer = (text: string) => ({ Authorization: `Bearer ${text}` })
  const api = `${server.said}/api/v1`
  const stolen = await page.request.post(`${api}/auth/agent-token/renew`, { headers: bearer(token) })
  const { access_token } = await stolen.json()
  askDatabase(database.said, 'UPDATE agent_tokens SET previous_until = now()')
  // What the server knows of a token is ten seconds old at most.
  for (const each of [token, access_token])
    await expect
      .poll(async () => (await page.request.get(`${api}/quota`, { headers: bearer(each) })).status())
      .toBe(401)

  await page.reload()
  const attic = devices.getByRole('listitem').filter({ hasText: 'attic' })
  await expect(attic).toContainText('because its token was used twice')
  await attic.scrollIntoViewIfNeeded()
  await checkLooks(page, 'an account with a device that was signed out')
  await page
    .getByLabel(/^Notifications/)
    .and(page.locator('summary'))
    .click()
  await expect(page.getByText('“attic” was signed out')).toBeVisible()
  await page.keyboard.press('Escape')
  await attic.getByRole('button', { name: 'Remove “attic” from the list' }).click()
  await expect(devices.getByText('No devices yet.')).toBeVisible()
  await person.leave()
})
