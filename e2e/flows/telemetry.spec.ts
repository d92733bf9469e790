// SPDX-License-Identifier: AGPL-3.0-or-later
// What the dashboard tells the server about itself is shown word for word, and one switch ends it.
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { test as base, Person } from '../person.ts'
import { Traffic } from '../traffic.ts'

const test = base.extend<{ traffic: Traffic }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  traffic: async ({}, use) => {
    const traffic = new Traffic()
    await use(traffic)
    traffic.stop()
  },
  person: async ({ browser, baseURL, locale, traffic }, use) => {
    const proxy = await traffic.start()
    const person = new Person(browser, { baseURL: baseURL ?? '', locale: locale ?? 'en-GB', proxy })
    await use(person)
    await person.leave()
  },
})

test('what is sent is shown, and not sent once it is turned off', async ({ person, traffic }) => {
  const page = await person.open()
  await person.signUp(page)
  /** As when another tab comes to the front. */
  const leaveTab = () =>
    page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })
      document.dispatchEvent(new Event('visibilitychange'))
      Reflect.deleteProperty(document, 'hidden')
    })

  await page.goto('/account#account-telemetry')
  const section = page.getByRole('region', { name: 'Telemetry' })
  await section.getByText('Show what is sent').click()
  await expect(section.getByText(/^\{"route":"\/account","load_ms":\d+\}$/)).toBeVisible()
  const sent = () =>
    traffic.requests.filter(({ method, url }) => method === 'POST' && new URL(url).pathname === '/api/v1/telemetry')
  await checkLooks(page, 'telemetry that waits')
  await leaveTab()
  await expect.poll(() => sent().length).toBe(1)
  const { events } = JSON.parse(sent()[0]?.body ?? '')
  for (const event of events) expect(Object.keys(event).toSorted()).toEqual(['load_ms', 'route'])
  const shown = section.locator('h3', { hasText: 'Sent since you opened this tab' }).locator('+ ul code')
  await expect(shown).toHaveText(events.map((event: object) => JSON.stringify(event)))

  await section.getByLabel('Send load times and kinds of errors').uncheck()
  await expect(section.getByText('Nothing is sent any more.')).toBeVisible()
  await expect(section.getByText('Show what is sent')).toHaveCount(0)
  await checkLooks(page, 'telemetry that is off')
  await page.getByRole('link', { name: 'rMirror' }).first().click()
  await page.goto('/account#account-telemetry')
  await expect(section.getByLabel('Send load times and kinds of errors')).not.toBeChecked()
  await leaveTab()
  // Before the next answer, what was sent would have been seen.
  await page.goto('/todos')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(sent()).toHaveLength(1)
})

test('a guest is not asked, and sends nothing', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.goto('/about')
  await expect(page.getByText(/how long its screens take to load/)).toBeVisible()
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([])
})
