// SPDX-License-Identifier: AGPL-3.0-or-later
// Whatever a device names and writes, the dashboard shows as text: nothing of it runs, and no screen breaks.
import type { Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { Device, uuid } from '../device.ts'
import { deepest, markup, names, picture, pushHostileLibrary, text } from '../hostile-library.ts'
import { test } from '../reading-person.ts'

/** What stored scripts did, or tried to do. */
async function watch(page: Page): Promise<{ ran: string[]; refused: string[] }> {
  const seen = { ran: [] as string[], refused: [] as string[] }
  await page.exposeFunction('ran', () => seen.ran.push('a stored script'))
  await page.exposeFunction('refused', (directive: string) => seen.refused.push(directive))
  page.on('request', (request) => new URL(request.url()).pathname === '/ran' && seen.ran.push(request.url()))
  page.on('dialog', (dialog) => seen.ran.push(dialog.message()))
  await page.addInitScript(() => {
    const { refused } = window as unknown as { refused: (directive: string) => void }
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => refused(effectiveDirective))
  })
  return seen
}

test('names, texts and links that hold scripts are shown as text, on every screen', async ({ server, person }) => {
  const page = await person.open()
  const seen = await watch(page)
  await person.signUp(page)
  await server.readsImage(picture, text)
  await pushHostileLibrary(new Device(server.address, await person.agentToken(server.address)))

  await page.goto('/')
  const titles = () => page.locator('.card-title').allTextContents()
  const shown = [...Object.values({ ...names, none: 'Without a name' }), 'Astray']
  await expect.poll(titles, 'also of one whose folder is missing').toEqual(expect.arrayContaining(shown))
  await expect(page.getByRole('list', { name: 'Folders' }).getByRole('link', { name: /^(Hen|Egg)/ })).toHaveCount(1)
  await checkLooks(page, 'a library of hostile names')

  await page.goto(`/folders/${uuid(201)}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hen')
  await expect.poll(titles).toEqual(['In a circle'])
  await checkLooks(page, 'folders that lie in each other')
  await page.goto(`/folders/${uuid(deepest)}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`30 ${markup}`)
  await expect.poll(titles).toEqual(['Treasure'])
  await expect(page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link')).toHaveCount(30)
  await checkLooks(page, 'the thirtieth folder of hostile names')

  await page.goto(`/notebooks/${uuid(1)}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(names.markup)
  await checkLooks(page, 'a notebook with a hostile name')
  await page.getByRole('link', { name: 'page 1', exact: true }).click()
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('heading', { name: `Plan ${markup}` })).toBeVisible()
  await expect(panel).toContainText('[a link](javascript:ran())')
  await expect(panel.getByRole('link', { name: 'a link' })).toHaveCount(0)
  await checkLooks(page, 'a page on which scripts were read')
  await page.keyboard.press('ArrowRight')
  await expect(panel).toContainText(`Marked ${markup}`)
  await expect(panel).toContainText('[a link](javascript:ran())')
  await checkLooks(page, 'a page on which scripts were typed')

  await page.goto('/todos')
  const todos = page.getByRole('list', { name: 'To-dos' }).getByRole('checkbox', { name: `Call ${markup}` })
  await expect(todos).toHaveCount(2)
  await checkLooks(page, 'to-dos that hold scripts')
  await page.goto('/')
  await page.getByRole('searchbox').fill('Ink')
  await expect(page.getByRole('region', { name: 'In your notes' })).toContainText('onerror=')
  await checkLooks(page, 'search results that hold scripts')
  await page.goto('/activity')
  await expect(page.getByText('Nothing is waiting to be transcribed')).toBeVisible()
  await checkLooks(page, 'activity of a hostile library')
  expect(seen).toEqual({ ran: [], refused: [] })

  // Were such a text taken for markup in spite of all this, the policy that is served would not let it run.
  await page.evaluate(
    (html) => {
      const place = document.createElement('div')
      place.innerHTML = `${html}<a id="stored" href="javascript:ran()">link</a>`
      document.body.append(place)
      document.querySelector<HTMLAnchorElement>('#stored')?.click()
    },
    text.replaceAll('/ran', '/none'),
  )
  await expect.poll(() => new Set(seen.refused)).toContain('script-src-attr')
  await expect.poll(() => new Set(seen.refused)).toContain('script-src-elem')
  expect(seen.ran).toEqual([])
  expect(await server.violations()).toEqual([])
})
