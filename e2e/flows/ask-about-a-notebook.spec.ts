// SPDX-License-Identifier: AGPL-3.0-or-later
// An AI is asked about a notebook, a page and a selection: through the server, and with a key of one's own. Answers are
// saved when the person says so.
import type { Page } from '@playwright/test'
import { ClaudeEmulator } from '../../tests/world/claude.ts'
import { checkLooks } from '../axe.ts'
import { Dashboard, expect } from '../dashboard.ts'
import { type Given, sample } from '../given.ts'
import { tabTo } from '../keyboard.ts'
import { Person } from '../person.ts'
import { test } from '../reading-person.ts'
import { ReadingServer } from '../reading-server.ts'
import { findLeaks, Traffic } from '../traffic.ts'

const uuid = sample.pages[0]?.uuid ?? ''
const read = '# To Ada\n\n- [ ] Feed the heron\n\nThe ferry was late.'
const notebookPath = `/notebooks/${sample.uuid}`
const key = 'sk-ant-of-this-browser-0007'

const dialogIn = (page: Page) => page.getByRole('dialog')
const answerIn = (page: Page) => dialogIn(page).locator('.read-text')
const askButton = (page: Page) => page.getByRole('button', { name: 'Ask…' })
const editorIn = (page: Page) => page.getByRole('textbox', { name: 'Text of the page' })

/** The first page of the sample notebook, once it is transcribed. */
async function readPage(server: ReadingServer, person: Person, given: Given): Promise<Page> {
  const page = await person.open()
  await server.readsPages(page, { [uuid]: read })
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto(`${notebookPath}/pages/1`)
  await expect(page.locator('.viewer-panel .read-text')).toContainText('Feed the heron')
  return page
}

/** The emulator says what it is told to repeat. */
async function askFor(page: Page, answer: string): Promise<void> {
  await dialogIn(page).getByLabel('A question of your own').check()
  await dialogIn(page).getByLabel('Your question').fill(`Repeat exactly: ${answer}`)
  await page.keyboard.press('ControlOrMeta+Enter')
}

