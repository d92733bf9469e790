// SPDX-License-Identifier: AGPL-3.0-or-later
// An AI is asked about a note: what the server or the service refuses is said in a sentence that says what helps, and
// the question stays. A service of one's own answers, and says what that took.
import { expect, type Page } from '@playwright/test'
import { OpenAiEmulator } from '../../tests/world/openai.ts'
import { checkLooks } from '../axe.ts'
import { Person, password } from '../person.ts'
import { test } from '../reading-person.ts'
import { ReadingServer } from '../reading-server.ts'
import { SpentServer } from '../spent-server.ts'

const dialogIn = (page: Page) => page.getByRole('dialog')
const answerIn = (page: Page) => dialogIn(page).locator('.read-text')
const questionIn = (page: Page) => dialogIn(page).getByLabel('Your question')
const reasonIn = (page: Page) => dialogIn(page).getByRole('alert')

/** A new note, shown as it was written. */
async function writeNote(page: Page, text: string): Promise<void> {
  await page.goto('/')
  await page.getByRole('button', { name: 'New note' }).click()
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toBeFocused()
  await page.keyboard.type(text)
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeVisible()
}

async function ask(page: Page, question: string): Promise<void> {
  await dialogIn(page).getByLabel('A question of your own').check()
  await questionIn(page).fill(question)
  await page.keyboard.press('ControlOrMeta+Enter')
}

/** What was asked is there for the next try. */
async function expectQuestionKept(page: Page, question: string): Promise<void> {
  await dialogIn(page).getByRole('button', { name: 'Ask something else' }).click()
  await expect(questionIn(page)).toHaveValue(question)
}

test('a note is asked about, and what is refused is said with the question kept', async ({ browser }) => {
  await using server = await ReadingServer.start({ RMIRROR_TEST_RATE_LIMITS: 'on' })
  const person = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
  const page = await person.open()
  await person.signUp(page)
  await writeNote(page, 'The heron is hungry.')
  await page.getByRole('button', { name: 'Ask…' }).click()
  await expect(dialogIn(page)).toContainText('The text of this note goes to Anthropic, through this server.')
  await checkLooks(page, 'a question about a note')
  const question = 'Repeat exactly: Feed it'

  await test.step('the answer is added to the note', async () => {
    await ask(page, question)
    await expect(answerIn(page)).toContainText('Feed it')
    await dialogIn(page).getByRole('button', { name: 'Add to this note' }).click()
    await expect(dialogIn(page)).toContainText('Added at the end of the note.')
    await expectQuestionKept(page, question)
  })

  await test.step('the rest of an answer can be asked for again after that failed', async () => {
    await server.fails([{ truncate: true }, { status: 529 }])
    await ask(page, question)
    await expect(reasonIn(page)).toContainText('The answer was cut off. Ask for the rest.')
    const rest = dialogIn(page).getByRole('button', { name: 'Ask for the rest' })
    await rest.click()
    await expect(reasonIn(page)).not.toContainText('cut off')
    await rest.click()
    await expect(dialogIn(page)).toContainText('The answer is complete.')
    await expect(rest).toHaveCount(0)
    await expectQuestionKept(page, question)
  })

  await test.step('a model that the server doesn’t allow (any more)', async () => {
    const path = '**/api/v1/ai/generate'
    await page.route(path, (route) =>
      route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), model: 'claude-of-yesterday' }) }),
    )
    await ask(page, question)
    await expect(reasonIn(page)).toHaveText(
      /^This server doesn’t allow questions to “.+”\. Choose another model, or ask/,
    )
    await checkLooks(page, 'a question that a server refused')
    await page.unroute(path)
    await expectQuestionKept(page, question)
  })

  await test.step('more text than fits', async () => {
    await server.fails([{ status: 413, type: 'request_too_large', message: 'Request exceeds the maximum size' }])
    await ask(page, question)
    await expect(reasonIn(page)).toHaveText(/^This is more text than one question can be about\. Ask about fewer pages/)
    await expectQuestionKept(page, question)
  })

  await test.step('too many questions in a minute', async () => {
    const login = { method: 'POST', body: JSON.stringify({ email: person.email, password }) }
    const headers = { 'content-type': 'application/json' }
    const entered = await fetch(`${server.address}/api/v1/auth/login`, { ...login, headers })
    const authorization = `Bearer ${(await entered.json()).access_token}`
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const asked = { method: 'POST', headers: { ...headers, authorization }, body: '{}' }
        return (await fetch(`${server.address}/api/v1/ai/generate`, asked)).status
      }),
    )
    expect(statuses).toContain(429)
    await ask(page, question)
    await expect(reasonIn(page)).toHaveText(
      /^Too many questions were asked\. Ask again at \d\d:\d\d, in \d+ seconds?\.$/,
    )
    await expectQuestionKept(page, question)
  })
  await person.leave()
})

