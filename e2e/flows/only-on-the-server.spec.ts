// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook that was synced elsewhere: it is zoomed, selected and exported like one of this browser, as far as the server
// has it.
import type { Locator, Page } from '@playwright/test'
import { PdfFile } from '../../tests/pdf/tools.ts'
import { zipNames } from '../../tests/world/zip.ts'
import { checkLooks } from '../axe.ts'
import { Dashboard, expect } from '../dashboard.ts'
import { exportAs, type Saved } from '../exporting.ts'
import { sample } from '../given.ts'
import { expectDrawn } from '../pixels.ts'
import { test } from '../reading-person.ts'

async function exported(page: Page, button: string, format: string, pages?: string): Promise<Saved> {
  await page.getByRole('button', { name: button, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('its handwriting stands for it')
  return exportAs(dialog, format, pages ? { pages } : {})
}

/** How many of its pixels are neither white, black nor grey. */
function coloursOf(picture: Locator): Promise<number> {
  return picture.evaluate(async (image: HTMLImageElement) => {
    const bitmap = await createImageBitmap(image)
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
    context?.drawImage(bitmap, 0, 0)
    const { data = [] } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? {}
    let coloured = 0
    for (let at = 0; at < data.length; at += 4) if (Math.abs((data[at] ?? 0) - (data[at + 2] ?? 0)) > 40) coloured++
    return coloured
  })
}

test('it is zoomed, its text is selected, and it is exported', async ({ server, person, given }) => {
  const here = await person.open()
  await server.readsPages(here, { [sample.pages[0]?.uuid ?? '']: '# To Ada\n\nThe ferry was late.' })
  await new Dashboard(here).drop(await given.sampleArchive())
  await expect(here.getByText('1 notebook added')).toBeVisible()
  await person.signUp(here)
  await here.getByRole('button', { name: 'Sync this library' }).click()
  await expect(here.getByRole('region', { name: 'Progress' })).toContainText('12 pages sent')

  const there = await person.open('/sign-in')
  await person.signIn(there)
  await there.goto('/#tag=recipe')
  await expect(there.locator('.notebook-card'), 'a page of it has this tag').toHaveCount(1)
  await there.goto(`/notebooks/${sample.uuid}`)
  await expect(there.locator('.page-card')).toHaveCount(12)
  const text = (await exported(there, 'Export', 'Markdown')).bytes.toString('utf8')
  expect(text).toContain('### To Ada')
  expect(text).toMatch(/Text from the keyboard is read (\*\*|<strong>)exactly/)
  expect(text).toContain('- [x] Ask for the key\n- [ ] Pack the lamp\n')
  await there.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await there.getByRole('button', { name: 'Export', exact: true }).click()
  await checkLooks(there, 'the export of a notebook of the server')
  await there.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(there.getByText('“A notebook to try” copied')).toBeVisible()
  expect(await there.evaluate(() => navigator.clipboard.readText())).toMatch(/^# A notebook to try\n[\s\S]*### To Ada/)
  const zip = await exported(there, 'Export', 'Images')
  expect(zipNames(zip.bytes)[0]).toBe('A notebook to try/001.png')
  const whole = await exported(there, 'Export', 'PDF')
  expect(whole.name).toBe('A notebook to try.pdf')
  using pdf = new PdfFile(whole.bytes)
  expect(pdf.complaints()).toBe('')
  expect(pdf.sizes()).toHaveLength(12)
  expect(pdf.text()).toMatch(/The\s+ferry\s+was\s+late\./)
  expect(pdf.text()).toMatch(/Ask\s+for\s+the\s+key/)
  using part = new PdfFile((await exported(there, 'Export', 'PDF', '2-4, 8')).bytes)
  expect(part.sizes()).toHaveLength(4)
  expect(part.text()).not.toContain('ferry')

  await there.getByRole('link', { name: 'page 1', exact: true }).click()
  const picture = there.locator('.stage-page img')
  await expectDrawn(picture)
  expect(await coloursOf(picture), 'it is the page as it looks, not its ink alone').toBeGreaterThan(0)
  await expect(there.getByRole('complementary').getByRole('heading', { name: 'To Ada' })).toBeVisible()
  await checkLooks(there, 'a page on the server')
  const fitting = (await picture.boundingBox())?.width ?? 0
  for (let step = 0; step < 4; step++) await there.keyboard.press('+')
  await expect.poll(async () => ((await picture.boundingBox())?.width ?? 0) / fitting).toBeGreaterThan(1.5)
  await there.keyboard.press('0')
  await there.locator('.read-layer span', { hasText: 'The ferry' }).click({ clickCount: 3 })
  expect(await there.evaluate(() => String(getSelection()).trim())).toBe('The ferry was late.')

  const png = await exported(there, 'Export this page', 'Images')
  expect(png.name).toBe('A notebook to try 001.png')
  expect(png.bytes.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n')
  expect((await exported(there, 'Export this page', 'Markdown')).bytes.toString('utf8')).toContain(
    'The ferry was late.',
  )

  await there.goto(`/notebooks/${sample.uuid}/pages/9`)
  const marked = there.locator('.notes', { hasText: 'Highlights' }).getByRole('listitem')
  await expect(marked).toHaveText(['Write it down before it is gone.', 'A notebook is a place to think.'])
  await expect(marked.first()).toHaveCSS('border-inline-start-color', 'rgb(255, 237, 117)')
  await checkLooks(there, 'highlights of a page on the server')

  const beside = await there.context().newPage()
  await beside.goto('/account')
  await beside.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(there.getByRole('heading', { level: 1 })).toHaveText('This notebook isn’t in your library')
  await expect(picture).toHaveCount(0)
})

test('its owner chooses that nothing but handwriting is stored, and has it back', async ({ person, given }) => {
  const page = await person.open()
  await new Dashboard(page).drop(await given.sampleArchive())
  await expect(page.getByText('1 notebook added')).toBeVisible()
  await person.signUp(page)
  await page.getByRole('button', { name: 'Sync this library' }).click()
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('12 pages sent')
  await page.goto('/account')
  const defaultRadio = page.getByRole('radio', { name: 'Notebooks; of PDFs' })
  await expect(defaultRadio).toBeChecked()
  await page.getByRole('radio', { name: 'Handwriting only', exact: true }).check()
  await expect(page.getByText('The images of whole pages were removed')).toBeVisible()
  await checkLooks(page, 'the account, with a choice of what is stored')
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Handwriting only', exact: true })).toBeChecked()
  await defaultRadio.check()
  await expect(page.getByText('Your devices send what is missing')).toBeVisible()
})
