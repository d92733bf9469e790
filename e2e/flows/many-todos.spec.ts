// SPDX-License-Identifier: AGPL-3.0-or-later
// Several to-dos are marked as done at once, and undone, by keyboard and on a phone.
import type { Locator, Page } from '@playwright/test'
import { startOfOneDay } from '../../tests/world/one-day.ts'
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { sample } from '../given.ts'
import { test } from '../reading-person.ts'

const lines = ['Feed the heron', '<b>Mend</b> the net', 'Zelt prüfen 🏕️', 'תשלום חשבון', `Call ${'Ada'.repeat(300)}`]

const boxes = (page: Page): Locator => page.getByRole('list', { name: 'To-dos' }).getByRole('checkbox')

test('to-dos are selected and marked at once, and come back', async ({ server, person, given }) => {
  await startOfOneDay()
  const page = await person.open()
  const [tasks, now] = [lines.map((line) => `- [ ] ${line}`), new Date()]
  const today = `**Date: ${now.getDate()}.${now.getMonth() + 1}.${now.getFullYear()}**`
  await server.readsPages(page, { [sample.pages[0]?.uuid ?? '']: [today, ...tasks].join('\n') })
  await person.syncFirst(page, await given.sampleArchive())
  await page.getByRole('link', { name: 'To-dos' }).click()
  // With the one that is typed in the sample.
  await expect(boxes(page)).toHaveCount(6)
  await checkLooks(page, 'to-dos by notebook')
  await page.getByRole('button', { name: 'By date' }).click()
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()

  await page.getByRole('button', { name: 'Select', exact: true }).click()
  await boxes(page).nth(1).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('3 to-dos selected')).toBeVisible()
  await checkLooks(page, 'to-dos that are selected')
  await page.setViewportSize({ width: 320, height: 700 })
  await checkLooks(page, 'to-dos that are selected, on a phone')
  await page.getByRole('button', { name: 'Mark 3 done' }).click()
  await expect(page.getByText('3 to-dos marked as done')).toBeVisible()
  await expect(boxes(page)).toHaveCount(3)
  await page.reload()
  await expect(boxes(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  await boxes(page).first().click()
  await boxes(page)
    .last()
    .click({ modifiers: ['Shift'] })
  await page.getByRole('button', { name: 'Mark 3 done' }).click()
  await expect(page.getByText(/^Nothing to do/)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(boxes(page)).toHaveCount(3)
  expect(await server.violations()).toEqual([])
})
