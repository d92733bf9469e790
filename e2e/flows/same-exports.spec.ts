// SPDX-License-Identifier: AGPL-3.0-or-later
// What the dashboard exports is byte for byte what the command line exports of the same file.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { allFixtures } from '../../tests/generator/all-fixtures.ts'
import { zipped } from '../../tests/generator/archive.ts'
import { notebookFiles, type WrittenFile } from '../../tests/generator/document.ts'
import { epubOf, sourcePdf } from '../../tests/pdf/fixtures.ts'
import { writePng } from '../../tests/world/png.ts'
import { type Dashboard, expect, test } from '../dashboard.ts'
import type { Given } from '../given.ts'

const program = join(dirname(fileURLToPath(import.meta.url)), '../../agent/bin/rmirror.mjs')
const uuid = '5a1d0c6e-8f0b-4b5e-9a53-0d5b5b0e6f70'

/** Every page among the fixtures, the damaged ones too, as the pages of one notebook. */
async function fixtures(given: Given): Promise<string> {
  const files = allFixtures().filter(({ file }) => file.endsWith('.rm'))
  const pages = files.map((_, index) => ({
    uuid: `5a1d0c6e-8f0b-4b5e-9a53-${String(index).padStart(12, '0')}`,
    template: index % 2 === 0 ? 'P Lines medium' : 'Blank',
    tags: index % 10 === 0 ? ['tenth'] : [],
  }))
  const rm: WrittenFile[] = files.map(({ bytes }, index) => ({ path: `${uuid}/${pages[index]?.uuid}.rm`, bytes }))
  return given.file('fixtures.rmdoc', await zipped([...notebookFiles({ uuid, name: 'Every page', pages }), ...rm]))
}

const red = Uint8Array.from({ length: 40 * (1 + 40 * 3) }, (_, at) => (at % (1 + 40 * 3) === 0 ? 0 : at % 256))
const picture = writePng({ width: 40, height: 40, rows: red, colors: 'rgb' })

const archives: [string, (given: Given) => Promise<string>][] = [
  ['of every page among the fixtures', fixtures],
  ['written on a PDF', (given) => given.annotatedPdf(sourcePdf([{}, {}]))],
  ['written on a PDF that is not there', (given) => given.annotatedPdf(new Uint8Array())],
  ['with an image', (given) => given.illustrated(picture)],
  ['with an image whose picture is damaged', (given) => given.illustrated(picture.subarray(0, 60))],
  ['that was never opened on the tablet', (given) => given.unopened(sourcePdf([{}, {}, {}]))],
  ['of a book that was never opened on the tablet', async (given) => given.unopened(await epubOf(2), 'epub')],
]

interface Exported {
  choice: RegExp
  extension: string
  /** As the command line calls it, where the extension doesn't say so. */
  as?: string
  isForApps?: true
}

const formats: Exported[] = [
  { choice: /^PDF/, extension: 'pdf' },
  { choice: /^Markdown/, extension: 'md' },
  { choice: /^Text/, extension: 'txt' },
  { choice: /^Web page/, extension: 'html' },
  { choice: /^Images/, extension: 'zip' },
  { choice: /^Bear/, extension: 'textpack', isForApps: true },
  { choice: /^Evernote/, extension: 'enex', isForApps: true },
  { choice: /^HTML/, extension: 'html', as: 'html-images', isForApps: true },
  { choice: /^Logseq/, extension: 'zip', as: 'logseq', isForApps: true },
  { choice: /^Roam/, extension: 'json', isForApps: true },
]

async function byDashboard(page: Page, { choice, extension, isForApps }: Exported): Promise<Buffer> {
  await page.locator('summary', { hasText: 'Export' }).click()
  const download = page.waitForEvent('download')
  if (isForApps) {
    await page.getByRole('button', { name: /^For other apps/ }).click()
    await page.getByRole('radio', { name: choice }).check()
  } else await page.getByRole('button', { name: choice }).click()
  if (extension === 'pdf' || isForApps) await page.getByRole('button', { name: 'Export', exact: true }).click()
  return readFileSync(await (await download).path())
}

async function byCommandLine(archive: string, output: string, background: boolean, as?: string): Promise<Buffer> {
  const options = ['--no-text', '--background', background ? 'on' : 'off', ...(as ? ['--as', as] : [])]
  const args = ['export', archive, '-o', output, ...options]
  // Damaged pages make it exit with 1; it writes the others all the same.
  await promisify(execFile)(process.execPath, [program, ...args]).catch((error) => expect(error.code).toBe(1))
  return readFileSync(output)
}

/** MuPDF draws a new one each time. */
function withoutId(file: Buffer): string {
  return file.toString('latin1').replace(/\/ID ?\[ ?<[^>]*> ?<[^>]*> ?\]/g, '/ID')
}

async function switchBackgroundOff(dashboard: Dashboard): Promise<void> {
  const { page } = dashboard
  await page.getByRole('link', { name: /^page 1$/ }).click()
  await expect(dashboard.pagePicture().first()).toBeVisible()
  await page.keyboard.press('b')
  await page.goBack()
}

/** The text and the images of other formats, so two notebooks with the templates are enough. */
const archivesForApps = archives.slice(0, 2)

for (const [name, write] of archives)
  test(`a notebook ${name}`, async ({ dashboard, given, page }, info) => {
    const archive = await write(given)
    await dashboard.drop(archive)
    await dashboard.added('1 notebook added')
    for (const background of [true, false]) {
      if (!background) await switchBackgroundOff(dashboard)
      for (const format of formats) {
        const { as, extension, isForApps } = format
        if (isForApps && !(background && archivesForApps.some(([other]) => other === name))) continue
        const output = info.outputPath(`${as ?? ''}${background}.${extension}`)
        const here = await byDashboard(page, format)
        const there = await byCommandLine(archive, output, background, as)
        expect(withoutId(here) === withoutId(there), `${as ?? extension}, background ${background}`).toBe(true)
      }
    }
  })
