// SPDX-License-Identifier: AGPL-3.0-or-later
// A computer whose server offers a newer version of rMirror, installed from the page of the watch.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layLauncher, layPayload, pack, publish } from '../../tests/world/agent-release.ts'
import { checkLooks } from '../axe.ts'
import { Computer } from '../computer.ts'
import { expect } from '../dashboard.ts'
import { OwnServer } from '../own-server.ts'
import { Person, test } from '../person.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('a newer version is offered on the page, installed from there, and shows its own', async ({ browser, page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-release-'))
  const installed = join(folder, 'one')
  layPayload(installed, { version: '1.0.0' })
  layPayload(join(folder, 'two'), { version: '2.0.0' })
  await pack(join(folder, 'two'), join(folder, 'downloads'), '2.0.0')
  publish(join(folder, 'downloads'))
  await using server = await OwnServer.start({ RMIRROR_DOWNLOADS_DIR: join(folder, 'downloads') })
  const person = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
  await person.signUp(await person.open())
  await using computer = await Computer.start(person, server.address, [layLauncher(installed, '1.0.0')])

  await page.goto(await computer.open())
  const offered = page.getByRole('region', { name: 'rMirror 2.0.0 is available' })
  await expect(offered).toBeVisible()
  await checkLooks(page, 'the local page with a newer version')
  await offered.getByRole('button').click()
  await expect(page.getByRole('list', { name: 'Log' })).toContainText('Version 2.0.0 of rMirror runs now.')
  await expect(offered).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 2, name: 'Up to date' })).toBeVisible()
  await person.leave()
  rmSync(folder, { recursive: true })
})
