// SPDX-License-Identifier: AGPL-3.0-or-later
// A walk over all screens in German: no English is left, nothing is cut at 320 pixels, and axe finds nothing.
import type { Browser, Page } from '@playwright/test'
import { type RouteName, routes } from '../../web/src/shell/routes.ts'
import { checkLooks } from '../axe.ts'
import { Dashboard, expect } from '../dashboard.ts'
import { expectGerman, expectNothingCut } from '../german.ts'
import { sample } from '../given.ts'
import { password } from '../person.ts'
import { test } from '../reading-person.ts'

const narrow = { width: 320, height: 700 }

async function openGerman(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: 'de-DE', reducedMotion: 'reduce', viewport: narrow })
  return context.newPage()
}

/** At three widths; axe looks at two of them, and meanwhile comes what the server was asked for. */
async function look(page: Page, screen: string): Promise<void> {
  await checkLooks(page, screen)
  await expectNothingCut(page, `${screen}, on a desk`)
  await page.setViewportSize(narrow)
  await expectGerman(page, screen)
  await expectNothingCut(page, `${screen}, 320 wide`)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow, `${screen} scrolls sideways, 320 wide`).toBeLessThanOrEqual(0)
}

async function walk(page: Page, names: RouteName[]): Promise<void> {
  for (const name of names) {
    await page.goto(routes[name].path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await look(page, name)
  }
}

test('all screens of a guest are German', async ({ browser, server }) => {
  const page = await openGerman(browser, server.address)
  await walk(page, ['library', 'todos', 'aiKeys', 'signIn', 'signUp', 'device', 'about', 'trash'])
  await page.goto('/')
  await page.getByRole('button', { name: 'Beispielnotizbuch ansehen' }).click()
  await expect(page.locator('.page-card')).toHaveCount(12)
  await look(page, 'a notebook of this browser')
  await page.goto('/nirgends')
  await look(page, 'an unknown address')
  await page.context().close()
})

test('all screens of an account are German', async ({ browser, server, person, given }) => {
  const here = await person.open()
  await server.readsPages(here, { [sample.pages[0]?.uuid ?? '']: '# An Ada\n\n- [ ] den Reiher füttern' })
  await person.syncFirst(here, await given.sampleArchive())

  const page = await openGerman(browser, server.address)
  await page.goto('/sign-in')
  await page.getByLabel('E-Mail').fill(person.email)
  await page.getByLabel('Passwort', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await expect(page.locator('.notebook-card')).toBeVisible()
  await page.locator('summary[aria-label="Menü"]').click()
  await look(page, 'the menu')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Filtern', exact: true }).click()
  await look(page, 'the filters')

  await page.goto(`/notebooks/${sample.uuid}`)
  await expect(page.locator('.page-card')).toHaveCount(12)
  await look(page, 'a notebook of the server')
  await page.getByRole('button', { name: 'Exportieren', exact: true }).click()
  await look(page, 'the export')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Löschen', exact: true }).click()
  await look(page, 'the question before a notebook is deleted')
  await page.goto(`/notebooks/${sample.uuid}/pages/1`)
  await expect(page.getByRole('complementary')).toContainText('den Reiher füttern')
  await look(page, 'a page')
  await walk(page, ['todos', 'activity', 'deleted', 'account', 'integrations', 'notion', 'device', 'notionReturn'])
  await page.goto('/')
  await page.locator('summary', { hasText: 'Arbeitsbereiche' }).click()
  await look(page, 'the menu of workspaces')
  await page.getByRole('button', { name: 'Neuer Arbeitsbereich' }).click()
  await page.getByLabel('Name des Arbeitsbereichs').fill('Reiher')
  await look(page, 'a new workspace')
  await page.getByRole('button', { name: 'Erstellen', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reiher')
  await look(page, 'an empty workspace')
  await page.getByRole('link', { name: 'Mitglieder', exact: true }).click()
  await page.getByRole('button', { name: 'Link erstellen' }).click()
  await expect(page.getByRole('region', { name: /^Einladung: / })).toBeVisible()
  await look(page, 'the members of a workspace')
  await page.goto('/invitation')
  await look(page, 'an address without an invitation')
  await page.goto(`/notebooks/${sample.uuid}`)
  await page.getByRole('button', { name: 'Verschieben …' }).click()
  await look(page, 'the question where a notebook is moved')
  await page.goto('/integrations/webhook')
  await look(page, 'an integration')
  await page.goto('/connections/todoist')
  await look(page, 'the way back from a service')
  // With all that its header can have.
  await new Dashboard(page).drop(await given.sampleArchive())
  await expect(page.locator('.page-card')).toHaveCount(12)
  await look(page, 'a notebook here and on the server')
  await page.context().close()
})
