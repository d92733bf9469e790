// SPDX-License-Identifier: AGPL-3.0-or-later
// Deleting says first what follows, can be undone, and is permanent only if the user asks for that.
import type { Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { Computer } from '../computer.ts'
import { expect } from '../dashboard.ts'
import { test as base } from '../person.ts'

const test = base.extend<{ page: Page }>({
  page: async ({ person, baseURL }, use) => {
    const page = await person.open()
    await person.signUp(page)
    await using computer = await Computer.start(person, baseURL ?? '')
    await use(page)
    await computer.end()
  },
})

const library = async (page: Page) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

async function deleteNotebook(page: Page, name: string): Promise<void> {
  await library(page)
  await page.getByRole('link', { name: new RegExp(`^${name}`) }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: `Delete “${name}”?` })
  await expect(dialog).toContainText('Your tablet and computers keep their copy.')
  await expect(dialog).toContainText('“Recently deleted”')
  await checkLooks(page, 'the question before a notebook is deleted')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(dialog).toHaveCount(0)
}

test('a notebook is deleted, brought back at once, deleted again, found and restored', async ({ page }) => {
  await deleteNotebook(page, 'Diary')
  const slip = page.getByRole('region', { name: '“Diary” removed' })
  await expect(page.getByRole('link', { name: /^Diary/ })).toHaveCount(0)
  await slip.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('link', { name: /^Diary/ })).toBeVisible()

  await deleteNotebook(page, 'Diary')
  await page.getByLabel('Menu').click()
  await page.getByRole('link', { name: 'Recently deleted' }).click()
  const list = page.getByRole('list', { name: 'Recently deleted' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await expect(list).toContainText(/1 page · deleted here (this minute|\d+ minutes? ago) · kept until/)
  await checkLooks(page, 'what was recently deleted')
  await list.getByRole('button', { name: 'Restore “Diary”' }).press('Enter')
  await expect(page.getByText('“Diary” is back in your library.')).toBeVisible()
  await expect(page.getByText('Nothing was deleted lately.')).toBeVisible()
  await library(page)
  await expect(page.getByRole('link', { name: /^Diary/ })).toBeVisible()
})

test('what is removed for good is gone from the list and the library', async ({ page }) => {
  await deleteNotebook(page, 'Plans')
  await page.goto('/deleted')
  await page.getByRole('button', { name: 'Remove “Plans” for good' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove “Plans” for good?' })
  await expect(dialog).toContainText('This can’t be undone.')
  await checkLooks(page, 'the question before a notebook is removed for good')
  await dialog.getByRole('button', { name: 'Remove for good' }).click()
  await expect(page.getByText('“Plans” was removed for good.')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Nothing was deleted lately.')).toBeVisible()
  await page.getByRole('link', { name: 'Choose how long they are kept' }).click()
  const retention = page.getByRole('heading', { name: 'Notebooks that are gone from your tablet' })
  await expect(retention).toBeFocused()
  await expect(retention).toBeInViewport()
})
