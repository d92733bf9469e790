// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, it } from 'vitest'
import { type NotebookPage, notebookFiles, type WrittenFile } from '../../../../tests/generator/document.ts'
import { libraryFiles } from '../../../../tests/generator/library-files.ts'
import { sampleFiles, sampleNotebook } from '../../../../tests/generator/sample-notebook.ts'
import { onePage } from '../../../../tests/generator/scene.ts'
import { writeV6 } from '../../../../tests/generator/v6.ts'
import { halfFilled, image, sourcePdf } from '../../../../tests/pdf/fixtures.ts'
import { InProcessPool, readFont } from '../../../../tests/world/in-process-pool.ts'
import { atEnd } from '../../testing/at-end.ts'
import { Activity } from '../activity.ts'
import { type Database, openDatabase } from './database.ts'
import { ImportRun } from './imports.ts'
import { LibraryStore } from './library.ts'
import type { LiveNotebook, LivePage, PageState } from './live-notebook.ts'

const sample = sampleNotebook()

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

async function openStore(open?: () => Promise<Database>, coreVersion = 'one', read = readFont) {
  const pool = await InProcessPool.open(2, read)
  const store = new LibraryStore(pool, coreVersion, open)
  atEnd(() => store.sources.close())
  await store.open()
  return { pool, store }
}

const given = (files: WrittenFile[]) => async () => ({
  files: files.map(({ path, bytes }) => ({
    path: `tablet/${path}`,
    file: new File([bytes as Uint8Array<ArrayBuffer>], path),
  })),
  problems: [],
})

async function add(store: LibraryStore, files: WrittenFile[]): Promise<ImportRun> {
  const run = new ImportRun(store)
  await run.run(given(files), () => {})
  return run
}

const names = (store: LibraryStore) => [...store.notebooks.value.values()].map(({ facts }) => facts.name).sort()
const states = (notebook: LiveNotebook | undefined) => notebook?.pages.map((page) => page.state.value.kind)

function thumbnailOf(state: PageState | undefined): string {
  if (state?.kind !== 'ready') throw new Error(`The page is ${state?.kind}`)
  return state.thumbnail
}

/** Writes are batched by timers of at most 100 ms. */
const kept = async (database: Database, pages: number) => expect.poll(() => database.count('summaries')).toBe(pages)

