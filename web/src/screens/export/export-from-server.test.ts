// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PageDetail } from '@rmirror/shared/api'
import { type Format, type FormatName, formats } from '@rmirror/shared/workshop'
import { appFormats } from '@rmirror/shared/workshop/app-formats'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readEnex } from '../../../../tests/formats/enex.ts'
import { PdfFile } from '../../../../tests/pdf/tools.ts'
import { complaintsOf } from '../../../../tests/world/html.ts'
import { InProcessPool } from '../../../../tests/world/in-process-pool.ts'
import { writePng } from '../../../../tests/world/png.ts'
import { zipEntry, zipNames } from '../../../../tests/world/zip.ts'
import { placeLinesOn, placeOnSheet } from '../../components/sheet/sheet-layout.ts'
import { serverExport } from '../../data/export/server-exports.ts'
import { Notebook } from '../../data/library/notebook.ts'
import { pagesOf } from '../../data/library/page.ts'
import { asNotebook } from '../../data/local/as-notebook.ts'
import type { Remote } from '../../data/server/remote.ts'
import { AccountServer } from '../../testing/account-server.ts'
import { notebookThere } from '../../testing/notebooks.ts'
import { notebookWith, pageDetail, serverPage, todo, tree, treeItem } from '../../testing/server-facts.ts'
import { signedIn } from '../../testing/signed-in.tsx'

const rect = { x: 0, y: 0, width: 1404, height: 1872 }
const picture = writePng({ width: 3, height: 4, rows: new Uint8Array(4 * 4).fill(60) })
const highlight = {
  ...{ id: 'h', page_id: 'one', ordinal: 0, original_text: '', corrected_text: null },
  ...{ repaired_text: null, confidence: null },
  ...{ note: '', color: 'yellow', rects: [] },
}
const reported: string[] = []
let imageAnswer: { status?: number; body: unknown }
const pages: PageDetail[] = [
  pageDetail('a', 'one', {
    ocr_text: '# To Ada\n\n- [ ] Buy ink',
    todos: [todo('Buy ink', { is_completed: true })],
    typed_text: 'A *typed* line\n- a dash\n12. twelve',
    ocr_lines: [{ text: 'To Ada', confidence: 1, top: 200, bottom: 260 }],
    images: [
      { part: 1, sha256: 'a'.repeat(64), width: 3, height: 4, rect: { x: 300, y: 180, width: 600, height: 400 } },
    ],
    display_image: { width: 3, height: 4, rect },
    is_display_current: true,
    display_hash: 'look',
  }),
  pageDetail('a', 'two', { page_number: 2, ocr_status: 'pending', has_image: false }),
  pageDetail('a', 'three', {
    page_number: 3,
    ocr_text: '- [ ] Paper',
    typed_text: 'Shopping\nPaper\n5 * glue',
    typed_markdown: '# Shopping\n\n- [ ] Paper\n    - [ ] 5 \\* **glue** <script>',
    todos: [
      todo('Paper', { id: 'typed', source: 'typed_text', is_completed: true }),
      todo('Paper', { id: 'written' }),
      todo('5 * glue <script>', { id: 'second', source: 'typed_text', ordinal: 1, is_completed: true }),
    ],
  }),
]

let server: AccountServer
let kept = pages
beforeEach(async () => {
  localStorage.clear()
  reported.length = 0
  imageAnswer = { body: new Uint8Array(picture) }
  server = await AccountServer.start()
  server.answers = (_, path) => {
    if (path.endsWith('/tree')) return { body: tree([treeItem('a')]) }
    if (path === '/api/v1/notebooks/a') return { body: notebookWith(kept.map(listed)) }
    if (path.includes('/image?')) return imageAnswer
    const page = kept.find(({ page_uuid }) => path.endsWith(`/pages/${page_uuid}`))
    return page && { body: page }
  }
})
afterEach(() => server.stop())

const listed = ({ page_uuid, page_number, ocr_status, has_image, ink_hash }: PageDetail) =>
  serverPage('a', page_uuid, { page_number, ocr_status, has_image, ink_hash })

