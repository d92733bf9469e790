// SPDX-License-Identifier: AGPL-3.0-or-later
// Transcription with a guest's own key: the key and the pages reach the service only. The browser uses a proxy for
// every address, so the proxy sees every request that leaves it.
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from '@playwright/test'
import { ClaudeEmulator } from '../../tests/world/claude.ts'
import { OpenAiEmulator } from '../../tests/world/openai.ts'
import { checkLooks } from '../axe.ts'
import { test as base, Dashboard, expect, expectDrawn } from '../dashboard.ts'
import { type Given, sample } from '../given.ts'
import { findLeaks, Traffic } from '../traffic.ts'

const key = 'sk-ant-the-guest-own-key-0007'

const test = base.extend<{ traffic: Traffic; guest: Page; claude: ClaudeEmulator }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  traffic: async ({}, use) => {
    const traffic = new Traffic()
    await use(traffic)
    traffic.stop()
  },
  // biome-ignore lint/correctness/noEmptyPattern: the same.
  claude: async ({}, use) => {
    await using claude = await ClaudeEmulator.start(key)
    await use(claude)
  },
  guest: async ({ browser, traffic, baseURL }, use) => {
    const page = await openGuest(browser, traffic, baseURL ?? '')
    await use(page)
    await page.context().close()
  },
})

async function openGuest(browser: Browser, traffic: Traffic, baseURL: string): Promise<Page> {
  const context = await browser.newContext({
    proxy: await traffic.start(),
    baseURL,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    serviceWorkers: 'allow',
  })
  const page = await context.newPage()
  await page.goto('/')
  await page.evaluate(() => navigator.serviceWorker.ready)
  // From now on the service worker answers, with the headers that it kept.
  await page.reload()
  return page
}

async function enterKey(page: Page, address: string, entered = key): Promise<void> {
  await page.goto('/ai-keys')
  await page.getByLabel('API key').fill(entered)
  await page.getByLabel('Address').fill(address)
}

async function saveKey(page: Page, address: string): Promise<void> {
  await enterKey(page, address)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'Your key' })).toContainText('ending in 0007')
}

/** Kept by the browser, so that it is there at other addresses too. */
async function addSample(page: Page, given: Given): Promise<void> {
  await new Dashboard(page).drop(await given.sampleArchive())
  await expect(page.getByText('1 notebook added')).toBeVisible()
}

const panelOf = (page: Page) => page.getByRole('region', { name: 'Progress' })
const transcription = (page: Page) => page.locator('.viewer-panel .read-text')

async function transcribe(page: Page, button = 'Transcribe with my key'): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Transcribe', exact: true }).click()
}

