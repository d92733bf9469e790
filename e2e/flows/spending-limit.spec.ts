// SPDX-License-Identifier: AGPL-3.0-or-later
import { checkLooks } from '../axe.ts'
import { Dashboard, expect, test } from '../dashboard.ts'
import { SpentServer } from '../spent-server.ts'

test('a page that waits because the day’s limit is reached says so, and until when', async ({ browser, given }) => {
  await using spent = await SpentServer.start(browser)
  const { person } = spent
  const page = await person.open()
  await person.syncFirst(page, await given.sampleArchive())
  await page.getByRole('link', { name: 'A notebook to try' }).click()
  await page.getByRole('link', { name: 'page 1', exact: true }).click()
  await expect(page.getByText('Waiting to be transcribed.')).toBeVisible()
  const reason = page.getByText(/^This server’s spending limit/)
  const words = 'This server’s spending limit for today is reached. Transcription continues automatically at 05:30.'
  await expect(reason).toHaveText(words)
  await checkLooks(page, 'a page that waits for the next day')
  for (const path of ['/account', '/']) {
    await page.goto(path)
    if (path === '/') await new Dashboard(page).statusToggle().click()
    await expect(reason).toHaveText(words)
    await checkLooks(page, `pages that wait for the next day, ${path}`)
  }
})
