// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, it } from 'vitest'
import { notebookFiles } from '../../../../tests/generator/document.ts'
import { epubOf, longPdf, opened, sourcePdf } from '../../../../tests/pdf/fixtures.ts'
import { InProcessPool } from '../../../../tests/world/in-process-pool.ts'
import { atEnd } from '../../testing/at-end.ts'
import { ImportRun } from './imports.ts'
import { LibraryStore } from './library.ts'
import type { LiveNotebook } from './live-notebook.ts'

const uuid = '7f0c5a3e-0000-4000-8000-000000000008'

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

async function openStore() {
  const pool = await InProcessPool.open()
  const store = new LibraryStore(pool, 'one')
  atEnd(() => store.sources.close())
  await store.open()
  return { pool, store }
}

/** A document as stored on a tablet where it was never opened. */
async function drop(store: LibraryStore, source: Uint8Array, fileType: 'pdf' | 'epub' = 'pdf') {
  const files = notebookFiles({ uuid, name: 'Manual', fileType, formatVersion: 1, pages: [] })
  const all = [...files, { path: `${uuid}.${fileType}`, bytes: source }]
  const given = all.map(({ path, bytes }) => ({ path, file: new File([bytes as Uint8Array<ArrayBuffer>], path) }))
  const run = new ImportRun(store)
  await run.run(
    async () => ({ files: given, problems: [] }),
    () => {},
  )
  return run
}

const held = (store: LibraryStore) => store.notebooks.value.get(uuid) as LiveNotebook

describe('a document that was never opened', () => {
  it('is not looked into when it is dropped', async () => {
    const { store, pool } = await openStore()
    const run = await drop(store, sourcePdf([{}, {}]))
    expect(run.problems.value).toEqual([])
    expect([held(store).pages.length, held(store).facts.unopened]).toEqual([0, 'uncounted'])
    expect(pool.orders).not.toContain('count')
  })

  it('has the pages of its file once they are counted, each drawn as it is printed', async () => {
    const { store, pool } = await openStore()
    await drop(store, sourcePdf([{}, {}]))
    const [counted, again] = await Promise.all([
      store.ensurePagesCounted(held(store)),
      store.ensurePagesCounted(held(store)),
    ])
    expect(again).toBe(counted)
    expect(held(store)).toBe(counted)
    expect(counted.pages.map(({ number, sourcePage }) => [number, sourcePage])).toEqual([
      [1, 0],
      [2, 1],
    ])
    expect(pool.orders.filter((kind) => kind === 'count')).toHaveLength(1)
    const [page] = counted.pages
    if (!page) throw new Error('There is no page')
    await store.want(counted, page)
    expect(page.state.value).toMatchObject({ kind: 'ready', complete: false, summary: { blank: true } })
    store.drawWithSources(counted, page)
    await expect.poll(() => page.state.value).toMatchObject({ complete: true })
  })

  it('has them at the next visit without being counted again', async () => {
    const first = await openStore()
    await drop(first.store, sourcePdf([{}, {}]))
    const { pages } = await first.store.ensurePagesCounted(held(first.store))
    const { store, pool } = await openStore()
    expect(held(store).pages.map((page) => page.uuid)).toEqual(pages.map((page) => page.uuid))
    expect(held(store).pages[0]?.parts).toMatchObject({ ink: null, template: '' })
    expect(pool.orders).toEqual([])
  })

  it('is counted as a book, too', async () => {
    const { store } = await openStore()
    await drop(store, await epubOf(3), 'epub')
    expect((await store.ensurePagesCounted(held(store))).pages).toHaveLength(3)
  })

  it('that was taken out while it was counted stays out', async () => {
    const { store } = await openStore()
    await drop(store, sourcePdf([{}, {}]))
    const counting = store.ensurePagesCounted(held(store))
    await store.remove(uuid)
    await counting
    expect(store.notebooks.value.has(uuid)).toBe(false)
    expect((await openStore()).store.notebooks.value.has(uuid)).toBe(false)
  })

  it('that was taken out while it was counted, and brought back, is counted again', async () => {
    const { store } = await openStore()
    await drop(store, sourcePdf([{}, {}]))
    const counting = store.ensurePagesCounted(held(store))
    const undo = await store.remove(uuid)
    await counting
    await undo()
    await store.ensurePagesCounted(held(store))
    expect(held(store).pages).toHaveLength(2)
  })
})

const locked = () =>
  opened(sourcePdf([{}]))
    .saveToBuffer('encrypt=aes-256,user-password=secret')
    .asUint8Array()
    .slice()

it.each([
  ['locked', locked, 0, 'encrypted-source'],
  ['damaged', () => new TextEncoder().encode('%PDF-1.7\n1 0 obj\n<<'), 0, 'corrupt'],
  ['of ten thousand pages', () => longPdf(10_000), 8000, 'too-many-pages'],
])('one that is %s says so, once and for all', async (_, source, count, code) => {
  const { store } = await openStore()
  await drop(store, source())
  const { facts, pages } = await store.ensurePagesCounted(held(store))
  expect([pages.length, facts.problems.map((problem) => problem.code)]).toEqual([count, [code]])
  const { store: later, pool } = await openStore()
  await later.ensurePagesCounted(held(later))
  expect([held(later).facts.problems, pool.orders]).toEqual([facts.problems, []])
})