describe('adding', () => {
  it('shows folders and notebooks, draws every page and counts them', async () => {
    const { store } = await openStore()
    const run = await add(store, libraryFiles({ pages: 3 }))
    expect(names(store)).toEqual(['A notebook to try', 'Années 2018', 'Diary', 'Quick sheets', 'Thrown away'])
    expect([...store.folders.value.values()].map((folder) => folder.name).sort()).toEqual(['Drafts', 'Work'])
    expect([run.phase.value, run.donePages.value, run.problems.value]).toEqual(['done', run.totalPages.value, []])
    for (const notebook of store.notebooks.value.values()) expect(new Set(states(notebook))).toEqual(new Set(['ready']))
  })

  it('reports a page that cannot be read, by name and number, and keeps the others', async () => {
    const { store } = await openStore()
    const second = sample.pages[1]?.uuid ?? ''
    const files = sampleFiles().map((file) =>
      file.path.includes(second) ? { ...file, bytes: new Uint8Array(99) } : file,
    )
    const run = await add(store, files)
    expect(run.problems.value).toMatchObject([{ path: 'A notebook to try', page: 2, code: 'not-a-page' }])
    expect(states(store.notebooks.value.get(sample.uuid))?.filter((kind) => kind === 'unreadable')).toHaveLength(1)
  })

  it('shows the ink of a page first, then what it was written on, and remembers that', async () => {
    const uuid = '7f0c5a3e-0000-4000-8000-000000000004'
    const pages = [{ uuid: '7f0c5a3e-0000-4000-8000-000000000005', scene: sample.pages[2]?.scene, sourcePage: 0 }]
    const files = notebookFiles({ uuid, name: 'Minutes', fileType: 'pdf', pages: pages as NotebookPage[] })
    const { store } = await openStore()
    await add(store, [...files, { path: `${uuid}.pdf`, bytes: sourcePdf([{}]) }])
    const notebook = store.notebooks.value.get(uuid) as LiveNotebook
    const page = notebook.pages[0] as LivePage
    expect(page.state.value).toMatchObject({ kind: 'ready', complete: false })
    const ink = thumbnailOf(page.state.value)
    store.drawWithSources(notebook, page)
    await expect.poll(() => page.state.value).toMatchObject({ complete: true })
    expect(thumbnailOf(page.state.value)).not.toBe(ink)
    await kept(await openDatabase(), 1)

    const { store: later, pool } = await openStore()
    const again = later.notebooks.value.get(uuid) as LiveNotebook
    await later.want(again, again.pages[0] as LivePage)
    expect(thumbnailOf(again.pages[0]?.state.value)).toBe(thumbnailOf(page.state.value))
    expect([pool.orders, again.below.value.source?.size]).toEqual([[], notebook.below.value.source?.size])
  })

  it('shows the ink of a page first, then its images, and remembers both', async () => {
    const uuid = '7f0c5a3e-0000-4000-8000-000000000006'
    const pages = [{ uuid: '7f0c5a3e-0000-4000-8000-000000000007', scene: onePage([image]) }]
    const files = notebookFiles({ uuid, name: 'Illustrated', pages })
    const { store } = await openStore()
    await add(store, [...files, { path: `${uuid}/picture.png`, bytes: halfFilled([0, 0, 255]) }])
    const notebook = store.notebooks.value.get(uuid) as LiveNotebook
    const page = notebook.pages[0] as LivePage
    expect(page.state.value).toMatchObject({ kind: 'ready', complete: false, summary: { images: true } })
    const framed = thumbnailOf(page.state.value)
    store.drawWithSources(notebook, page)
    await expect.poll(() => page.state.value).toMatchObject({ complete: true })
    expect(thumbnailOf(page.state.value)).not.toBe(framed)
    await kept(await openDatabase(), 1)

    const { store: later, pool } = await openStore()
    const again = later.notebooks.value.get(uuid) as LiveNotebook
    await later.want(again, again.pages[0] as LivePage)
    expect(thumbnailOf(again.pages[0]?.state.value)).toBe(thumbnailOf(page.state.value))
    expect([pool.orders, [...again.below.value.pictures.keys()]]).toEqual([[], ['picture.png']])
  })

  it('draws pages whose cards asked before their bytes had come', async () => {
    const { store } = await openStore()
    const run = new ImportRun(store)
    await run.run(given(sampleFiles()), (found) => {
      for (const notebook of found) for (const page of notebook.pages) void store.want(notebook, page)
    })
    expect(new Set(states(store.notebooks.value.get(sample.uuid)))).toEqual(new Set(['ready']))
  })

  it('takes back what was half read when cancelled, and brings back what it replaced', async () => {
    const { store } = await openStore()
    await add(store, sampleFiles())
    const before = store.notebooks.value.get(sample.uuid)
    const run = new ImportRun(store)
    // By then the notebooks are known, but not their bytes.
    run.phase.subscribe((phase) => phase === 'pages' && run.cancel())
    await run.run(given(sampleFiles()), () => {})
    expect(run.phase.value).toBe('cancelled')
    expect(store.notebooks.value.get(sample.uuid)).toBe(before)
  })

  it('says so when the browser has no room, and shows the notebook all the same', async () => {
    const full = async () => {
      const database = await openDatabase()
      const transaction = database.transaction.bind(database)
      database.transaction = ((stores: string | string[], mode?: IDBTransactionMode) => {
        if (stores.includes('packs') && mode === 'readwrite') throw new DOMException('full', 'QuotaExceededError')
        return transaction(stores as never, mode as never)
      }) as unknown as typeof database.transaction
      return database
    }
    const { store } = await openStore(full)
    const run = await add(store, sampleFiles())
    expect(run.problems.value).toMatchObject([{ path: 'A notebook to try', code: 'no-room' }])
    expect(run.phase.value).toBe('done')
    expect(new Set(states(store.notebooks.value.get(sample.uuid)))).toEqual(new Set(['ready']))
  })

  it('works without any storage, and says that nothing is kept', async () => {
    const { store } = await openStore(() => Promise.reject(new Error('forbidden')))
    const run = await add(store, sampleFiles())
    expect([run.phase.value, store.isStorageUnavailable.value]).toEqual(['done', true])
    expect(names(store)).toEqual(['A notebook to try'])
  })
})

