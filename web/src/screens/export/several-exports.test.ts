// SPDX-License-Identifier: AGPL-3.0-or-later
import { Blob as NodeBlob } from 'node:buffer'
import type { Folder } from '@rmirror/shared/library'
import type { FormatName } from '@rmirror/shared/workshop'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { obliging, scriptedPool } from '../../../../tests/world/scripted-pool.ts'
import { zipEntry, zipNames } from '../../../../tests/world/zip.ts'
import { placeLinesOn, placeOnSheet } from '../../components/sheet/sheet-layout.ts'
import { ExportRun } from '../../data/export/exports.ts'
import { exportTogether } from '../../data/export/several-exports.ts'
import { Notebook } from '../../data/library/notebook.ts'
import type { LiveNotebook } from '../../data/local/live-notebook.ts'
import { guestNotes } from '../../data/workspace/guest-notes.ts'
import { AccountServer } from '../../testing/account-server.ts'
import { notebookHere, notebookThere } from '../../testing/notebooks.ts'
import { stubObjectUrls } from '../../testing/object-urls.ts'
import { notebookWith, pageDetail, serverPage, tree, treeItem } from '../../testing/server-facts.ts'
import { signedIn } from '../../testing/signed-in.tsx'

const saved: string[] = []
const blobs: Blob[] = []
let server: AccountServer

beforeEach(async () => {
  localStorage.clear()
  saved.length = 0
  blobs.length = 0
  vi.stubGlobal('Blob', NodeBlob)
  stubObjectUrls((blob) => `blob:${blobs.push(blob)}`)
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download)
  })
  server = await AccountServer.start()
  server.answers = (_, path) => {
    if (path.endsWith('/tree')) return { body: tree(['there', 'gone'].map((uuid) => treeItem(uuid))) }
    if (path === '/api/v1/notebooks/there') return { body: notebookWith([serverPage('there', 'one')]) }
    if (path.endsWith('/pages/one')) return { body: pageDetail('there', 'one', { ocr_text: 'Read there' }) }
    return { status: 404, body: { type: 'about:blank', title: 'Not Found', status: 404, detail: 'Gone.' } }
  }
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  return server.stop()
})

const here = (uuid: string, name: string, parent = '') => new Notebook(readable({ uuid, name, parent }), null)
const there = (uuid: string, name: string, parent = '') => new Notebook(null, notebookThere({ uuid, name, parent }))

/** A notebook whose pages have `parts`, as readable ones do. */
function readable(facts: { uuid: string; name: string; parent: string }): LiveNotebook {
  const notebook = notebookHere(facts)
  const parts = {
    ink: null,
    index: 0,
    layerMetadata: null,
    highlights: null,
    templateFile: null,
    orientation: 'portrait',
    template: '',
  }
  return { ...notebook, pages: notebook.pages.map((page) => ({ ...page, parts })) as LiveNotebook['pages'] }
}

async function exported(notebooks: Notebook[], as: FormatName = 'markdown', folders: Folder[] = []) {
  const { remote } = await signedIn(server)
  const sheets = { draw: async () => new Uint8Array(), place: placeOnSheet, placeLines: placeLinesOn }
  const library = { ensurePagesCounted: async (notebook: LiveNotebook) => notebook }
  const { notebooks: together, ...options } = exportTogether(notebooks, { library, remote, sheets })
  const run = new ExportRun(together, { as, background: true }, { ...options, folders })
  await run.run(scriptedPool(obliging).pool, 'Library')
  const bytes = Buffer.from(await (blobs[0] ?? new Blob()).arrayBuffer())
  return { run, bytes, names: bytes.length > 0 ? zipNames(bytes).sort() : [] }
}