test('a notebook, a page and a selection are asked about through the server', async ({ server, person, given }) => {
  const page = await readPage(server, person, given)
  await page.goto(notebookPath)

  await test.step('what is sent where is said before', async () => {
    await tabTo(page, askButton(page))
    await page.keyboard.press('Enter')
    await expect(dialogIn(page)).toContainText(/The text of \d+ pages goes to Anthropic, through this server\./)
    await expect(dialogIn(page)).toContainText(/It counts (in your token quota|as tokens)/)
    await checkLooks(page, 'a question about a notebook')
    await dialogIn(page).getByLabel('Translate').check()
    await expect(dialogIn(page).getByLabel('Language')).toHaveValue('en')
    await checkLooks(page, 'a translation that is asked for')
    await page.keyboard.press('Escape')
    await expect(dialogIn(page)).toHaveCount(0)
    await expect(askButton(page)).toBeFocused()
  })

  await test.step('the answer arrives in pieces, and is text whatever it says', async () => {
    await page.keyboard.press('Enter')
    await server.fails([{ between_ms: 150, path: '/v1/messages' }])
    const hostile =
      '# Plans\n\n- [ ] Feed **Ada**\n\n![x](https://evil.example/pixel.png) <img src="https://evil.example/2.png">'
    await askFor(page, hostile)
    await expect(answerIn(page).getByRole('heading', { name: 'Plans', exact: true })).toBeVisible()
    await expect(dialogIn(page)).toContainText('The answer is arriving…')
    await expect(dialogIn(page)).toContainText('The answer is complete.')
    await expect(answerIn(page)).toContainText('evil.example/pixel.png')
    await expect(answerIn(page).locator('img, a, script')).toHaveCount(0)
    await checkLooks(page, 'an answer')
  })

  await test.step('it becomes a note, which is in the tree', async () => {
    await dialogIn(page).getByRole('button', { name: 'Save as note' }).click()
    await expect(dialogIn(page)).toContainText('Saved as a note.')
    await expect(dialogIn(page).getByRole('button', { name: 'Save as note' })).toHaveCount(0)
    await checkLooks(page, 'an answer that was saved')
    await dialogIn(page).getByRole('link', { name: 'Open the note' }).click()
    const note = page.getByRole('region', { name: 'Text of the note' })
    await expect(note.getByRole('heading', { name: 'Plans', exact: true })).toBeVisible()
    await page.goto('/')
    await page.getByRole('button', { name: 'Tree', exact: true }).click()
    const tree = page.getByRole('list', { name: 'Folders and notebooks' })
    await expect(tree.getByRole('link', { name: /^Repeat exactly/ })).toBeVisible()
  })

  await test.step('an answer is added to a page, as a version', async () => {
    await page.goto(`${notebookPath}/pages/1`)
    await askButton(page).click()
    await expect(dialogIn(page)).toContainText('The text of 1 page goes to Anthropic')
    await askFor(page, 'Added by the model')
    await dialogIn(page).getByRole('button', { name: 'Add to this page' }).click()
    await expect(dialogIn(page)).toContainText('Added at the end of the page’s text.')
    await page.keyboard.press('Escape')
    await expect(page.locator('.viewer-panel .read-text')).toContainText('Added by the model')
    await page.getByLabel('More for this transcription').click()
    await page.getByRole('button', { name: 'Earlier versions…' }).click()
    await expect(page.getByRole('dialog', { name: 'Earlier versions' }).getByRole('listitem').first()).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('a selection is replaced, which can be undone', async () => {
    await page.keyboard.press('e')
    await expect(editorIn(page)).toBeFocused()
    await page.keyboard.press('ControlOrMeta+End')
    await page.keyboard.press('Shift+Home')
    await page.locator('.document-foot').getByRole('button', { name: 'Ask…' }).click()
    await expect(dialogIn(page)).toContainText('The selected text goes to Anthropic')
    // The emulator would repeat the selected text as well, which is part of the question.
    await server.fails([{ text: 'Written instead' }])
    await askFor(page, 'Written instead')
    await checkLooks(page, 'an answer about a selection')
    await dialogIn(page).getByRole('button', { name: 'Replace selection' }).click()
    await expect(dialogIn(page)).toHaveCount(0)
    await expect(editorIn(page)).toContainText('Written instead')
    await expect(editorIn(page)).not.toContainText('Added by the model')
    await expect(editorIn(page)).toBeFocused()
    await page.keyboard.press('ControlOrMeta+z')
    await expect(editorIn(page)).toContainText('Added by the model')
    await page.keyboard.press('Escape')
  })
  expect(await server.violations()).toEqual([])
})

test('what goes wrong is said, and what has arrived stays', async ({ server, person, given }) => {
  const page = await readPage(server, person, given)
  await askButton(page).click()
  await expect(dialogIn(page)).toContainText('The text of 1 page goes')
  const long = 'A long answer that comes in more than one piece, so that it can break in the middle.'
  const ends = async (fault: object, message: string | RegExp) => {
    await server.fails([fault])
    await askFor(page, long)
    await expect(dialogIn(page).getByRole('alert')).toContainText(message)
  }
  const again = () => dialogIn(page).getByRole('button', { name: 'Ask something else' }).click()
  // What has just arrived may be lost with its connection. That it stays is seen below, where the connection hangs.
  await ends(
    { drop_mid_stream: true },
    /The connection broke, so this answer is incomplete\.|No answer came\. Ask again\./,
  )
  await checkLooks(page, 'an answer that broke')
  await again()
  await ends({ refusal: true }, 'The model declined to answer.')
  await again()
  await ends({ status: 529 }, 'Claude is overloaded.')
  await again()
  await ends({ truncate: true }, 'The answer was cut off. Ask for the rest.')
  await checkLooks(page, 'an answer that was cut off')
  await dialogIn(page).getByRole('button', { name: 'Ask for the rest' }).click()
  await expect(dialogIn(page)).toContainText('The answer is complete.')
  await again()
  await server.fails([{ hang_mid_stream: true }])
  await askFor(page, long)
  await expect(answerIn(page)).toContainText('A long')
  await dialogIn(page).getByRole('button', { name: 'Stop' }).click()
  await expect(dialogIn(page)).toContainText('You stopped the answer, so it’s incomplete.')
  await again()
  await page.context().setOffline(true)
  await askFor(page, long)
  await expect(dialogIn(page)).toContainText('You’re offline.')
  await page.context().setOffline(false)
})

test('with an own key, neither the key nor the question reach our server', async ({ browser, given }) => {
  await using server = await ReadingServer.start()
  await using claude = await ClaudeEmulator.start(key)
  const traffic = new Traffic()
  const proxy = await traffic.start()
  const person = new Person(browser, { baseURL: server.address, locale: 'en-GB', proxy })
  const page = await person.open('/ai-keys')
  await page.getByLabel('API key').fill(key)
  await page.getByLabel('Address').fill(claude.address)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'Your key' })).toContainText('ending in 0007')
  await expect(page.getByLabel('Questions to an AI')).toHaveValue('automatic')
  await page.goto('/')
  await server.readsPages(page, { [uuid]: read })
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto(`${notebookPath}/pages/1`)
  await expect(page.locator('.viewer-panel .read-text')).toContainText('Feed the heron')

  await askButton(page).click()
  const { host } = new URL(claude.address)
  await expect(dialogIn(page)).toContainText(
    `The text of 1 page goes to ${host} (claude-haiku-5-5), straight from this browser`,
  )
  await expect(dialogIn(page).getByRole('button', { name: 'Ask', exact: true })).toBeEnabled()
  await checkLooks(page, 'a question with an own key')
  await askFor(page, 'the secret answer')
  await expect(answerIn(page)).toContainText('the secret answer')
  await expect(dialogIn(page)).toContainText('The answer is complete.')
  await expect(dialogIn(page)).toContainText(/[\d,]+ tokens, about \$\d/)
  expect((await claude.seen()).violations).toEqual([])
  const toService = traffic.requests.filter(({ url, method }) => url.startsWith(claude.address) && method === 'POST')
  expect(findLeaks(toService, [key])).toHaveLength(1)
  expect(findLeaks(toService, ['Feed the heron'])).toHaveLength(1)
  const elsewhere = traffic.requests.filter(({ url }) => !url.startsWith(claude.address))
  expect(elsewhere.length).toBeGreaterThan(0)
  expect(findLeaks(elsewhere, [key, 'the secret answer'])).toEqual([])

  await test.step('one question is asked the other way', async () => {
    await dialogIn(page).getByRole('button', { name: 'Ask something else' }).click()
    await dialogIn(page).getByLabel('Ask with').selectOption({ label: 'This server' })
    await expect(dialogIn(page)).toContainText('goes to Anthropic, through this server.')
    await checkLooks(page, 'a choice of the way')
    await page.keyboard.press('Escape')
  })

  await test.step('questions can be turned off', async () => {
    await page.goto('/ai-keys')
    await page.getByLabel('Questions to an AI').selectOption({ label: 'Off' })
    await checkLooks(page, 'questions that are off')
    await page.goto(`${notebookPath}/pages/1`)
    await expect(page.locator('.viewer-panel .read-text')).toContainText('Feed the heron')
    await expect(askButton(page)).toHaveCount(0)
  })
  await person.leave()
  traffic.stop()
})