async function exported(
  remote: Remote,
  as: FormatName | Format,
  has = pages,
  there = notebookThere({ name: 'Diary' }),
): Promise<Buffer> {
  kept = has
  const whole = new Notebook(null, there)
  const known = pagesOf(whole, await remote.pagesOf('a')) ?? []
  const draw = async ([first]: { picture: Blob }[]) =>
    new Uint8Array(first ? await first.picture.arrayBuffer() : picture)
  const sheets = { draw, place: placeOnSheet, placeLines: placeLinesOn }
  const { notebook, instead, readHandwriting } = serverExport(remote, whole, known, sheets)
  const neverRun = () => Promise.reject(new Error('The core must not be called'))
  const { signal } = new AbortController()
  const tools = {
    ...{ pool: { size: 2, run: neverRun }, background: false, signal, instead: () => instead },
    openDedicatedPool: () => InProcessPool.open(1),
    readHandwriting: ({ uuid }: { uuid: string }) => readHandwriting(uuid, new Map(), signal),
    report: {
      pageDone: () => {},
      pageFailed: (_: unknown, page: number, detail: string) => reported.push(`${page}: ${detail}`),
      notebookFailed: () => {},
      note: (_: unknown, { page, code }: { page?: number; code: string }) => reported.push(`${page}: ${code}`),
    },
  }
  const library = { notebooks: [asNotebook(notebook)], folders: [] }
  const written: Buffer[] = []
  await (typeof as === 'string' ? formats[as] : as).write(library, tools, async (bytes) => {
    written.push(Buffer.from(bytes))
  })
  return Buffer.concat(written)
}

it('a notebook that only the server has becomes Markdown of its transcription and its typed text', async () => {
  const { remote } = await signedIn(server)
  const text = (await exported(remote, 'markdown')).toString()
  expect(text).toContain('title: "Diary"')
  expect(text).toContain('### To Ada\n\n- [x] Buy ink\n\nA \\*typed\\* line\n\\- a dash\n12\\. twelve')
  expect(text).toContain('## Page 2\n\n*Not transcribed yet.*\n')
})

it('typed text keeps its headings and lists, and each box is ticked as its own to-do is', async () => {
  const { remote } = await signedIn(server)
  const read = '- [ ] Paper\n\n'
  expect((await exported(remote, 'markdown')).toString()).toContain(
    `${read}### Shopping\n\n- [x] Paper\n    - [x] 5 \\* **glue** \\<script>\n`,
  )
  expect((await exported(remote, 'plain')).toString()).toContain(
    `${read}Shopping\n\n- [x] Paper\n  - [x] 5 * glue <script>\n`,
  )
})

const noMark = { mark: null, sentence: '', heading: '', is_rejected: false }

it('a notebook becomes a web page with its texts and highlights', async () => {
  const { remote } = await signedIn(server)
  const lit = [
    pageDetail('a', 'one', {
      ocr_text: '- [x] Buy ink',
      ocr_language: 'en',
      highlights: [{ ...highlight, original_text: '> lit <b>', ...noMark }],
    }),
  ]
  const html = (await exported(remote, 'html', lit)).toString()
  expect(complaintsOf(html)).toBe('')
  expect(html).toContain('<input type="checkbox" disabled checked> Buy ink')
  expect(html).toContain('<blockquote>\n<p dir="auto">&gt; lit &lt;b&gt;</p>\n</blockquote>')
  expect((await exported(remote, 'markdown', lit)).toString()).toContain('- [x] Buy ink\n\n> \\> lit \\<b\\>\n')
  expect((await exported(remote, 'plain', lit)).toString()).not.toContain('lit')
})

it('as plain text it has no marks', async () => {
  const { remote } = await signedIn(server)
  expect((await exported(remote, 'plain')).toString()).toContain('A *typed* line\n- a dash\n12. twelve')
})

it('a notebook’s images become a ZIP, with a note for each page that has none', async () => {
  const { remote } = await signedIn(server)
  const zip = await exported(remote, 'pictures')
  expect(zipNames(zip)).toEqual(['Diary/001.png', 'Diary/002.txt', 'Diary/003.txt'])
  expect(zipEntry(zip, 'Diary/001.png')).toEqual(picture)
})

it('a notebook becomes a note for Evernote, of its texts and of the images that are there', async () => {
  const { remote } = await signedIn(server)
  const [note] = readEnex((await exported(remote, appFormats.enex)).toString())
  expect(note?.resources.map(({ name, bytes }) => [name, bytes.equals(picture)])).toEqual([['page-001.png', true]])
  expect(note?.todos).toContainEqual({ checked: true, text: 'Buy ink' })
  expect(note?.todos).toContainEqual({ checked: true, text: '5 * glue <script>' })
  expect(note?.texts).toContain('Not transcribed yet.')
  expect(note?.texts).toContain("This page couldn't be drawn: The server has no image of it.")
  expect(reported).toEqual(['2: The server has no image of it', '3: The server has no image of it'])
})