describe('notebooks of this browser and of the server', () => {
  it('go into one archive, each as it is had', async () => {
    const { run, bytes, names } = await exported([here('a', 'Mine'), there('there', 'Theirs')])
    expect([run.phase.value, saved, names]).toEqual(['done', ['Library.zip'], ['Mine.md', 'Theirs.md']])
    expect(zipEntry(bytes, 'Theirs.md').toString()).toContain('## Page 1\n\nRead there\n')
    expect([run.notes.value, run.totalPages.value]).toEqual([[], 2])
  })

  it.each(['markdown', 'pictures'] as const)(
    'as %s: one that went meanwhile is named, the rest is there',
    async (as) => {
      const { run, names } = await exported([there('gone', 'Lost'), here('a', 'Mine')], as)
      expect([run.phase.value, run.notes.value]).toEqual(['done', [{ notebook: 'Lost', code: 'failed', pages: [] }]])
      const [lost, mine] = as === 'markdown' ? ['Lost.txt', 'Mine.md'] : ['Lost/not exported.txt', 'Mine/001.png']
      expect(names).toEqual([lost, mine])
    },
  )

  it('that are all gone leave no file', async () => {
    const { run } = await exported([there('gone', 'Lost'), there('gone', 'Lost')])
    expect([run.phase.value, saved]).toEqual(['failed', []])
  })

  it('all end when the user is signed out', async () => {
    const answers = server.answers
    const body = { type: 'about:blank', title: '', status: 401, detail: 'Sign in.' }
    server.answers = (method, path, sent) =>
      path === '/api/v1/notebooks/there' ? { status: 401, body } : answers?.(method, path, sent)
    const { run } = await exported([here('a', 'Mine'), there('there', 'Theirs')])
    expect([run.phase.value, saved]).toEqual(['signed-out', []])
  })
})

describe('notes', () => {
  const note = {
    id: 'note',
    title: 'Ink',
    folder: null,
    changedAt: 0,
    revision: 1,
    discard: async () => async () => {},
  }
  const progress = { not_synced: 1 }
  const noteHere = () => {
    const there = { ...notebookThere({ uuid: 'note', name: 'Ink', isNote: true, progress }), isUnsent: true } as const
    return new Notebook(null, { ...there, isLocal: true })
  }
  beforeEach(() => {
    guestNotes.value = new Map([['note', { ...note, content: '# Ink\n\nBlue' }]])
  })
  afterEach(() => {
    guestNotes.value = new Map()
  })

  it.each(['pdf', 'pictures'] as const)('of a guest are Markdown beside the %s of notebooks', async (as) => {
    const { run, bytes, names } = await exported([here('a', 'Mine'), noteHere()], as)
    expect([run.phase.value, run.notes.value, run.items]).toEqual(['done', [], { count: 2, notes: 1 }])
    expect(names).toEqual(['Ink.md', as === 'pdf' ? 'Mine.pdf' : 'Mine/001.png'])
    expect(zipEntry(bytes, 'Ink.md').toString()).toContain('# Ink\n\nBlue\n')
  })

  it('are Markdown alone as well', async () => {
    const { run } = await exported([noteHere()], 'pdf')
    expect([run.phase.value, saved]).toEqual(['done', ['Ink.md']])
  })
})

describe('an archive', () => {
  it('has the tablet’s folders, however they are called, and names that differ by more than their case', async () => {
    const deep = Array.from({ length: 30 }, (_, at) => ({
      uuid: `f${at}`,
      name: `F${at}`,
      parent: at ? `f${at - 1}` : '',
    }))
    const folders = [...deep, { uuid: 'evil', name: '../..', parent: '' }]
    const { names } = await exported(
      [
        here('a', 'Diary'),
        here('b', 'DIARY'),
        here('c', '', 'evil'),
        here('d', 'a/b:c', 'f29'),
        here('e', 'x'.repeat(5_000)),
        here('f', 'CON'),
      ],
      'html',
      folders,
    )
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(6)
    expect(names).toContain(`${deep.map(({ name }) => name).join('/')}/a b c.html`)
    expect(names).toEqual(expect.arrayContaining(['DIARY (2).html', 'Untitled/Untitled.html', 'CON_.html']))
    expect(names.every((name) => name.split('/').every((part) => Buffer.byteLength(part) <= 255))).toBe(true)
  })

  it('loses no notebook whose folder is missing, or lies in itself', async () => {
    const folders = [
      { uuid: 'p', name: 'P', parent: 'q' },
      { uuid: 'q', name: 'Q', parent: 'p' },
    ]
    const { names } = await exported([here('a', 'A', 'nowhere'), here('b', 'B', 'p')], 'plain', folders)
    expect(names).toEqual(['A.txt', expect.stringMatching(/(^|\/)P\/B\.txt$/)])
  })
})
