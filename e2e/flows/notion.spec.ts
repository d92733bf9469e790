// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion is connected by signing in there or by a token, shows what was granted, is tested and disconnected; every
// failure on the way is explained, with a way to go on.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { agentProgram } from '../computer.ts'
import { test as base, expect } from '../dashboard.ts'
import { germanPhone } from '../german.ts'
import { pressOn, typeInto } from '../keyboard.ts'
import { NotionWorld, token } from '../notion-world.ts'
import { Person } from '../person.ts'

interface World {
  isRegistered: boolean
  world: NotionWorld
  ann: Person
  /** Her browser, signed in. */
  page: Page
}

const test = base.extend<World>({
  isRegistered: [true, { option: true }],
  world: async ({ isRegistered }, use) => {
    await using world = await NotionWorld.start({ isRegistered })
    await use(world)
  },
  ann: async ({ browser, world, locale }, use) => {
    const ann = new Person(browser, { baseURL: world.address, locale: locale ?? 'en-GB' })
    await use(ann)
    await ann.leave()
  },
  page: async ({ ann }, use) => {
    const page = await ann.open()
    await ann.signUp(page)
    await use(page)
  },
})

const name = "Kim's Notion"
const workspace = (page: Page) => page.getByRole('region', { name })

async function openNotion(page: Page): Promise<void> {
  await page.goto('/integrations')
  await page.getByRole('link', { name: 'Notion', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Notion' })).toBeVisible()
}

/** At Notion. */
async function answer(page: Page, button: 'Allow access' | 'Deny', pages: string[] = []): Promise<void> {
  await expect(page.getByRole('heading', { name: /rMirror wants to access/ })).toBeVisible()
  for (const title of pages) await page.getByLabel(title).check()
  await page.getByRole('button', { name: button }).click()
  // What Notion brought is out of the address at once.
  await expect(page).toHaveURL(/\/connections\/notion$/)
}

test('a workspace is connected by signing in at Notion, tested and disconnected', async ({ page, world }) => {
  await openNotion(page)
  await checkLooks(page, 'Notion, nothing connected')
  await page.getByRole('button', { name: 'Connect with Notion' }).click()
  await answer(page, 'Deny')
  await expect(page.getByText('You didn’t allow access in Notion. Nothing was connected.')).toBeVisible()
  await checkLooks(page, 'Notion, refused')

  await page.getByRole('button', { name: 'Connect again' }).click()
  await answer(page, 'Allow access', ['Journal'])
  await expect(page.getByText(`“${name}” is connected.`)).toBeVisible()
  await checkLooks(page, 'Notion, connected just now')
  await page.getByRole('link', { name: 'See what’s shared' }).click()
  await expect(workspace(page).getByText('Journal')).toBeVisible()
  await expect(workspace(page).getByText('Plans')).toHaveCount(0)
  await expect(workspace(page)).toContainText('Read contentAllowed')
  await workspace(page).getByRole('button', { name: 'Test' }).click()
  await expect(workspace(page).getByText('Notion answers as it should.')).toBeVisible()
  await checkLooks(page, 'a workspace that is connected')

  await workspace(page).getByRole('button', { name: 'Disconnect…' }).click()
  await expect(page.getByRole('dialog')).toContainText('revoked at Notion')
  await checkLooks(page, 'the question before disconnecting')
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
  await expect(page.getByText(`“${name}” is disconnected.`)).toBeFocused()
  await expect(workspace(page)).toHaveCount(0)
  const alive = async () => (await world.consents()).flatMap((each) => each.access_tokens)
  await expect.poll(alive).toEqual([])
  expect(await world.violations()).toEqual([])
})

test('who was signed out meanwhile signs in, and connects again', async ({ ann, page }) => {
  await openNotion(page)
  await page.getByRole('button', { name: 'Connect with Notion' }).click()
  await expect(page.getByRole('button', { name: 'Allow access' })).toBeVisible()
  await page.context().clearCookies()
  await answer(page, 'Allow access')
  await expect(page.getByText('Sign in to finish connecting your workspace.')).toBeVisible()
  await checkLooks(page, 'back from Notion, signed out')
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).last().click()
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fconnections%2Fnotion$/)
  await ann.signIn(page)
  // What was asked was asked in another session.
  await expect(page.getByText(/Connecting took too long/)).toBeVisible()
  await page.getByRole('button', { name: 'Connect again' }).click()
  await answer(page, 'Allow access')
  await expect(page.getByText(`“${name}” is connected.`)).toBeVisible()
  // It was good for once.
  await page.reload()
  await expect(page.getByText(/nothing to finish here/)).toBeVisible()
})

