// SPDX-License-Identifier: AGPL-3.0-or-later
// Every screen in both themes, on a desk and on a phone, through axe with all its rules.
import { routes } from '../../web/src/shell/routes.ts'
import { check, checkLooks, checkThemes } from '../axe.ts'
import { type Dashboard, expect, test } from '../dashboard.ts'
import type { Given } from '../given.ts'

async function walk(dashboard: Dashboard, given: Given): Promise<void> {
  const { page } = dashboard
  const seen: string[] = []
  page.on('framenavigated', (frame) => seen.push(new URL(frame.url()).pathname))
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
  await page.getByText('Where do I find my files?').click()
  await checkThemes(page, 'the empty library')

  await dashboard.drop(given.libraryFolder(3), await given.brokenPageArchive(), given.file('a.docx', new Uint8Array(9)))
  await dashboard.added(/added/)
  await checkThemes(page, 'the library after adding')
  await page.getByLabel('Menu').click()
  await checkThemes(page, 'the menu')
  await page.getByRole('button', { name: 'Clear everything…' }).click()
  await checkThemes(page, 'the question before clearing')
  await page.keyboard.press('Escape')
  await dashboard.panel.getByRole('button', { name: 'Dismiss' }).click()
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  await page.getByRole('button', { name: 'Select all' }).click()
  await checkThemes(page, 'a selection')
  await page.getByRole('button', { name: 'End selection' }).click()
  await page.getByRole('link', { name: /Work/ }).click()
  await checkThemes(page, 'a folder')

  await page.getByRole('link', { name: 'Library' }).click()
  await page.getByRole('link', { name: 'Half broken' }).click()
  await expect(dashboard.pictures()).toHaveCount(11)
  await page.locator('.note-problems summary').first().click()
  await page.locator('summary', { hasText: 'Export' }).click()
  await checkThemes(page, 'a notebook')
  await page.getByRole('button', { name: /^PDF/ }).click()
  await page.getByRole('textbox', { name: 'Pages' }).fill('one')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await checkThemes(page, 'the question which pages to export')
  await page.getByRole('textbox', { name: 'Pages' }).fill('1')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByText('1 thing to know')).toBeVisible()
  await checkThemes(page, 'an export with a note')
  await dashboard.panel.getByRole('button', { name: 'Dismiss' }).click()
  await page.getByRole('link', { name: 'page 5', exact: true }).click()
  await expect(page.getByRole('complementary').getByText('Pack the lamp')).toBeVisible()
  await checkThemes(page, 'a page with text')
  await page.keyboard.press('1')
  await checkThemes(page, 'a zoomed page')
  await page.keyboard.press('?')
  await checkThemes(page, 'the keyboard help')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Home')
  await expect(page.getByRole('region', { name: /page 1/ })).toContainText('This page couldn’t be read')
  await checkThemes(page, 'a page that cannot be read')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText(/removed/)).toBeVisible()
  await checkThemes(page, 'the library after removing')

  for (const [name, { path }] of Object.entries(routes).filter(([, { path }]) => !path.includes(':'))) {
    await page.goto(path)
    await expect(page).toHaveTitle(/\S – rMirror$/)
    await checkThemes(page, name)
  }
  await page.goto('/integrations/webhook')
  await expect(dashboard.heading('Integrations')).toBeVisible()
  await checkThemes(page, 'an integration, for guests')
  for (const path of ['/workspaces/none', '/workspaces/none/members']) {
    await page.goto(path)
    await expect(dashboard.heading('Workspaces')).toBeVisible()
    await checkThemes(page, `${path}, for guests`)
  }
  await page.goto('/sign-in/github?error=access_denied')
  await expect(dashboard.heading('Sign-in service')).toBeVisible()
  await checkThemes(page, 'a return from a sign-in service, for guests')
  await page.goto('/notebooks/none')
  await expect(dashboard.heading('This notebook isn’t in your library')).toBeVisible()
  await checkThemes(page, 'a notebook that is not there')
  await page.goto('/nowhere/at/all')
  await expect(dashboard.heading('There’s nothing at this address')).toBeVisible()
  await checkThemes(page, 'an unknown address')
  await page.goto(routes.signUp.path)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await checkThemes(page, 'signing up, with something wrong')
  const unseen = Object.values(routes).filter(({ path }) => !seen.some((address) => isAt(address, path)))
  expect(unseen, 'screens that were not opened').toEqual([])
}

/** Whether a row of the table matches the address. */
function isAt(address: string, path: string): boolean {
  return new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`).test(address)
}

for (const [device, viewport] of [
  ['desk', { width: 1280, height: 860 }],
  ['phone', { width: 360, height: 740 }],
] as const)
  test.describe(`on a ${device}`, () => {
    // A screen that fades in has colours in between; this also shows that nothing waits for a movement.
    test.use({ viewport, contextOptions: { reducedMotion: 'reduce' } })
    test('axe finds nothing on any screen', async ({ dashboard, given }) => walk(dashboard, given))
  })

test('the API is documented on a page of its own', async ({ dashboard, page }) => {
  await page.goto('/about')
  await page.getByRole('link', { name: 'API documentation' }).click()
  await expect(dashboard.heading('rMirror API')).toBeVisible()
  await checkLooks(page, 'the API')
  await page.getByRole('link', { name: 'POST /api/v1/sync/manifest' }).click()
  await expect(page.getByRole('heading', { name: 'POST /api/v1/sync/manifest' })).toBeInViewport()
  expect((await page.request.get('/api/openapi.yaml')).headers()['content-type']).toBe('application/yaml')
})

test('what axe would find is found', async ({ dashboard, page }) => {
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
  await page.locator('main').evaluate((main) => main.append(document.createElement('input')))
  await expect(check(page, 'a field without a name')).rejects.toThrow(/label: <input>/)
})

test('a chosen theme overrides the system and is kept', async ({ dashboard, page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
  const light = await background()
  await page.getByLabel('Menu').click()
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect.poll(background).not.toBe(light)
  await page.reload()
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
  expect(await background()).not.toBe(light)
})

test('the system’s theme is followed while the page is open', async ({ dashboard, page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
  const light = await background()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(background).not.toBe(light)
  await page.emulateMedia({ colorScheme: 'light' })
  await expect.poll(background).toBe(light)
})

test.describe('in German', () => {
  test.use({ locale: 'de-DE' })
  test('the browser’s language is spoken, and another can be chosen', async ({ dashboard, page }) => {
    await expect(dashboard.heading('Deine Handschrift, nicht nur auf dem Tablet')).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await page.getByLabel('Menü').click()
    await page.getByLabel('Sprache').selectOption('English')
    await expect(dashboard.heading('Your handwriting, beyond the tablet')).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await page.reload()
    await expect(dashboard.heading('Your handwriting, beyond the tablet')).toBeVisible()
  })
})
