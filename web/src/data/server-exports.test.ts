// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PageDetail } from '@rmirror/shared/api'
import { type FormatName, formats } from '@rmirror/shared/workshop'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { zipEntry, zipNames } from '../../../tests/world/zip.ts'
import { AccountServer } from '../testing/account-server.ts'
import { notebookThere } from '../testing/notebooks.ts'
import { notebookWith, pageDetail, serverPage, todo, tree, treeItem } from '../testing/server-facts.ts'
import { signedIn } from '../testing/signed-in.tsx'
import { asNotebook } from './as-notebook.ts'
import { Notebook } from './notebook.ts'
import { pagesOf } from './page.ts'
import type { Remote } from './remote.ts'
import { serverExport } from './server-exports.ts'

const rect = { x: 0, y: 0, width: 3, height: 4 }
const pages: PageDetail[] = [
  pageDetail('a', 'one', {
    ocr_text: '# To Ada\n\n- [ ] Buy ink',
    todos: [todo('Buy ink', { is_completed: true })],
    typed_text: 'A *typed* line\n- a dash\n12. twelve',
    images: [{ part: 1, width: 3, height: 4, rect }],
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
beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  server.answers = (_, path) => {
    if (path.endsWith('/tree')) return { body: tree([treeItem('a')]) }
    if (path === '/api/v1/notebooks/a') return { body: notebookWith(pages.map(listed)) }
    if (path.includes('/image?')) return { body: new Uint8Array([1, 2, 3]) }
    const page = pages.find(({ page_uuid }) => path.endsWith(`/pages/${page_uuid}`))
    return page && { body: page }
  }
})
afterEach(() => server.stop())

const listed = ({ page_uuid, page_number, ocr_status, has_image }: PageDetail) =>
  serverPage('a', page_uuid, { page_number, ocr_status, has_image })

async function exported(remote: Remote, as: FormatName): Promise<Buffer> {
  const whole = new Notebook(null, notebookThere({ name: 'Diary' }))
  const known = pagesOf(whole, await remote.pagesOf('a')) ?? []
  const drawSheet = async (pictures: { picture: Blob }[]) =>
    new Uint8Array(await (pictures[0]?.picture ?? new Blob()).arrayBuffer())
  const { notebook, instead, readHandwriting } = serverExport(remote, whole, known, drawSheet)
  const nobody = () => Promise.reject(new Error('The core is asked nothing'))
  const { signal } = new AbortController()
  const tools = {
    ...{ pool: { size: 2, run: nobody }, openApart: nobody, background: false, signal, instead },
    readHandwriting: ({ uuid }: { uuid: string }) => readHandwriting(uuid, new Map(), signal),
    report: { pageDone: () => {}, pageFailed: () => {}, notebookFailed: () => {}, note: () => {} },
  }
  const library = { notebooks: [asNotebook(notebook)], folders: [] }
  const written: Buffer[] = []
  await formats[as].write(library, tools, async (bytes) => {
    written.push(Buffer.from(bytes))
  })
  return Buffer.concat(written)
}

it('a notebook that only the server has becomes Markdown of its transcription and its typed text', async () => {
  const { remote } = await signedIn(server)
  const text = (await exported(remote, 'markdown')).toString()
  expect(text).toContain('title: "Diary"')
  expect(text).toContain('### To Ada\n\n- [x] Buy ink\n\nA \\*typed\\* line\n\\- a dash\n12\\. twelve')
  expect(text).toContain('The handwriting on page 2 is waiting to be transcribed.')
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

it('as plain text it has no marks', async () => {
  const { remote } = await signedIn(server)
  expect((await exported(remote, 'plain')).toString()).toContain('A *typed* line\n- a dash\n12. twelve')
})

it('its images become a ZIP, in which a page says so that has none', async () => {
  const { remote } = await signedIn(server)
  const zip = await exported(remote, 'pictures')
  expect(zipNames(zip)).toEqual(['Diary/001.png', 'Diary/002.txt', 'Diary/003.txt'])
  expect(zipEntry(zip, 'Diary/001.png')).toEqual(Buffer.from([1, 2, 3]))
})
