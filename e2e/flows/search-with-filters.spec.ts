// SPDX-License-Identifier: AGPL-3.0-or-later
// Filters reach further than the screen: what they let through is found on the server, wherever it ranks.
import type { Page } from '@playwright/test'
import { zipNames } from '../../tests/world/zip.ts'
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { exportAs } from '../exporting.ts'
import { type Person, test } from '../person.ts'

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

interface Written {
  name: string
  modified: string
  tags?: string[]
  pageTags?: string[]
  pinned?: boolean
  parent?: number
}

/** Each says "harbour" on its page: more of them than the server names at once. */
const newer = Array.from(
  { length: 24 },
  (_, nth): Written => ({ name: `Log ${nth + 1}`, modified: '2026-05-01T12:00:00Z' }),
)
const older: Written[] = [
  { name: 'First minute', modified: '2026-03-02T10:00:00Z', pageTags: ['north'] },
  { name: 'Last minute', modified: '2026-03-02T09:59:59Z', tags: ['north', 'night'] },
  { name: 'Long ago', modified: '2025-01-01T00:00:00Z', tags: ['night'], pinned: true, parent: 900 },
]

async function announceLibrary(page: Page, person: Person): Promise<void> {
  const server = new URL(page.url()).origin
  const notebooks = [...newer, ...older].map(
    ({ name, modified, tags = [], pageTags = [], pinned = false, parent }, nth) => ({
      notebook_uuid: uuid(nth + 1),
      document_type: 'notebook',
      visible_name: name,
      last_modified: modified,
      tags,
      is_pinned: pinned,
      ...(parent && { parent_uuid: uuid(parent) }),
      pages: [
        {
          page_uuid: uuid(nth + 101),
          ink_hash: `i1:${nth}`,
          has_ink: true,
          typed_text: 'By the harbour.',
          tags: pageTags,
        },
      ],
    }),
  )
  const folder = { notebook_uuid: uuid(900), document_type: 'folder', visible_name: 'Archive' }
  const answer = await fetch(`${server}/api/v1/sync/manifest`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${await person.agentToken(server)}` },
    body: JSON.stringify({ scope: 'library', notebooks: [folder, ...notebooks] }),
  })
  expect(answer.status, await answer.text()).toBe(200)
}

test('a search is kept to the filters on the screen, by the server too, in the days of one’s own zone', async ({
  person,
}) => {
  const page = await person.open()
  await person.signUp(page)
  await announceLibrary(page, person)
  await page.goto('/account')
  await page.getByLabel('Time zone').fill('Pacific/Kiritimati')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved')).toBeVisible()

  await page.goto('/')
  await expect(page.locator('.notebook-card').first()).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('harbour')
  const found = page.getByRole('region', { name: 'In your notes' })
  const hits = found.locator('.search-hit-name')
  await expect(hits).toHaveCount(10)
  await expect(hits.filter({ hasText: 'minute' }), 'what ranks last is not named yet').toHaveCount(0)

  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  const panel = page.getByRole('region', { name: 'Filters' })
  await panel.getByLabel('Tag').selectOption('north')
  await expect(hits.filter({ hasText: 'minute' })).toHaveCount(2)
  await expect(found.getByRole('status')).toHaveText('Found in 2 notebooks.')
  await checkLooks(page, 'hits that filters let through')
  await page.reload()
  await expect(hits.filter({ hasText: 'minute' }), 'the address keeps the filters').toHaveCount(2)

  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await panel.getByLabel('Modified until').fill('2026-03-02')
  await expect(hits).toHaveText(['Last minute'])
  await panel.getByLabel('Modified from').fill('2026-03-02')
  await expect(hits, 'it was written in the last second of that day').toHaveText(['Last minute'])
  await panel.getByLabel('Modified until').fill('2026-03-03')
  await panel.getByLabel('Modified from').fill('2026-03-03')
  await expect(hits).toHaveText(['First minute'])
  await page.getByRole('button', { name: 'Clear all' }).click()
  await expect(hits).toHaveCount(10)

  await panel.getByRole('checkbox', { name: 'Favourites' }).check()
  await expect(hits).toHaveText(['Long ago'])
  await panel.getByLabel('Folder').selectOption('Archive')
  await panel.getByLabel('Tag').selectOption('night')
  await expect(hits).toHaveText(['Long ago'])
  await panel.getByLabel('Tag').selectOption('north')
  await expect(found.getByRole('status')).toHaveText(/^No results/)
  await page.setViewportSize({ width: 390, height: 844 })
  await checkLooks(page, 'filters that no hit passes, on a phone')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(hits).toHaveCount(10)
})

test('“Export all” takes everything whose text is found, not only what is named so or on the screen', async ({
  person,
}) => {
  const page = await person.open()
  await person.signUp(page)
  await announceLibrary(page, person)
  await page.goto('/')
  await expect(page.locator('.notebook-card').first()).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('harbour')
  await expect(page.locator('.search-hit-name')).toHaveCount(10)
  await expect(page.locator('.notebook-card')).toHaveCount(0)
  await page.getByRole('button', { name: 'Export all' }).click()
  const { bytes } = await exportAs(page.getByRole('dialog', { name: 'Export 27 notebooks' }), 'Text')
  const names = zipNames(bytes)
  const expected = [...newer, ...older].map(({ name, parent }) => `${parent ? 'Archive/' : ''}${name}.txt`)
  expect(names.sort()).toEqual(expected.sort())

  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('region', { name: 'Filters' }).getByLabel('Tag').selectOption('north')
  await expect(page.locator('.search-hit-name')).toHaveCount(2)
  await page.getByRole('button', { name: 'Export all' }).click()
  await expect(page.getByRole('dialog', { name: 'Export 2 notebooks' })).toBeVisible()
})