describe('the next visit', () => {
  it('has everything back, without drawing anything again', async () => {
    const first = await openStore()
    await add(first.store, libraryFiles({ pages: 2 }))
    const pages = [...first.store.notebooks.value.values()].flatMap((notebook) => notebook.pages)
    await kept(await openDatabase(), pages.length)

    const { pool, store } = await openStore()
    expect(names(store)).toEqual(names(first.store))
    expect(store.folders.value).toEqual(first.store.folders.value)
    for (const notebook of store.notebooks.value.values())
      for (const page of notebook.pages) await store.want(notebook, page)
    const again = [...store.notebooks.value.values()].flatMap((notebook) => notebook.pages)
    expect(new Set(again.map((page) => page.state.value.kind))).toEqual(new Set(['ready']))
    expect(pool.orders).toEqual([])
  })

  it('has the very bytes of every page, also of those that share a file', async () => {
    const first = await openStore()
    await add(first.store, sampleFiles())
    const { store } = await openStore()
    for (const [position, page] of (store.notebooks.value.get(sample.uuid)?.pages ?? []).entries()) {
      const before = first.store.notebooks.value.get(sample.uuid)?.pages[position]?.parts?.ink
      expect(await page.parts?.ink?.arrayBuffer()).toEqual(await before?.arrayBuffer())
    }
  })

  it('redraws pages that were drawn while their fonts could not be loaded', async () => {
    const nowhere = () => Promise.reject(new TypeError('Failed to fetch'))
    const first = await openStore(undefined, 'one', nowhere)
    await add(first.store, sampleFiles())
    expect(new Set(states(first.store.notebooks.value.get(sample.uuid)))).toEqual(new Set(['ready']))
    await kept(await openDatabase(), sample.pages.length - 1)
    const { pool, store } = await openStore()
    const notebook = store.notebooks.value.get(sample.uuid)
    if (notebook) await Promise.all(notebook.pages.map((page) => store.want(notebook, page)))
    expect(pool.orders).toEqual(['summarize'])
  })

  it('redraws pages that an older core drew', async () => {
    const first = await openStore()
    await add(first.store, sampleFiles())
    await kept(await openDatabase(), sample.pages.length)
    const { pool, store } = await openStore(undefined, 'two')
    const notebook = store.notebooks.value.get(sample.uuid)
    const page = notebook?.pages[0]
    if (notebook && page) await store.want(notebook, page)
    expect(pool.orders).toEqual(['summarize'])
    expect(thumbnailOf(page?.state.value)).toMatch(/^data:image\/png;base64,iVBORw0KGgo/)
  })
})

describe('renaming a notebook whose files say no name', () => {
  const loose = [{ path: 'data/a.rm', bytes: writeV6(onePage([])) }]
  const only = (store: LibraryStore) => {
    const [notebook] = store.notebooks.value.values()
    if (!notebook) throw new Error('no notebook')
    return notebook
  }

  it('is kept for the next visit, and for when the same files are added again', async () => {
    const { store } = await openStore()
    await add(store, loose)
    await store.rename(only(store).facts.uuid, 'Trip to the lake')
    expect(names(store)).toEqual(['Trip to the lake'])
    const { store: next } = await openStore()
    expect(names(next)).toEqual(['Trip to the lake'])
    await add(next, loose)
    expect(names(next)).toEqual(['Trip to the lake'])
    expect(states(only(next))).toEqual(['ready'])
  })

  it('counts as a change of now, and can be undone', async () => {
    const { store } = await openStore()
    await add(store, loose)
    const { uuid, name, lastModified } = only(store).facts
    const undo = await store.rename(uuid, 'Another')
    expect(only(store).facts.lastModified).toBeGreaterThanOrEqual(lastModified)
    await undo()
    expect(only(store).facts).toMatchObject({ name, lastModified })
    expect(only(store).facts.isRenamed).toBeUndefined()
    const { store: next } = await openStore()
    expect(names(next)).toEqual([name])
  })
})

