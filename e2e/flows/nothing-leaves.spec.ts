// SPDX-License-Identifier: AGPL-3.0-or-later
// "Nothing leaves this browser", tested by recording everything that does.
import type { Page } from '@playwright/test'
import { test as base, Dashboard, expect, expectDrawn } from '../dashboard.ts'
import { sample, somePage } from '../given.ts'
import { findLeaks, Traffic } from '../traffic.ts'

/** What would give the notebook away: its names, its ids, its words, its bytes. */
const secrets = [
  'A notebook to try',
  'my private diary',
  sample.uuid,
  sample.pages[4]?.uuid ?? '',
  'Typed and handwritten',
  'A notebook is a place to think',
  Buffer.from(somePage.subarray(60, 108)).toString('latin1'),
]

const test = base.extend<{ traffic: Traffic; watched: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  traffic: async ({}, use) => {
    const traffic = new Traffic()
    await use(traffic)
    traffic.stop()
  },
  watched: async ({ browser, traffic, baseURL }, use) => {
    const context = await browser.newContext({
      proxy: await traffic.start(),
      baseURL: baseURL ?? '',
      locale: 'en-GB',
      serviceWorkers: 'allow',
    })
    const page = await context.newPage()
    await page.goto('/')
    await page.evaluate(() => navigator.serviceWorker.ready)
    await use(page)
    await context.close()
  },
})

async function useEverything(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'A notebook to try' })).toBeVisible()
  await expect(page.locator('.page-card img')).toHaveCount(12)
  for (const choice of [/^Markdown/, /^Images/]) {
    await page.locator('summary', { hasText: 'Export' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: choice }).click()
    await download
  }
  await page.getByRole('link', { name: 'page 5', exact: true }).click()
  await expectDrawn(page.locator('.stage-page img').first())
  await page.keyboard.press('ArrowRight')
  await page.reload()
  await expectDrawn(page.locator('.stage-page img').first())
  await page.goto('/')
  await expect(page.locator('.notebook-card')).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('KEYBOARD read')
  await expect(page.getByRole('region', { name: 'In your notes' }).locator('mark').first()).toBeVisible()
}

// By whoever opens the sign-in screen: the services by which people can sign in, and whether passwords can be reset.
const askedBySignIn = ['/api/v1/auth/providers', '/api/v1/auth/signup']

test('nothing of the files is in any request', async ({ watched, traffic, given, baseURL }) => {
  await new Dashboard(watched).drop(await given.sampleArchive('my private diary.rmdoc'))
  await useEverything(watched)
  // The server is not asked whether the visitor has an account, either.
  for (const path of ['/sign-in', '/todos', '/account', '/device']) await watched.goto(path)
  await expect(watched.getByRole('link', { name: 'Create an account' })).toBeVisible()

  // The recorder heard them all: the silence of one that it cannot hear would prove nothing.
  const purposes = traffic.requests.map((request) => request.purpose)
  expect(purposes).toEqual(expect.arrayContaining(['document', 'worker', 'serviceworker']))
  expect(traffic.requests.filter(({ url }) => url.endsWith('.wasm'))).not.toEqual([])

  expect(findLeaks(traffic.requests, secrets)).toEqual([])
  const origin = new URL(baseURL ?? '').origin
  for (const { url, method, body } of traffic.requests) {
    expect(new URL(url).origin).toBe(origin)
    expect([method, body], url).toEqual(['GET', ''])
    if (!askedBySignIn.includes(new URL(url).pathname)) expect(new URL(url).pathname).not.toMatch(/^\/api\//)
  }
})

test('the same recorder catches a leak, from the page, a worker and the service worker', async ({
  watched,
  traffic,
  given,
}) => {
  await new Dashboard(watched).drop(await given.sampleArchive())
  await expect(watched.getByRole('heading', { name: 'A notebook to try' })).toBeVisible()
  const uuid = sample.uuid
  await watched.evaluate((leak) => fetch(`/theme.js?notebook=${leak}`), uuid)
  await watched.workers()[0]?.evaluate((leak) => fetch('/theme.js', { method: 'POST', body: `seen: ${leak}` }), uuid)
  await watched
    .context()
    .serviceWorkers()[0]
    ?.evaluate((leak) => fetch(`/theme.js?${btoa(`id=${leak}`)}`), uuid)
  const leaks = findLeaks(traffic.requests, secrets)
  expect(leaks).toHaveLength(3)
  expect(leaks[1]).toMatch(/^POST /)
})

test('the browser itself refuses a request to another origin', async ({ watched, traffic }) => {
  const refused = await watched.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective))
        fetch('http://127.0.0.1:9/').catch(() => {})
      }),
  )
  expect(refused).toBe('connect-src')
  expect(traffic.requests.filter(({ url }) => url.includes(':9/'))).toEqual([])
})
