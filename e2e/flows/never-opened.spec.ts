// SPDX-License-Identifier: AGPL-3.0-or-later
// A PDF that was never opened on the tablet has no list of its pages: they are those of its file.
import { epubOf, longPdf, sourcePdf } from '../../tests/pdf/fixtures.ts'
import { PdfFile } from '../../tests/pdf/tools.ts'
import { checkLooks } from '../axe.ts'
import { expect, expectDrawn, inkIn, test } from '../dashboard.ts'
import { exportByMenu } from '../exporting.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('its card, its pages and its exports show the pages of its file', async ({ dashboard, given, page }) => {
  const source = sourcePdf([{}, { content: '0 0 1 rg 0 500 300 300 re f' }, {}])
  await dashboard.drop(await given.unopened(source), await given.sampleArchive())
  await dashboard.added('2 notebooks added')
  const card = page.locator('.notebook-card', { hasText: 'Manual' })
  await expect(card).toContainText('3 pages')
  await expect(async () => expect(await inkIn(card.locator('img'))).toBeGreaterThan(60)).toPass()

  await card.getByRole('link').click()
  await expect(page.getByText('3 pages', { exact: true })).toBeVisible()
  await expect(dashboard.pictures()).toHaveCount(3)
  await checkLooks(page, 'a PDF that was never opened')
  await page.getByRole('link', { name: 'page 2', exact: true }).click()
  await expectDrawn(dashboard.pagePicture())
  await page.reload()
  await expectDrawn(dashboard.pagePicture())
  await page.getByRole('link', { name: 'Manual' }).click()
  const { bytes } = await exportByMenu(page, 'PDF')
  using pdf = new PdfFile(bytes)
  expect(pdf.sizes()).toHaveLength(3)
  expect(bytes.subarray(0, source.length).equals(source)).toBe(true)
})

test('a book shows the pages of its file, and says nothing of ink', async ({ dashboard, given, page }) => {
  await dashboard.drop(await given.unopened(await epubOf(4), 'epub'))
  await expect(page.getByText('4 pages', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'page 2', exact: true }).click()
  await expect(async () => expect(await inkIn(dashboard.pagePicture())).toBeGreaterThan(60)).toPass()
  await expect(page.getByText('layout has changed')).toHaveCount(0)
})

test('of ten thousand pages the first are shown, with a sentence', async ({ dashboard, given, page }) => {
  await dashboard.drop(await given.unopened(longPdf(10_000)))
  await expect(page.getByText('8,000 pages', { exact: true })).toBeVisible()
  await page.getByText('1 problem').click()
  await expect(page.getByText('The file has more pages than rMirror can show')).toBeVisible()
  const cards = page.locator('.page-card')
  await expect(cards).toHaveCount(200)
  await cards.last().scrollIntoViewIfNeeded()
  await expect(cards).toHaveCount(400)
  await page.goto(`${page.url()}/pages/8000`)
  await expect(dashboard.pagePicture()).toBeVisible()
})

test('one that is locked or damaged says so in place of its pages', async ({ dashboard, given, page }) => {
  using locked = new PdfFile(sourcePdf([{}]))
  for (const [source, sentence] of [
    [locked.encrypted('secret'), 'The file is password-protected'],
    [new TextEncoder().encode('%PDF-1.7\n1 0 obj\n<<'), 'The file is damaged'],
  ] as const) {
    await dashboard.drop(await given.unopened(source))
    await expect(page.getByRole('status').filter({ hasText: sentence })).toBeVisible()
    await page.goto('/')
    await expect(page.locator('.notebook-card')).toContainText('couldn’t be read')
  }
})
