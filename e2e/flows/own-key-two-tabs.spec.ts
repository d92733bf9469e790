// SPDX-License-Identifier: AGPL-3.0-or-later
// A guest's own key in two tabs at once: nothing is paid for twice, and both show what was transcribed, to-dos too.
import type { Page } from '@playwright/test'
import { ClaudeEmulator } from '../../tests/world/claude.ts'
import { checkLooks } from '../axe.ts'
import { expect, test } from '../dashboard.ts'
import { sample } from '../given.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const key = 'sk-ant-the-guest-own-key-0008'
const panelOf = (page: Page) => page.getByRole('region', { name: 'Progress' })
const textOn = (page: Page) => page.locator('.viewer-panel .read-text')

async function transcribe(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Transcribe with my key' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Transcribe', exact: true }).click()
}

/** In the service's own form. */
function readingOf(markdown: string): string {
  const lines = markdown.split('\n').map((text, index, { length }) => ({
    ...{ text: text.replace(/^- \[.\] /, ''), confidence: 0.9, image: 1 },
    ...{ top: index / length, bottom: (index + 0.9) / length },
  }))
  return JSON.stringify({ pages: [{ page: 1, language: 'en', markdown, lines }] })
}

test('a key that is used in two tabs pays for no page twice, and both show its texts and to-dos', async ({
  dashboard,
  given,
  page,
}) => {
  await using claude = await ClaudeEmulator.start(key)
  await dashboard.drop(await given.sampleArchive())
  await dashboard.added('1 notebook added')
  await page.goto('/ai-keys')
  await page.getByLabel('API key').fill(key)
  await page.getByLabel('Address').fill(claude.address)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'Your key' })).toContainText('ending in 0008')
  const other = await page.context().newPage()
  await other.goto(`/notebooks/${sample.uuid}/pages/1`)
  await page.goto(`/notebooks/${sample.uuid}/pages/1`)

  await claude.script([{ text: readingOf('- [ ] Feed the heron\n- [x] Mend the net'), after_ms: 2000 }])
  await transcribe(page)
  await expect(panelOf(page)).toContainText('Transcribing “A notebook to try”…')
  await transcribe(other)
  await expect(panelOf(other)).toContainText('Another tab is already transcribing')
  await checkLooks(other, 'a key that another tab uses')
  for (const tab of [page, other]) await expect(textOn(tab)).toContainText('Feed the heron')
  await other.goto(`/notebooks/${sample.uuid}`)
  await transcribe(other)
  await expect(panelOf(other)).toContainText(/pages of “A notebook to try” transcribed/)
  await page.goto(`/notebooks/${sample.uuid}`)
  await page.getByRole('button', { name: 'Transcribe with my key' }).click()
  await expect(page.getByRole('dialog')).toContainText('Nothing to transcribe. 12 are already transcribed.')
  await page.keyboard.press('Escape')
  const { requests, violations } = await claude.seen()
  expect(requests.filter(({ path }) => path === '/v1/messages')).toHaveLength(12)
  expect(violations).toEqual([])

  await page.getByRole('link', { name: 'To-dos' }).click()
  const todos = page.getByRole('list', { name: 'In this browser' }).getByRole('listitem')
  await expect(todos).toHaveText([/^Feed the heron/])
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
  await checkLooks(page, 'to-dos that were transcribed with an own key')
  await todos.getByRole('link', { name: 'A notebook to try, page 1' }).click()
  await expect(textOn(page)).toContainText('Feed the heron')
})
