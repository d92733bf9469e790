// SPDX-License-Identifier: AGPL-3.0-or-later
// Covers of notebooks on the server: one request says what the covers of a screen are, and their images are asked for
// together. With two requests for each notebook before its image, covers came long after the page, and scrolling through
// 300 of them was refused as too much for a minute.
import type { Page } from '@playwright/test'
import { expect, test } from '../dashboard.ts'
import { OwnServer } from '../own-server.ts'
import { Person } from '../person.ts'
import { sendNotebooks } from '../synced-notebooks.ts'

const covers = (page: Page) => page.locator('.notebook-card .server-sheet img')

async function openLibrary(browser: ConstructorParameters<typeof Person>[0], server: OwnServer, count: number) {
  const person = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
  const page = await person.open()
  await person.signUp(page)
  await sendNotebooks(server.address, await person.agentToken(server.address), count)
  await page.goto('/about')
  return { person, page }
}

/** What is asked and answered, in its order: without the address of the server and of single notebooks. */
function hear(page: Page): string[] {
  const heard: string[] = []
  const nameOf = (address: string) => {
    const path = new URL(address).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':uuid')
    return path.startsWith('/api/v1/notebooks/') ? path.slice('/api/v1/notebooks/'.length) : undefined
  }
  page.on('request', (request) => {
    const name = nameOf(request.url())
    if (name) heard.push(name)
  })
  page.on('response', (response) => {
    const name = nameOf(response.url())
    if (name) heard.push(`${response.status()} ${name}`)
  })
  return heard
}

const image = ':uuid/pages/:uuid/image'

test('the covers of a screen need one request before their images, which are asked for together', async ({
  browser,
}) => {
  await using server = await OwnServer.start({ RMIRROR_DASHBOARD_DIR: 'web/dist' })
  const { person, page } = await openLibrary(browser, server, 40)
  const heard = hear(page)
  await page.goto('/')
  await expect.poll(() => covers(page).count()).toBeGreaterThanOrEqual(12)
  const asked = new Set(heard.filter((each) => !/^\d/.test(each)))
  expect(asked).toEqual(new Set(['tree', 'covers', image]))
  // Once, and again when the server said that something has changed.
  expect(heard.filter((each) => each === 'tree').length).toBeLessThanOrEqual(4)
  // Cards are made in pieces of twelve, and those of a piece share a request.
  expect(heard.filter((each) => each === 'covers').length).toBeLessThanOrEqual(8)
  // As many at a time as a browser sends to one server, but for the request that waits for changes.
  const untilImage = heard.slice(0, heard.indexOf(`200 ${image}`))
  expect(untilImage.filter((each) => each === image).length).toBeGreaterThanOrEqual(5)
  await person.leave()
})

test('scrolling through 300 covers is not too much for a minute', async ({ browser }) => {
  await using server = await OwnServer.start({ RMIRROR_DASHBOARD_DIR: 'web/dist', RMIRROR_TEST_RATE_LIMITS: 'on' })
  const { person, page } = await openLibrary(browser, server, 300)
  const heard = hear(page)
  await page.goto('/')
  await expect(covers(page).first()).toBeVisible()
  await page.mouse.move(400, 400)
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 500)
      return covers(page).count()
    })
    .toBe(300)
  expect(heard.filter((each) => each.startsWith('429'))).toEqual([])
  expect(heard.filter((each) => each === 'covers').length).toBeLessThan(100)
  await person.leave()
})
