// SPDX-License-Identifier: AGPL-3.0-or-later
import { askDatabase, startCluster, startServer } from '../../tests/world/programs.ts'
import { checkLooks } from '../axe.ts'
import { expect, test } from '../dashboard.ts'
import { pressOn } from '../keyboard.ts'
import { Person } from '../person.ts'

/** As they were before an account had a bound of a hundred. */
const addThousand = `
  INSERT INTO sessions (user_id, user_agent, created_at, last_used_at, expires_at)
  SELECT id, 'Mozilla/5.0 (X11; Linux x86_64) Firefox/130.' || n, now() - interval '28 days',
      now() - n * interval '30 minutes', now() + interval '2 days'
  FROM users, generate_series(1, 1000) AS n`

test('of a thousand browsers the last ones used are shown, and all others are signed out at once', async ({
  browser,
}) => {
  await using cluster = await startCluster()
  await using server = await startServer(cluster.said, { RMIRROR_DASHBOARD_DIR: 'web/dist' }, 'native', 'api')
  const person = new Person(browser, { baseURL: server.said, locale: 'en-GB' })
  const page = await person.open()
  await person.signUp(page)
  askDatabase(cluster.said, addThousand)
  await page.goto('/account')

  const browsers = page.getByRole('region', { name: 'Browsers' }).getByRole('listitem')
  await expect(browsers).toHaveCount(10)
  await expect(browsers.first()).toContainText('this browser')
  await expect(browsers.nth(1)).toContainText(/3\d minutes ago/)
  await checkLooks(page, 'an account with a thousand browsers')
  await pressOn(page, page.getByRole('button', { name: 'Show all 100 browsers' }))
  await expect(browsers).toHaveCount(100)
  await expect(browsers.nth(9).getByRole('button')).toBeFocused()
  await checkLooks(page, 'a hundred browsers')

  await page.getByRole('button', { name: 'Sign out all other browsers' }).click()
  await expect(browsers).toHaveCount(1)
  expect(askDatabase(cluster.said, 'SELECT count(*) FROM sessions WHERE revoked_at IS NULL')).toBe('1')
  await page.reload()
  await expect(page.getByText('You aren’t signed in anywhere else.')).toBeVisible()
  await person.leave()
})