it('a notebook becomes a page in Logseq and Roam, without a call of the core', async () => {
  const { remote } = await signedIn(server)
  const zip = await exported(remote, appFormats.logseq)
  expect(zipNames(zip)).toEqual(['assets/a-001.png', 'pages/Diary.md'])
  expect(zipEntry(zip, 'pages/Diary.md').toString()).toContain('\t- DONE Buy ink\n')
  expect((await exported(remote, appFormats.roam)).toString()).toContain('"{{[[DONE]]}} Buy ink"')
})

it('a notebook becomes a PDF of its pictures, in which words are found where they stand', async () => {
  const { remote } = await signedIn(server)
  using pdf = new PdfFile(await exported(remote, 'pdf'))
  expect(pdf.complaints()).toBe('')
  expect(pdf.sizes().map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual([
    [447, 596],
    [447, 596],
    [447, 596],
  ])
  const unit = 72 / 226
  const ada = pdf.words(1).find(({ text }) => text === 'Ada')
  expect(ada?.top).toBeCloseTo(200 * unit, 0)
  expect(ada?.bottom).toBeCloseTo(260 * unit, 0)
  expect(ada?.right).toBeCloseTo(900 * unit, 0)
  expect(pdf.text()).toContain('A *typed* line')
  expect(pdf.colours(1).at(200, 300)).toEqual([60, 60, 60])
  expect(pdf.colours(2).at(5, 300)).toEqual([255, 255, 255])
  expect(reported).toEqual(['2: The server has no image of it', '3: The server has no image of it'])
})

it('a page that is not stored as it looks is its handwriting on paper, which is told; a blank one is blank', async () => {
  const [one] = pages
  const images = one?.images ?? []
  const only = [
    pageDetail('a', 'one', { images, ocr_text: 'To Ada', ocr_lines: one?.ocr_lines ?? [] }),
    pageDetail('a', 'two', { page_number: 2, ocr_status: 'skipped', has_image: false }),
  ]
  const { remote } = await signedIn(server)
  using pdf = new PdfFile(await exported(remote, 'pdf', only))
  expect(pdf.words(1).map(({ text }) => text)).toEqual(['To', 'Ada'])
  expect(reported.sort()).toEqual(['1: ink-alone', '2: ink-alone'])
})

it.each([
  [404, undefined],
  [401, 'signed-out'],
  [503, 'no-answer'],
])('a picture that is answered by %s ends the export only if the others would be too', async (status, code) => {
  const { remote } = await signedIn(server)
  // Exports wait for a server much longer than this test can.
  Object.assign(remote.account, { patientApi: remote.account.api })
  imageAnswer = { status, body: { type: 'about:blank', title: '', status, detail: 'Gone.' } }
  const made = exported(remote, 'pictures')
  if (code) return expect(made).rejects.toMatchObject({ code })
  expect(zipNames(await made)).toEqual(['Diary/001.txt', 'Diary/002.txt', 'Diary/003.txt'])
  expect(reported[0]).toBe('1: The server no longer has it')
})

it('a note, which has no ink, becomes its text in each format that has texts, and no picture', async () => {
  const { remote } = await signedIn(server)
  const written = { document: '# Friday\n\n- [ ] Milk', todos: [todo('Milk', { is_completed: true })] }
  const note = [pageDetail('a', 'a', { ocr_status: 'skipped', ink_hash: null, has_image: false, ...written })]
  const there = notebookThere({ name: 'Friday', isNote: true })
  const markdown = (await exported(remote, 'markdown', note, there)).toString()
  expect(markdown).toBe('---\ntitle: "Friday"\npath: "Friday"\nsource: "rMirror"\n---\n\n# Friday\n\n- [x] Milk\n')
  expect((await exported(remote, 'plain', note, there)).toString()).toBe('Friday\n\n- [x] Milk\n')
  const html = (await exported(remote, 'html', note, there)).toString()
  expect(html).toContain('Milk')
  expect(html).not.toContain('Page 1')
  expect(complaintsOf(html)).toBe('')
  await exported(remote, 'pdf', note, there)
  expect(reported).toEqual(['1: A note has no image'])
})
