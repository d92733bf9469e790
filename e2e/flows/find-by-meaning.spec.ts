// SPDX-License-Identifier: AGPL-3.0-or-later
// Notes are found by what they mean: with an account through the server, and as a guest with a key of one's own.
import { OpenAiEmulator } from '../../tests/world/openai.ts'
import { checkLooks } from '../axe.ts'
import { Dashboard, expect, test } from '../dashboard.ts'
import { MeaningServer } from '../meaning-server.ts'

test('a page is found without any of its words, and leads to related ones', async ({ browser }) => {
  await using server = await MeaningServer.start(browser)
  const { person } = server
  const page = await person.open()
  await person.signUp(page)
  await server.announce([
    'A day of sailing, with waves along the coast.',
    'Pay the invoice of the carpenter.',
    'The old vessel lay in the harbour.',
  ])
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'Notebook 1' })).toBeVisible()
  const found = page.getByRole('region', { name: 'In your notes' })
  const byMeaning = found.getByRole('checkbox', { name: 'Also by meaning' })

  await test.step('by words there is nothing', async () => {
    await page.getByRole('searchbox').fill('ship at sea')
    await expect(found.getByRole('status')).toHaveText(/^No results/)
    await expect(byMeaning).not.toBeChecked()
    await checkLooks(page, 'a search that could be by meaning')
  })

  await test.step('by meaning there is', async () => {
    await byMeaning.check()
    // Pages have vectors some seconds after they came.
    await expect
      .poll(async () => {
        await page.getByRole('searchbox').fill('')
        await page.getByRole('searchbox').fill('ship at sea')
        await expect(found).toHaveAttribute('aria-busy', 'false')
        return found.locator('.search-hit-name').allTextContents()
      })
      .toContainEqual(expect.stringMatching(/Notebook [13]/))
    await expect(found.locator('.search-hit-name').first()).toHaveText(/Notebook [13]/)
    await expect(found.locator('.search-hit-text').first()).toHaveText(/sailing|vessel/)
    await checkLooks(page, 'what was found by meaning')
  })

  await test.step('a page shows related ones', async () => {
    await page.goto('/notebooks/00000000-0000-4000-8000-000000000001/pages/1')
    const related = page.locator('.notes', { has: page.getByRole('heading', { name: 'Related pages' }) })
    await expect(related.getByRole('link').first()).toHaveText(/Notebook 3, page 1.*old vessel/)
    await checkLooks(page, 'related pages')
    await related.getByRole('link').first().click()
    await expect(page).toHaveURL(/000000000003\/pages\/1$/)
  })

  await test.step('the choice stays', async () => {
    await page.goto('/')
    await page.getByRole('searchbox').fill('boat')
    await expect(byMeaning).toBeChecked()
    await byMeaning.uncheck()
    await expect(found.getByRole('status')).toHaveText(/^No results/)
  })
})

test('where it is not set up, nothing offers it', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.goto('/ai-keys')
  await expect(page.getByLabel('API key')).toBeVisible()
  // Claude has no model for it.
  await expect(page.getByLabel('Model for search by meaning')).toHaveCount(0)
})

test('a guest searches by meaning with a key of their own, and each text is sent once', async ({ page, given }) => {
  await using service = await OpenAiEmulator.start({ as: 'openai', key: 'sk-the-guests-own-0007', origin: '*' })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('/')
  await new Dashboard(page).drop(await given.sampleArchive())
  await expect(page.getByText('1 notebook added')).toBeVisible()
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'A notebook to try' })).toBeVisible()
  await page.keyboard.press('n')
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toBeFocused()
  await page.keyboard.type('# Summer\n\nA day of sailing, with waves along the coast.')
  await expect(page.getByRole('region', { name: 'Text of the note' }).getByText(/Saved/)).toBeVisible()

  await page.goto('/ai-keys')
  await page.getByLabel('Service').selectOption('other')
  await page.getByLabel('API key').fill('sk-the-guests-own-0007')
  await page.getByLabel('Model', { exact: true }).fill('gpt-4o')
  await page.getByLabel('Address').fill(service.address)
  await page.getByLabel('Model for search by meaning').fill('text-embedding-3-small')
  await checkLooks(page, 'AI keys with a model for search by meaning')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'Your key' })).toContainText('ending in 0007')

  await page.goto('/')
  await page.getByRole('searchbox').fill('ship at sea')
  const found = page.getByRole('region', { name: 'In your notes' })
  const { host } = new URL(service.address)
  await found.getByRole('checkbox', { name: `Also by meaning, with ${host}` }).check()
  await expect(found.locator('.search-hit-name').first()).toHaveText('Summer')
  await expect(found.locator('.search-hit-text').first()).toHaveText(/sailing/)
  await checkLooks(page, 'what a guest found by meaning')
  const { embedded } = await service.seen()

  await page.reload()
  await page.getByRole('searchbox').fill('ocean')
  await expect(found.locator('.search-hit-name').first()).toHaveText('Summer')
  expect((await service.seen()).embedded.slice(embedded.length)).toEqual([['ocean']])

  await service.faults('zeros')
  await page.getByRole('searchbox').fill('harbour')
  await expect(found.getByRole('status')).toContainText(`${host} couldn’t search by meaning`)
})
