// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook of 2,000 pages on the server, and 10,000 to-dos: each can be reached, and no screen freezes.
import type { Page } from '@playwright/test'
import { listOfThousand, maxOf, workDuring } from '../../tests/world/main-thread.ts'
import { startOfOneDay } from '../../tests/world/one-day.ts'
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { Device, uuid } from '../device.ts'
import { savedBy } from '../exporting.ts'
import { type Person, test } from '../person.ts'

const pageCount = 2000
const todosOnEach = 5
const chronicle = uuid(9000)
const words = (page: number) => `Words of page ${page}.`

async function announceAll(server: string, person: Person): Promise<void> {
  const pages = Array.from({ length: pageCount }, (_, index) => {
    const typed_text = words(index + 1)
    const tasks = Array.from({ length: todosOnEach }, (_, nth) => `- [ ] Task ${nth + 1} of page ${index + 1}`)
    const typed_markdown = [typed_text, '', ...tasks].join('\n')
    return { page_uuid: uuid(index + 1), has_ink: false, typed_text, typed_markdown }
  })
  const notebook = { notebook_uuid: chronicle, document_type: 'notebook', visible_name: 'Chronicle', pages }
  await new Device(server, await person.agentToken(server)).announce([notebook])
}

/** Elements that one task may style or lay out: some screens full of them, and far from all there are. */
const maxElements = 2000
/** A task that takes longer than this number of lists of a thousand rows is noticeable on any machine. */
const maxLists = 10

/** Asks cheaply: to look for something by its role or its text is work for the thread that is measured. */
function shows(page: Page, selector: string, minCount = 1): Promise<unknown> {
  const isThere = ([wanted, count]: readonly [string, number]) => document.querySelectorAll(wanted).length >= count
  return page.waitForFunction(isThere, [selector, minCount] as const)
}

async function exportSome(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('All 2,000, or some: 2-5, 8-')
  const chosen = dialog.getByRole('textbox', { name: 'Pages' })
  const refused = dialog.getByRole('alert')
  for (const nonsense of ['all of it', '0', '20-10', '-5', '1,,2', '9'.repeat(40)]) {
    await chosen.fill(nonsense)
    await chosen.press('Enter')
    await expect(refused).toContainText('isn’t a page or a range. Enter pages such as 3, 2-5 or 8-')
  }
  await chosen.fill('2001-')
  await chosen.press('Enter')
  await expect(refused).toHaveText('This notebook has only 2,000 pages.')
  await chosen.fill('1-2, 1999-')
  const { bytes } = await savedBy(page, () => chosen.press('Enter'))
  const text = bytes.toString('utf8')
  expect(text.match(/Words of page \d+\./g)).toEqual([1, 2, 1999, 2000].map(words))
}

test('each of thousands of pages and to-dos can be reached, and nothing freezes', async ({
  person,
  baseURL,
  browser,
}) => {
  const page = await person.open()
  await person.signUp(page)
  await startOfOneDay()
  await announceAll(baseURL ?? '', person)
  const isQuick = async (what: string, work: () => Promise<unknown>) => {
    const tasks = await workDuring(browser, page, work)
    expect(maxOf(tasks, 'styled'), `${what}: styled in one task`).toBeLessThan(maxElements)
    expect(maxOf(tasks, 'laidOut'), `${what}: laid out in one task`).toBeLessThan(maxElements)
    const lists = maxOf(tasks, 'ms') / (await listOfThousand(browser, page))
    expect(lists, `${what}: in lists of a thousand rows`).toBeLessThan(maxLists)
  }

  await test.step('pages are scrolled to, gone to by their number, and exported', async () => {
    await isQuick('opening it and scrolling on', async () => {
      await page.goto(`/notebooks/${chronicle}`)
      await shows(page, '.page-card', 200)
      await page.mouse.move(640, 600)
      await page.mouse.wheel(0, 100_000)
      await shows(page, '.page-card', 208)
    })
    await exportSome(page)
    const number = page.getByLabel('Go to page')
    await number.fill('2001')
    await number.press('Enter')
    await expect(page.getByRole('alert')).toHaveText('Enter a number from 1 to 2,000.')
    await expect(number).toBeFocused()
    await number.fill('2000')
    await isQuick('going to its last page', async () => {
      await page.keyboard.press('Enter')
      await shows(page, '.viewer-panel .notes')
    })
    const panel = page.getByRole('complementary')
    await expect(panel).toContainText(words(2000))
    await page.keyboard.press('ArrowLeft')
    await expect(panel).toContainText(words(1999))
    await page.keyboard.press('Home')
    await expect(panel).toContainText(words(1))
    await page.keyboard.press('End')
    await expect(panel).toContainText(words(2000))
    await page.goto(`/notebooks/${chronicle}/pages/2001`)
    await expect(page.getByText('This page isn’t in the notebook')).toBeVisible()
  })

  await test.step('to-dos are scrolled to, grouped and marked', async () => {
    await isQuick('opening the to-dos', async () => {
      await page.goto('/todos')
      await shows(page, '.todo')
    })
    await page.getByRole('button', { name: 'By date' }).click()
    await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
    await isQuick('scrolling on', async () => {
      await page.mouse.move(640, 500)
      await page.mouse.wheel(0, 2000)
      await shows(page, '.todo', 48)
    })
    const boxes = page.getByRole('list', { name: 'To-dos' }).getByRole('checkbox')
    const select = page.getByRole('button', { name: 'Select', exact: true })
    await select.click()
    await page.getByRole('button', { name: 'Select all', exact: true }).click()
    await expect(page.getByText('10,000 to-dos selected')).toBeVisible()
    await boxes.first().focus()
    await page.keyboard.press('Escape')
    await select.click()
    await boxes.nth(0).click()
    await boxes.nth(39).click({ modifiers: ['Shift'] })
    await page.getByRole('button', { name: 'Mark 40 done' }).focus()
    await isQuick('marking some', async () => {
      await page.keyboard.press('Enter')
      await shows(page, '.todos-undo')
    })
    await expect(page.getByText('40 to-dos marked as done')).toBeVisible()
    await checkLooks(page, 'to-dos of a long list')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByText('40 to-dos marked as done')).toHaveCount(0)
    await expect(page.getByRole('checkbox', { name: 'Task 5 of page 2000' }), 'all 40 are back').toBeVisible()
    await select.click()
    await page.getByRole('button', { name: 'Select all', exact: true }).click()
    await expect(page.getByText('10,000 to-dos selected')).toBeVisible()
  })
})