describe('removing', () => {
  it('can be undone', async () => {
    const { store } = await openStore()
    await add(store, sampleFiles())
    const undo = await store.remove(sample.uuid)
    expect(names(store)).toEqual([])
    await undo()
    expect(names(store)).toEqual(['A notebook to try'])
    expect(names((await openStore()).store)).toEqual(['A notebook to try'])
  })

  it('is final at the next visit, and leaves the pictures that others share', async () => {
    const { store } = await openStore()
    const twin = { ...sample, uuid: '7f0c5a3e-0000-4000-8000-000000000001', name: 'Twin' }
    await add(store, [...sampleFiles(), ...notebookFiles(twin)])
    const database = await openDatabase()
    await kept(database, 2 * sample.pages.length)
    const pictures = await database.count('thumbnails')
    await store.remove(sample.uuid)

    expect(names((await openStore()).store)).toEqual(['Twin'])
    expect(await database.count('packs')).toBe(1)
    expect(await database.count('summaries')).toBe(sample.pages.length)
    expect(await database.count('thumbnails')).toBe(pictures)
    await store.remove(twin.uuid)
    await openStore()
    expect(await database.count('thumbnails')).toBe(0)
  })

  it('takes the pictures of its own templates along, where the same ink stands on others', async () => {
    const { store } = await openStore()
    const pages = sample.pages.map((page) => ({ ...page, template: 'P Dots S' }))
    const dotted = { ...sample, uuid: '7f0c5a3e-0000-4000-8000-000000000003', name: 'Dotted', pages }
    await add(store, [...sampleFiles(), ...notebookFiles(dotted)])
    const [plain, onDots] = [sample.uuid, dotted.uuid].map((uuid) => store.notebooks.value.get(uuid)?.pages[2])
    expect(thumbnailOf(plain?.state.value)).not.toBe(thumbnailOf(onDots?.state.value))
    const database = await openDatabase()
    await kept(database, 2 * sample.pages.length)
    expect(await database.count('thumbnails')).toBe(2 * sample.pages.length - 1)
    await store.remove(dotted.uuid)
    await openStore()
    expect(await database.count('thumbnails')).toBe(sample.pages.length)
  })

  it('while pages are being drawn leaves no picture behind', async () => {
    const { store } = await openStore()
    const activity = new Activity(store)
    const adding = activity.add(given(sampleFiles()))
    await expect.poll(() => store.notebooks.value.size).toBe(1)
    await activity.stopAdding()
    await store.clear()
    await adding
    // Thumbnails are stored in the order they were drawn: once another notebook's are stored, none of these can follow.
    const twin = { ...sample, uuid: '7f0c5a3e-0000-4000-8000-000000000002', name: 'Twin' }
    await add(store, notebookFiles(twin))
    const database = await openDatabase()
    await kept(database, twin.pages.length)
    expect(await database.getAllKeys('notebooks')).toEqual([twin.uuid])
    expect((await database.getAll('summaries')).map((summary) => summary.notebook)).not.toContain(sample.uuid)
  })

  it('of everything leaves nothing', async () => {
    const { store } = await openStore()
    await add(store, libraryFiles({ pages: 2 }))
    await store.clear()
    const database = await openDatabase()
    for (const name of ['notebooks', 'packs', 'folders', 'thumbnails', 'summaries'] as const)
      expect(await database.count(name), name).toBe(0)
    expect(names(store)).toEqual([])
  })
})
