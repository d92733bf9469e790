// SPDX-License-Identifier: AGPL-3.0-or-later
// The plugin for Obsidian is found and downloaded on the Integrations screen, and its device approved: no key is copied.
import { readFileSync } from 'node:fs'
import { zipNames } from '../../tests/world/zip.ts'
import { checkLooks } from '../axe.ts'
import { expect, test } from '../dashboard.ts'
import { expectGerman, expectNothingCut, germanPhone } from '../german.ts'
import { OwnServer } from '../own-server.ts'
import { Person } from '../person.ts'

test('the plugin is downloaded, and a device that shows its code is approved', async ({ browser }) => {
  await using server = await OwnServer.start({})
  const person = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
  const page = await person.open()
  await person.signUp(page)
  await page.getByLabel('Menu').click()
  await page.getByRole('link', { name: 'Integrations' }).click()
  await page.getByRole('link', { name: 'Obsidian', exact: true }).click()
  const plugin = page.getByRole('region', { name: 'With rMirror’s plugin' })
  await expect(plugin.getByText(server.address, { exact: true })).toBeVisible()
  await expect(page.getByText('rmirror vault FOLDER')).toBeVisible()
  await checkLooks(page, 'how the plugin for Obsidian is set up')

  const downloading = page.waitForEvent('download')
  await plugin.getByRole('link', { name: 'Download the plugin' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('rmirror-obsidian.zip')
  const names = zipNames(readFileSync(await download.path())).filter((name) => !name.endsWith('/'))
  expect(names.toSorted()).toEqual(['rmirror/main.js', 'rmirror/manifest.json', 'rmirror/styles.css'])

  // As the plugin does when a person signs in there.
  const data = { name: 'Obsidian on Linux (Notes)' }
  const started = await (await page.request.post(`${server.address}/api/v1/auth/device`, { data })).json()
  await page.goto(`/device?user_code=${started.user_code}`)
  await expect(page.getByText('Approve “Obsidian on Linux (Notes)”?')).toBeVisible()
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText('“Obsidian on Linux (Notes)” was approved.')).toBeVisible()
  const secret = { device_code: started.device_code }
  const issued = await page.request.post(`${server.address}/api/v1/auth/device/token`, { data: secret })
  expect(issued.status()).toBe(200)

  const phone = await germanPhone({ browser, address: server.address, person, next: '/integrations/obsidian' })
  await expect(phone.getByRole('heading', { name: 'Mit dem Plugin von rMirror' })).toBeVisible()
  await checkLooks(phone, 'the plugin for Obsidian in German')
  await phone.setViewportSize({ width: 360, height: 740 })
  await expectGerman(phone, 'the plugin for Obsidian')
  await expectNothingCut(phone, 'the plugin for Obsidian')
  await phone.context().close()
  await person.leave()
})