test('a program on this computer learns that a workspace is connected, and leads back', async ({
  page,
  world,
  ann,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-connect-'))
  const browser = join(folder, 'browser')
  writeFileSync(browser, `#!/bin/sh\necho "$1" >'${folder}/opened'\n`, { mode: 0o700 })
  const environment = {
    ...{ BROWSER: browser, RMIRROR_TOKEN: await ann.agentToken(world.address) },
    RMIRROR_SERVER: world.address,
  }
  const program = spawn(process.execPath, [agentProgram, 'connect', 'notion'], {
    env: { ...process.env, ...environment },
  })
  const ended = once(program, 'close')
  let said = ''
  program.stdout.on('data', (text) => {
    said += text
  })
  await expect.poll(() => existsSync(join(folder, 'opened'))).toBe(true)
  await page.goto(readFileSync(join(folder, 'opened'), 'utf8').trim())
  await expect(page.getByText('rMirror on this computer waits.')).toBeVisible()
  await expect(page).toHaveURL(/\/integrations\/notion$/)
  await checkLooks(page, 'Notion, a program waits')
  await page.getByRole('button', { name: 'Connect with Notion' }).click()
  await page.getByRole('button', { name: 'Allow access' }).click()
  expect(await ended).toEqual([0, null])
  expect(said).toContain('Notion is connected.')
  await expect(page).toHaveURL(/\/integrations\/notion$/)
  await expect(workspace(page)).toContainText('Connected')
  await expect(page.getByText('rMirror on this computer waits.')).toHaveCount(0)
  rmSync(folder, { recursive: true })
})

test('a workspace that the user disconnected in Notion is reported, and connected again', async ({ page, world }) => {
  await openNotion(page)
  await page.getByRole('button', { name: 'Connect with Notion' }).click()
  await answer(page, 'Allow access', ['All pages'])
  await page.getByRole('link', { name: 'See what’s shared' }).click()
  await expect(workspace(page).getByText('Plans')).toBeVisible()
  await world.takeBack()
  await workspace(page).getByRole('button', { name: 'Test' }).click()
  await expect(workspace(page)).toContainText('Access no longer works. Connect the workspace again.')
  await checkLooks(page, 'a workspace that is broken')
  await page.getByRole('link', { name: 'Integrations' }).first().click()
  await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText('Access no longer works.')
  await checkLooks(page, 'integrations, Notion broken')
  await page.getByRole('link', { name: 'Notion', exact: true }).click()
  await page.getByRole('button', { name: 'Connect again' }).click()
  await answer(page, 'Allow access', ['All pages'])
  await page.getByRole('link', { name: 'See what’s shared' }).click()
  await expect(workspace(page)).toContainText('Connected')
  await expect(workspace(page).getByText('Plans')).toBeVisible()
})

test.describe('on a server that Notion doesn’t know', () => {
  test.use({ isRegistered: false })

  test('a token is pasted: in German, on a phone, without a mouse', async ({ browser, world, ann, page: signedUp }) => {
    await expect(signedUp.getByRole('link', { name: 'Account' })).toBeVisible()
    const page = await germanPhone({ browser, address: world.address, person: ann, next: '/integrations/notion' })
    await expect(page.getByText('ist auf diesem Server nicht eingerichtet')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Mit Notion verbinden' })).toHaveCount(0)
    await checkLooks(page, 'Notion in German, by token alone')
    await typeInto(page, page.getByLabel('Notion-Token'), 'ntn_mistyped')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('Notion nimmt dieses Token nicht an.')
    await typeInto(page, page.getByLabel('Notion-Token'), token)
    await page.keyboard.press('Enter')
    await expect(page.getByText(`„${name}“ ist verbunden.`)).toBeFocused()
    await expect(workspace(page).getByText('Journal')).toBeVisible()
    await checkLooks(page, 'a workspace in German')
    await page.setViewportSize({ width: 360, height: 740 })
    await pressOn(page, workspace(page).getByRole('button', { name: 'Trennen …' }))
    await expect(page.getByRole('dialog')).toContainText('Bei Notion bleibt es gültig')
    await pressOn(page, page.getByRole('dialog').getByRole('button', { name: 'Trennen', exact: true }))
    await expect(page.getByText(`„${name}“ ist getrennt.`)).toBeFocused()
    await page.context().close()
  })
})
