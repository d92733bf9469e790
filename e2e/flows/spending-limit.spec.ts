// SPDX-License-Identifier: AGPL-3.0-or-later
import { askDatabase, startCluster, startServer } from '../../tests/world/programs.ts'
import { checkLooks } from '../axe.ts'
import { Dashboard, expect, test } from '../dashboard.ts'
import { Person } from '../person.ts'

test('a page that waits because the day’s limit is reached says so, and until when', async ({ browser, given }) => {
  await using cluster = await startCluster()
  // Spent today, and tomorrow, in case that begins meanwhile.
  askDatabase(
    cluster.said,
    `INSERT INTO spend_days (day, nanodollars)
     SELECT (now() AT TIME ZONE 'UTC')::date + days, 1000000000 FROM generate_series(0, 1) AS days`,
  )
  await using server = await startServer(cluster.said, {
    RMIRROR_DASHBOARD_DIR: 'web/dist',
    RMIRROR_ANTHROPIC_API_KEY: 'none',
    RMIRROR_TEST_ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
    RMIRROR_SPEND_LIMIT: '1',
  })
  // Where midnight UTC is half past five, all year.
  const person = new Person(browser, { baseURL: server.said, locale: 'en-GB', timezoneId: 'Asia/Kolkata' })
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
  await person.leave()
})