test('the key and the pages reach the service only, and the text stays in this browser', async ({
  guest: page,
  traffic,
  claude,
  given,
  baseURL,
}) => {
  await page.goto('/ai-keys')
  await expect(page.getByRole('link', { name: 'Use without account' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Sign in to sync' })).toBeVisible()
  await checkLooks(page, 'AI keys without a key')
  await addSample(page, given)

  await test.step('a key is tried, saved, and shown by its end alone', async () => {
    await enterKey(page, claude.address, 'sk-ant-wrong')
    await page.getByRole('button', { name: 'Test' }).click()
    await expect(page.getByText(/refused the key/)).toBeVisible()
    await enterKey(page, claude.address)
    await page.getByRole('button', { name: 'Test' }).click()
    await expect(page.getByText(/answers as it should/)).toBeVisible()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('region', { name: 'Your key' })).toContainText('ending in 0007')
    await expect(page.getByText(key)).toHaveCount(0)
    await expect(page.locator('.promise')).toContainText(new URL(claude.address).host)
    await checkLooks(page, 'AI keys with a key')
  })

  await test.step('one page is transcribed, its cost said before', async () => {
    await page.goto(`/notebooks/${sample.uuid}/pages/1`)
    await expectDrawn(page.locator('.stage-page img').first())
    await page.getByRole('button', { name: 'Transcribe with my key' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('1 page to transcribe.')
    await expect(dialog).toContainText(/About \$0\.\d+ \([\d,]+ tokens/)
    await dialog.getByText('Words for the model').click()
    await dialog.getByRole('textbox', { name: 'Your words' }).fill('Ada is a name.')
    await checkLooks(page, 'what a transcription costs')
    await dialog.getByRole('button', { name: 'Transcribe', exact: true }).click()
    await expect(transcription(page)).toBeVisible()
    await expect(panelOf(page)).toContainText(/1 page of “A notebook to try” transcribed.*tokens, about \$/s)
    const line = transcription(page).locator('.read-line').first()
    await line.click()
    await expect(page.locator('.read-layer .line-chosen')).toHaveText((await line.textContent()) ?? '')
    await checkLooks(page, 'a page that was transcribed with an own key')
  })

  await test.step('the rest of the notebook, blank pages and those that are done left out', async () => {
    await page.goto(`/notebooks/${sample.uuid}`)
    await page.getByRole('button', { name: 'Transcribe with my key' }).click()
    await expect(page.getByRole('dialog')).toContainText('1 is already transcribed.')
    await expect(page.getByRole('textbox', { name: 'Your words' })).toHaveValue('Ada is a name.')
    await checkLooks(page, 'what the rest of a notebook costs')
    await page.getByRole('dialog').getByRole('button', { name: 'Transcribe', exact: true }).click()
    await expect(panelOf(page)).toContainText(/pages of “A notebook to try” transcribed/)
    await checkLooks(page, 'a notebook that was transcribed')
  })
  const { requests, violations } = await claude.seen()
  const asked = requests.filter(({ path }) => path === '/v1/messages').length
  expect(violations.filter(({ check }) => check !== 1)).toEqual([])
  // The two that tried the key were about no page.
  const told = requests.flatMap(({ owner_words }) => owner_words ?? [])
  expect(told).toHaveLength(asked - 2)
  expect(new Set(told)).toEqual(new Set(['Ada is a name.']))

  await test.step('it is found, exported, and there at the next visit', async () => {
    await page.goto(`/notebooks/${sample.uuid}/pages/1`)
    await expect(transcription(page)).toBeVisible()
    const words = (await transcription(page).locator('.read-line').first().innerText()).split(' ').slice(0, 2).join(' ')
    await page.goto('/')
    await page.getByRole('searchbox').fill(`"${words}"`)
    const hit = page.getByRole('region', { name: 'In your notes' }).locator('.search-hit-page').first()
    await expect(hit.locator('mark').first()).toHaveText(words)
    await hit.click()
    await expect(page.locator('.read-layer .line-chosen')).toContainText(words)
    await page.goto(`/notebooks/${sample.uuid}`)
    await page.locator('summary', { hasText: 'Export' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: /^Markdown/ }).click()
    expect(await readFile(await (await download).path(), 'utf8')).toContain(words)
    // Nothing of it was asked for again.
    expect((await claude.seen()).requests.filter(({ path }) => path === '/v1/messages')).toHaveLength(asked)
  })

  await test.step('the key went to the service only, and pages nowhere else', async () => {
    const [home, service] = [new URL(baseURL ?? '').origin, claude.address]
    const origins = new Set(traffic.requests.map(({ url }) => new URL(url).origin))
    expect(origins).toEqual(new Set([home, service]))
    const there = traffic.requests.filter(({ url }) => url.startsWith(service))
    expect(
      findLeaks(
        there.filter(({ method }) => method === 'POST'),
        [key],
      ),
    ).not.toEqual([])
    const elsewhere = traffic.requests.filter(({ url }) => !url.startsWith(service))
    expect(findLeaks(elsewhere, [key, 'A notebook to try', sample.uuid])).toEqual([])
    for (const { url, method, body } of elsewhere) expect([method, body], url).toEqual(['GET', ''])
    // Not in an address, and without what would tell whose browser it is.
    for (const { url, headers } of there) {
      expect(url).not.toContain(key)
      expect(headers).not.toMatch(/"(cookie|referer)"/)
    }
  })

  await test.step('the dashboard itself still reaches no other origin', async () => {
    const refused = await page.evaluate(
      (address) =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective))
          fetch(`${address}/v1/models`).catch(() => {})
        }),
      claude.address,
    )
    expect(refused).toBe('connect-src')
  })

  await test.step('the key is removed, and all of it with everything else', async () => {
    await page.goto('/ai-keys')
    await page.getByRole('button', { name: 'Remove key' }).click()
    await expect(page.getByText('Key removed.')).toBeVisible()
    await expect(page.locator('.promise')).toHaveText('Nothing leaves this browser')
    await page.locator('summary[aria-label="Menu"]').click()
    await page.getByRole('button', { name: 'Clear everything…' }).click()
    await expect(page.getByRole('dialog')).toContainText('Your AI key and what was transcribed with it')
    await page.getByRole('button', { name: 'Clear everything', exact: true }).click()
    await expect(page.getByText('Drop', { exact: false }).first()).toBeVisible()
    const left = await page.evaluate(async () => {
      const opened = indexedDB.open('rmirror-ai')
      const database = await new Promise<IDBDatabase>((resolve) => {
        opened.onsuccess = () => resolve(opened.result)
      })
      const texts = database.transaction('texts').objectStore('texts').count()
      return new Promise((resolve) => {
        texts.onsuccess = () => resolve(texts.result)
      })
    })
    expect(left).toBe(0)
  })
})

test('an error of a service is shown, and what was transcribed is kept', async ({ guest: page, claude, given }) => {
  await addSample(page, given)
  await saveKey(page, claude.address)
  await page.goto(`/notebooks/${sample.uuid}`)
  const ends = async (script: object[], message: RegExp, look = '') => {
    await claude.script(script)
    await transcribe(page)
    await expect(panelOf(page).filter({ hasText: 'Transcription stopped' })).toContainText(message)
    if (look) await checkLooks(page, look)
    await panelOf(page).getByRole('button', { name: 'Dismiss' }).click()
  }
  await ends(
    [{ says: 'no credit', times: 2 }],
    /no credit left.*See https:\/\/platform\.claude\.com\/settings\/billing/,
    'an account without credit',
  )
  await ends([{ says: 'usage limit of a workspace', times: 2 }], /spending limit of your account.*regain access on/)
  await ends(
    [{ says: 'browsers refused', times: 2 }],
    /settings of your organization.*don’t allow requests from web pages.*The key itself may be fine/,
    'an organization that refuses browsers',
  )
  await ends([{ status: 404, times: 2 }], /doesn’t have the model “claude-haiku-5-5”/)
  await ends([{ status: 429, retry_after: 3600, times: 2 }], /too many requests/)
  await ends([{ status: 401, times: 2 }], /refused the key/)
  await claude.script([{ status: 503 }, { status: 409 }, { status: 429, retry_after: 1 }])
  await transcribe(page)
  await expect(panelOf(page)).toContainText(/pages of “A notebook to try” transcribed/)
})

test('a service that does not answer web pages is reported, with the way out; one that does is asked', async ({
  guest: page,
  traffic,
  given,
  baseURL,
}) => {
  const origin = new URL(baseURL ?? '').origin
  await using closed = await OpenAiEmulator.start()
  await using open = await OpenAiEmulator.start({ origin })

  await addSample(page, given)
  await page.goto('/ai-keys')
  await page.getByLabel('Service').selectOption({ label: 'Other address or a model at home' })
  await page.getByLabel('Model', { exact: true }).fill('home-model')
  await page.getByLabel('Address').fill(closed.address)
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText(`OLLAMA_ORIGINS=${origin}`)).toBeVisible()
  await checkLooks(page, 'a service that answers no web page')
  await page.getByLabel('Address').fill('http://127.0.0.1:9')
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText(/127\.0\.0\.1:9 can’t be reached/)).toBeVisible()

  await page.getByLabel('Address').fill(open.address)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'Your key' })).toContainText('home-model')
  await page.goto(`/notebooks/${sample.uuid}/pages/1`)
  await page.getByRole('button', { name: 'Transcribe with my key' }).click()
  await expect(page.getByRole('dialog')).toContainText(/About [\d,]+ tokens/)
  await page.getByRole('dialog').getByRole('button', { name: 'Transcribe', exact: true }).click()
  await expect(transcription(page)).toBeVisible()
  expect(await open.seen()).toMatchObject({ calls: ['POST /v1/chat/completions'], violations: [] })
  expect(new Set(traffic.requests.map(({ url }) => new URL(url).origin))).toContain(open.origin)
})
