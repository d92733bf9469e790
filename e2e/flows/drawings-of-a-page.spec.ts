// SPDX-License-Identifier: AGPL-3.0-or-later
// A drawing of a page is a picture with a caption in its text: for a person with an account, whose server cuts it out,
// and for a guest with an own key, whose browser does.
import { expect, type Locator, type Page } from '@playwright/test'
import { ClaudeEmulator } from '../../tests/world/claude.ts'
import { zipEntry, zipNames } from '../../tests/world/zip.ts'
import { checkLooks } from '../axe.ts'
import { Dashboard } from '../dashboard.ts'
import { exportByMenu } from '../exporting.ts'
import { sample } from '../given.ts'
import { test } from '../reading-person.ts'

// The mug at the foot of the sample's first page, and a box beside the page.
const mug = { caption: 'A mug, steaming', left: 0.08, top: 0.69, right: 0.38, bottom: 1 }
const beside = { caption: '', left: 4, top: 4, right: 5, bottom: 5 }
const words = Array.from({ length: 12 }, (_, line) => `Line ${line + 1}`)
const told = {
  markdown: ['# Hello.', ...words, '![](drawing:1)', '![](drawing:2)', 'turn the page'].join('\n'),
  drawings: [mug, beside],
}

const panelOf = (page: Page) => page.locator('.viewer-panel')

async function expectMug(panel: Locator): Promise<void> {
  const figure = panel.getByRole('figure')
  await expect(figure).toHaveCount(1)
  await expect(figure).toContainText('A mug, steaming')
  const image = figure.getByRole('img', { name: 'A mug, steaming' })
  await image.scrollIntoViewIfNeeded()
  await expect(image).toBeVisible()
  await expect
    .poll(() => image.evaluate((shown: HTMLImageElement) => shown.complete && shown.naturalWidth > 200))
    .toBe(true)
  await figure.screenshot({ path: test.info().outputPath('looks', 'the drawing.png') })
  await expect(panel).toContainText('One drawing of this page has no picture here')
}

test('a drawing is cut out by the server and shown with its caption', async ({ server, person, given }) => {
  const page = await person.open()
  await server.readsPages(page, { [sample.pages[0]?.uuid ?? '']: told })
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto(`/notebooks/${sample.uuid}/pages/1`)
  await expectMug(panelOf(page))
  await expect(panelOf(page).getByRole('list', { name: 'Attachments' })).toHaveCount(0)
  await checkLooks(page, 'a page with a drawing')
  expect(await server.violations()).toEqual([])
})

test('a drawing is cut out in a guest’s browser, shown and exported', async ({ page, given }) => {
  const key = 'sk-ant-of-a-guest-who-draws'
  await using claude = await ClaudeEmulator.start(key)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('/')
  await new Dashboard(page).drop(await given.sampleArchive())
  await expect(page.getByText('1 notebook added')).toBeVisible()
  await page.goto('/ai-keys')
  await page.getByLabel('API key').fill(key)
  await page.getByLabel('Address').fill(claude.address)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'Your key' })).toContainText('ending in')
  const transcribe = async (button: string) => {
    await page.getByRole('button', { name: button }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Transcribe', exact: true }).click()
  }
  await page.goto(`/notebooks/${sample.uuid}/pages/1`)
  await transcribe('Transcribe with my key')
  await expect(panelOf(page).locator('.read-text')).toBeVisible()
  await claude.readsAnew(told)
  await transcribe('Retry transcription')
  await expectMug(panelOf(page))
  await checkLooks(page, 'a page with a drawing, of a guest')

  await page.reload()
  await expectMug(panelOf(page))
  await page.goto(`/notebooks/${sample.uuid}`)
  const zip = await exportByMenu(page, 'Markdown')
  expect(zipNames(zip.bytes)).toContain('attachments/drawing.png')
  const text = zipEntry(zip.bytes, zip.name.replace(/zip$/, 'md')).toString()
  expect(text).toContain('![A mug, steaming](attachments/drawing.png)')
  expect(zipEntry(zip.bytes, 'attachments/drawing.png').length).toBeGreaterThan(1_000)
})