test('a guest asks about a page with their own key, and the answer is added to it', async ({ page, given }) => {
  await using claude = await ClaudeEmulator.start(key)
  await page.goto('/')
  await new Dashboard(page).drop(await given.sampleArchive())
  await expect(page.getByText('1 notebook added')).toBeVisible()
  await page.goto(`${notebookPath}/pages/1`)
  await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
  await expect(askButton(page)).toHaveCount(0)
  await page.goto('/ai-keys')
  await page.getByLabel('API key').fill(key)
  await page.getByLabel('Address').fill(claude.address)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'Your key' })).toContainText('ending in 0007')
  await page.goto(`${notebookPath}/pages/1`)
  await page.getByRole('button', { name: 'Write the text yourself' }).click()
  await expect(editorIn(page)).toBeFocused()
  await page.keyboard.type('The heron is hungry.')
  await page.getByRole('button', { name: 'Done' }).click()
  await page.locator('.viewer-bar').getByRole('button', { name: 'Ask…' }).click()
  await expect(dialogIn(page)).toContainText('The text of 1 page goes to')
  await askFor(page, 'Feed it')
  await expect(dialogIn(page)).toContainText('The answer is complete.')
  await dialogIn(page).getByRole('button', { name: 'Add to this page' }).click()
  await expect(dialogIn(page)).toContainText('Added at the end of the page’s text.')
  await page.keyboard.press('Escape')
  await expect(page.locator('.viewer-panel .read-text')).toContainText('Feed it')
})
