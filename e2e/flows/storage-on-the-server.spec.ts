// SPDX-License-Identifier: AGPL-3.0-or-later
import { checkLooks } from '../axe.ts'
import { Dashboard, expect, test } from '../dashboard.ts'
import { OwnServer } from '../own-server.ts'
import { Person } from '../person.ts'

test('a sync into full storage stops with one clear sentence, and the used storage is shown', async ({
  browser,
  given,
}) => {
  await using server = await OwnServer.start({ RMIRROR_STORAGE_MB: '1', RMIRROR_ANTHROPIC_API_KEY: 'none' })
  const person = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
  const page = await person.open()
  await person.signUp(page)
  await page.goto('/')
  // Some thirty of them fill a megabyte.
  await new Dashboard(page).drop(given.longNotebookFolder(60))
  await expect(page.getByText('1 notebook added')).toBeVisible()
  await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link', { name: 'Library' }).click()
  let sent = 0
  page.on('request', (request) => {
    if (request.method() === 'PUT') sent++
  })
  await page.getByRole('button', { name: 'Sync this library' }).click()
  const slip = page.getByRole('region', { name: 'Progress' }).filter({ hasText: 'Sync stopped' })
  await expect(slip).toContainText('Your storage on this server is full, so nothing more was sent.')
  await expect(slip).not.toContainText('couldn’t be sent')
  await expect(page.getByText(/^[1-9]\d* of 30 pages used this month$/)).toBeVisible()
  await checkLooks(page, 'a sync that stopped')
  expect(sent).toBeLessThan(60)

  await page.goto('/account')
  const usage = page.getByRole('region', { name: 'Usage and limits' })
  await expect(usage).toContainText(/ of 1 MB used/)
  await expect(usage).toContainText('60 of 200,000 pages')
  await expect(usage).toContainText('0 of 1,000,000 tokens used this month')
  await checkLooks(page, 'what an account uses')
  await person.leave()
})
