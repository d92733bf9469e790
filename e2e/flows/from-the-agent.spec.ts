// SPDX-License-Identifier: AGPL-3.0-or-later
// With the agent, no files are dropped in the browser: a library that was pushed from a folder is read, searched,
// exported and deleted in a browser that never saw its files.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type NotebookFiles, notebookFiles } from '../../tests/generator/document.ts'
import { sampleFiles } from '../../tests/generator/sample-notebook.ts'
import { onePage } from '../../tests/generator/scene.ts'
import { epubOf, redDot, sourcePdf } from '../../tests/pdf/fixtures.ts'
import { PdfFile } from '../../tests/pdf/tools.ts'
import { zipNames } from '../../tests/world/zip.ts'
import { checkLooks } from '../axe.ts'
import { agentProgram } from '../computer.ts'
import { expect } from '../dashboard.ts'
import { exportAs } from '../exporting.ts'
import { annotated, type Given, sample } from '../given.ts'
import { digestOf, pixelsOf, pixelsOfPng } from '../pixels.ts'
import { test as base } from '../reading-person.ts'

/** As the tablet lays it out. */
const book: NotebookFiles = {
  uuid: '5a1d0c6e-8f0b-4b5e-9a53-0d5b5b0e6f14',
  name: 'Handbook',
  fileType: 'epub',
  pages: [{ uuid: '5a1d0c6e-8f0b-4b5e-9a53-0d5b5b0e6f51', scene: onePage([redDot(0, 300, 60)]), sourcePage: 0 }],
}

/** A computer's folder of three documents, and the program that reads it. */
class Folder {
  readonly path: string
  readonly #given: Given
  readonly #environment: NodeJS.ProcessEnv

  constructor(path: string, given: Given, server: string, token: string) {
    this.path = path
    this.#given = given
    const own = { XDG_CONFIG_HOME: join(path, '../config'), XDG_STATE_HOME: join(path, '../state') }
    this.#environment = { ...process.env, ...own, RMIRROR_SERVER: server, RMIRROR_TOKEN: token }
  }

  static async lay(given: Given): Promise<string> {
    return given.folder('tablet', [
      ...sampleFiles(),
      ...notebookFiles(annotated),
      { path: `${annotated.uuid}.pdf`, bytes: sourcePdf([{}, { content: '0 0 1 rg 0 500 300 300 re f' }]) },
      ...notebookFiles(book),
      { path: `${book.uuid}.epub`, bytes: await epubOf(2) },
      { path: `${book.uuid}.pdf`, bytes: sourcePdf([{ content: '0 0.5 0 rg 100 500 300 100 re f' }]) },
    ])
  }

  /** What `rmirror` says. */
  async run(...words: string[]): Promise<string> {
    const options = { env: this.#environment }
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [agentProgram, ...words], options)
    return stdout + stderr
  }

  /** A page as `rmirror render` draws it. */
  async rendered(
    { uuid, pages }: { uuid: string; pages: readonly { uuid: string }[] },
    number: number,
    purpose: string,
  ) {
    const output = this.#given.file('rendered.png', new Uint8Array())
    const file = join(this.path, uuid, `${pages[number - 1]?.uuid}.rm`)
    await this.run('render', file, '-o', output, '--for', purpose)
    return readFileSync(output)
  }
}

const test = base.extend<{ folder: Folder }>({
  folder: async ({ server, person, given }, use) => {
    const page = await person.open()
    await person.signUp(page)
    await page.goto('/account')
    await page.getByRole('radio', { name: 'Notebooks, PDFs and books', exact: true }).check()
    await expect(page.getByText('Your devices send what is missing')).toBeVisible()
    await use(new Folder(await Folder.lay(given), given, server.address, await person.agentToken(server.address)))
  },
})

test('a pushed library is read, searched, exported and deleted where no file was ever dropped', async ({
  server,
  person,
  folder,
}) => {
  await server.readsImage(await folder.rendered(sample, 1, 'ocr'), '# To Ada\n\nThe ferry was late.\n\n- [ ] Call Ada')
  expect(await folder.run('push', folder.path)).toContain('Sent 16 pages.')

  const page = await person.open('/sign-in')
  await person.signIn(page)
  await expect(page.locator('.notebook-card')).toHaveCount(3)
  await checkLooks(page, 'a library that was pushed')
  for (const [document, number] of [
    [sample, 1],
    [sample, 4],
    [annotated, 2],
    [book, 1],
  ] as const) {
    await page.goto(`/notebooks/${document.uuid}/pages/${number}`)
    const shown = await pixelsOf(page.locator('.stage-page img'))
    const drawn = await pixelsOfPng(page, await folder.rendered(document, number, 'display'))
    expect([shown.width, shown.height]).toEqual([drawn.width, drawn.height])
    expect(digestOf(shown.rgba), `page ${number} of ${document.name} is as “rmirror render” draws it`).toBe(
      digestOf(drawn.rgba),
    )
  }

  await page.goto('/')
  await page.getByRole('searchbox').fill('ferry')
  const hit = page.getByRole('link', { name: /ferry was late/ })
  await expect(hit).toBeVisible()
  await checkLooks(page, 'what was found in a library that was pushed')
  await hit.click()
  await expect(page.getByRole('complementary').getByText('The ferry was late.')).toBeVisible()

  await page.goto(`/notebooks/${annotated.uuid}`)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const { name, bytes } = await exportAs(page.getByRole('dialog'), 'PDF')
  expect(name).toBe('Minutes.pdf')
  using pdf = new PdfFile(bytes)
  expect(pdf.complaints()).toBe('')
  expect(pdf.sizes()).toHaveLength(3)

  await page.goto('/')
  await page.getByRole('button', { name: 'Export all' }).click()
  const everything = await exportAs(page.getByRole('dialog'), 'Markdown')
  expect(zipNames(everything.bytes).toSorted()).toEqual(['A notebook to try.md', 'Handbook.md', 'Minutes.md'])

  await page.goto(`/notebooks/${book.uuid}`)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('region', { name: '“Handbook” removed' })).toBeVisible()
  expect(await folder.run('push', folder.path), 'what a person deleted stays so').toContain('Handbook')
  await page.goto('/')
  await expect(page.locator('.notebook-card')).toHaveCount(2)
})