test('a quota that is too small for a question is said with the day of its reset', async ({ browser }) => {
  await using server = await ReadingServer.start({ RMIRROR_FREE_TOKENS: '3000' })
  const person = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
  const page = await person.open()
  await person.signUp(page)
  await writeNote(page, 'The heron is hungry.')
  await page.getByRole('button', { name: 'Ask…' }).click()
  await ask(page, 'Why?')
  await expect(reasonIn(page)).toHaveText(
    /^Your token quota .* too small for this question\. Ask about less, or again after it resets on \d+ \w+ \d{4}\.$/,
  )
  await checkLooks(page, 'a question beyond the quota')
  await expectQuestionKept(page, 'Why?')
  await person.leave()
})

test('a server that may spend no more today says when it can be asked again', async ({ browser }) => {
  await using spent = await SpentServer.start(browser)
  const { person } = spent
  const page = await person.open()
  await person.signUp(page)
  await writeNote(page, 'The heron is hungry.')
  await page.getByRole('button', { name: 'Ask…' }).click()
  await ask(page, 'Why?')
  await expect(reasonIn(page)).toHaveText(/^This server’s spending limit for today is reached\. Ask again at 05:30/)
  await expectQuestionKept(page, 'Why?')
})

test('a guest asks a service with chat completions about a note, and keeps the answer as another', async ({
  server,
  person,
}) => {
  await using service = await OpenAiEmulator.start({ origin: new URL(server.address).origin })
  const page = await person.open('/ai-keys')
  await page.getByLabel('Service').selectOption({ label: 'Other address or a model at home' })
  await page.getByLabel('Model', { exact: true }).fill('home-model')
  await page.getByLabel('Address').fill(service.address)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'Your key' })).toContainText('home-model')
  await writeNote(page, 'The heron is hungry.')
  await page.getByRole('button', { name: 'Ask…' }).click()
  const { host } = new URL(service.address)
  await expect(dialogIn(page)).toContainText(`The text of this note goes to ${host} (home-model), straight from`)
  await ask(page, 'Repeat exactly: # Plans\n\nFeed the heron')
  await expect(answerIn(page).getByRole('heading', { name: 'Plans' })).toBeVisible()
  await expect(dialogIn(page)).toContainText('The answer is complete.')
  // No price is known of a model at home.
  await expect(dialogIn(page).getByText(/tokens/)).toHaveText(/^[\d,]+ tokens$/)
  await checkLooks(page, 'an answer of a service of one’s own')
  await dialogIn(page).getByRole('button', { name: 'Save as note' }).click()
  await dialogIn(page).getByRole('link', { name: 'Open the note' }).click()
  await expect(page.getByRole('region', { name: 'Text of the note' })).toContainText('Feed the heron')
  await expect(page.getByText('Stored in this browser only.')).toBeVisible()
  expect(await service.seen()).toMatchObject({ calls: ['POST /v1/chat/completions'], violations: [] })
  await page.goto('/')
  await expect(page.locator('.note-cover')).toHaveCount(2)
})
