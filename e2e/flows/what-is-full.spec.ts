// SPDX-License-Identifier: AGPL-3.0-or-later
// What an account uses, from nearly full to full, and without limits: each says in its place what can be done.
import type { Page } from '@playwright/test'
import { askDatabase, type Program, startCluster, startServer } from '../../tests/world/programs.ts'
import { checkLooks } from '../axe.ts'
import { Dashboard, expect, test } from '../dashboard.ts'
import { Person } from '../person.ts'

/** Of 30 pages a month, 1,000,000 tokens, 25 GB, 20,000 notebooks and 200,000 pages. */
function use({ said }: Program, share: number): void {
  const [first, last] = [`now() - interval '3 days'`, `now() + interval '28 days'`]
  const used = (...limits: number[]) => limits.map((limit) => Math.ceil(limit * share))
  const [pages, tokens, bytes, notebooks, stored] = used(30, 1_000_000, 25_000_000_000, 20_000, 200_000)
  const quotas = `(VALUES ('ocr_pages', ${pages}), ('tokens', ${tokens})) AS quotas (kind, used)`
  for (const sql of [
    'DELETE FROM quota_usage',
    'DELETE FROM library_usage',
    `INSERT INTO quota_usage (user_id, quota_type, used, period_start, reset_at)
     SELECT id, kind, quotas.used, ${first}, ${last} FROM users, ${quotas}`,
    `INSERT INTO library_usage (user_id, stored_bytes, notebooks, pages)
     SELECT id, ${bytes}, ${notebooks}, ${stored} FROM users`,
  ])
    askDatabase(said, sql)
}

async function usageOn(page: Page) {
  await page.goto('/account')
  const usage = page.getByRole('region', { name: 'Usage and limits' })
  await expect(usage).toContainText('Calls to Claude')
  return usage
}

test('what is nearly full, full or without limits can be seen, and what is full says what to do', async ({
  browser,
  given,
}) => {
  await using cluster = await startCluster()
  const settings = { RMIRROR_DASHBOARD_DIR: 'web/dist', RMIRROR_ANTHROPIC_API_KEY: 'none' }
  await using server = await startServer(cluster.said, settings, 'native', 'api')
  const person = new Person(browser, { baseURL: server.said, locale: 'en-GB' })
  const page = await person.open()
  await person.signUp(page)

  use(cluster, 0.93)
  const usage = await usageOn(page)
  await expect(usage).toContainText('23.3 GB of 25 GB used')
  await expect(usage).not.toContainText('full')
  await checkLooks(page, 'an account that is nearly full')

  use(cluster, 1)
  await usageOn(page)
  await expect(usage).toContainText('25 GB of 25 GB usedYour storage on this server is full')
  await expect(usage).toContainText('200,000 of 200,000 pagesThis server doesn’t store more pages')
  await expect(usage).toContainText('Calls are refused until your tokens reset')
  await expect(usage).toContainText('More pages that you sync are stored, and transcribed when your quota resets.')
  await checkLooks(page, 'an account that is full')
  await page.goto('/')
  await new Dashboard(page).drop(await given.sampleArchive())
  await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link', { name: 'Library' }).click()
  const dashboard = new Dashboard(page)
  await expect(dashboard.statusToggle()).toContainText('No room left on the server')
  await dashboard.statusToggle().click()
  await expect(dashboard.status().getByText('Your storage on this server is full')).toBeVisible()
  await checkLooks(page, 'a library whose server is full')

  askDatabase(cluster.said, `INSERT INTO subscriptions (user_id, tier, status) SELECT id, 'pro', 'active' FROM users`)
  await usageOn(page)
  await expect(usage).toContainText('30 pages used this month, unlimited')
  await expect(usage).toContainText('1,000,000 tokens used this month, unlimited')
  await checkLooks(page, 'an account without limits')
  await person.leave()
})
