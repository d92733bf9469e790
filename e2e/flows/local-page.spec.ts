// SPDX-License-Identifier: AGPL-3.0-or-later
// The page that "rmirror watch" shows on its own computer, in a browser that also has other pages open.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { besideEvil, Computer, evil } from '../computer.ts'
import { expect } from '../dashboard.ts'
import { test as base } from '../person.ts'

const test = base.extend<{ computer: Computer }>({
  computer: async ({ person, baseURL }, use) => {
    await person.signUp(await person.open())
    await using computer = await Computer.start(person, baseURL ?? '')
    await use(computer)
  },
})

test.use({ ...besideEvil, contextOptions: { reducedMotion: 'reduce' } })

const standing = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 2, name })

test('it shows how the watch is, pauses it, leaves a notebook out, and tells when it has ended', async ({
  page,
  computer,
}) => {
  await page.goto(`http://127.0.0.1:${computer.port}/`)
  await expect(page.getByRole('alert')).toContainText('Run “rmirror open”')
  await checkLooks(page, 'the local page, not opened')
  await page.goto(await computer.open())
  await expect(page).toHaveURL(`http://127.0.0.1:${computer.port}/`)
  await expect(standing(page, 'Up to date')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Log' })).toContainText('Sent 2 pages.')
  await checkLooks(page, 'the local page')

  await page.locator('summary', { hasText: 'Pause' }).click()
  await page.getByRole('button', { name: '2 hours' }).click()
  await expect(standing(page, /^Paused until /)).toBeVisible()
  await checkLooks(page, 'the local page, paused')
  await page.getByRole('button', { name: 'Preview the next sync' }).click()
  await expect(page.getByText('Nothing would be sent')).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(standing(page, 'Up to date')).toBeVisible()

  await page.getByLabel(/^Plans/).uncheck()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByLabel(/^Plans/)).toBeChecked()
  await page.getByLabel(/^Plans/).uncheck()
  await page.getByLabel('Also delete on the server').check()
  await checkLooks(page, 'the local page, a choice')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0)
  await page.reload()
  await expect(page.getByLabel(/^Plans/)).not.toBeChecked()
  await expect(page.getByLabel(/^Diary/)).toBeChecked()

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.locator('summary', { hasText: 'More' }).click()
  await page.getByRole('button', { name: 'Copy diagnostics' }).click()
  await expect(page.getByText('Copied.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Sources: folder')
  await computer.end()
  await expect(page.getByRole('alert')).toContainText('isn’t running')
})

test('what services keep of a notebook that lost much is answered there', async ({
  page,
  person,
  computer,
  baseURL,
}) => {
  const server = baseURL ?? ''
  await person.setUpObsidian(server)
  const token = await person.agentToken(server)
  for (const letter of ['c', 'd']) for (const pages of [12, 1]) await announce(server, token, letter, pages)
  await page.goto(await computer.open())
  const asked = page.getByRole('region', { name: 'Waiting for your answer' })
  await expect(asked).toContainText('Atlas c: one page, was 12')
  await checkLooks(page, 'the local page, a question')
  await asked.getByRole('button', { name: 'Keep in your services what is missing in “Atlas c”' }).click()
  await expect(page.getByText('What is missing in “Atlas c” stays in your services.')).toBeVisible()
  await asked.getByRole('button', { name: 'Remove from your services what is missing in “Atlas d”' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Remove 11 pages from your services?')
  await dialog.getByRole('button', { name: 'Remove there' }).click()
  await expect(page.getByText('What is missing in “Atlas d” is being removed from your services.')).toBeVisible()
  await expect(asked).toHaveCount(0)
})

/** Sends the manifest of another device with `count` pages, each with typed text. */
async function announce(server: string, token: string, letter: string, count: number): Promise<void> {
  const uuid = (number: number) => `${letter.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`
  const pages = Array.from({ length: count }, (_, index) => ({ page_uuid: uuid(index + 1), has_ink: false }))
  const notebook = { notebook_uuid: uuid(0), document_type: 'notebook', visible_name: `Atlas ${letter}`, pages }
  const answer = await fetch(`${server}/api/v1/sync/manifest`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ scope: 'notebooks', notebooks: [notebook] }),
  })
  expect(answer.status).toBe(200)
}

test('it speaks German to who prefers it', async ({ browser, computer }) => {
  const context = await browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(await computer.open())
  await expect(standing(page, 'Aktuell')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Jetzt synchronisieren' })).toBeVisible()
  await checkLooks(page, 'the local page in German')
  await context.close()
})

test.describe('beside a hostile page', () => {
  for (const host of [evil, '127.0.0.1'])
    test(`served from ${host} it can neither read nor change anything`, async ({ page, context, computer }) => {
      await page.goto(await computer.open())
      await expect(standing(page, 'Up to date')).toBeVisible()
      const target = `http://127.0.0.1:${computer.port}`
      const server = createServer((_, answer) => void answer.setHeader('Content-Type', 'text/html').end('<p>Hello'))
      await once(server.listen(0, '127.0.0.1'), 'listening')
      const hostile = await context.newPage()
      await hostile.goto(`http://${host}:${(server.address() as AddressInfo).port}/`)
      expect(await hostile.evaluate(attack, target)).toEqual({ read: 'refused', json: 'refused', frame: 'refused' })
      // By DNS rebinding its name becomes our address.
      await hostile.goto(`http://${evil}:${computer.port}/`)
      await expect(hostile.locator('body')).toContainText('This page is at')
      const rebound = await hostile.evaluate(async () => (await fetch('/api/state', { credentials: 'include' })).status)
      expect(rebound).toBe(403)
      await page.reload()
      await expect(standing(page, 'Up to date')).toBeVisible()
      await expect(page.getByRole('list', { name: 'Log' })).not.toContainText('Paused')
      server.close()
    })
})

/** All that a hostile page may try; returns what it could find out. */
async function attack(target: string) {
  const body = JSON.stringify({ minutes: null })
  const bodyOf = (asked: Promise<Response>) => asked.then((answer) => answer.text()).catch(() => 'refused')
  const post = { method: 'POST', credentials: 'include', body } as const
  const read = await bodyOf(fetch(`${target}/api/state`, { credentials: 'include' }))
  const json = await bodyOf(fetch(`${target}/api/pause`, { ...post, headers: { 'Content-Type': 'application/json' } }))
  // Neither asks beforehand; their answers cannot be read.
  for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
    await fetch(`${target}/api/pause`, { ...post, mode: 'no-cors', headers: { 'Content-Type': type } }).catch(
      () => null,
    )
  const frame = document.createElement('iframe')
  frame.name = 'answer'
  document.body.append(frame)
  const form = document.createElement('form')
  Object.assign(form, { method: 'post', action: `${target}/api/pause`, enctype: 'text/plain', target: 'answer' })
  const field = document.createElement('input')
  Object.assign(field, { name: '{"minutes":null,"x":"', value: '"}' })
  form.append(field)
  document.body.append(form)
  const sent = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  form.submit()
  await sent
  frame.src = `${target}/`
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  const seen = () => {
    try {
      return frame.contentDocument?.body.textContent ?? 'refused'
    } catch {
      return 'refused'
    }
  }
  return { read, json, frame: seen() }
}
