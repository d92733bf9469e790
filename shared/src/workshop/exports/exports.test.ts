// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import type { PageDetail, Transcriptions } from '@rmirror/shared/api'
import { describe, expect, test } from 'vitest'
import { exportedAs, type Given } from '../../../../tests/formats/exported.ts'
import { notebook as notebookOf, page as pageOf } from '../../../../tests/generator/notebook.ts'
import { InProcessPool } from '../../../../tests/world/in-process-pool.ts'
import { death, obliging, type Script, scriptedPool } from '../../../../tests/world/scripted-pool.ts'
import { zipEntry, zipNames } from '../../../../tests/world/zip.ts'
import type { Notebook, PageSource, SourceFile } from '../../library/index.ts'
import type { Pool } from '../orders/pool.ts'
import { archiveOf, type FormatName, formats } from './formats.ts'

const file = (path: string): SourceFile => ({
  path,
  size: 3,
  modified: 0,
  read: async () => new TextEncoder().encode(path),
})

const page = (number: number, more: Partial<PageSource> = {}): PageSource => ({
  ...pageOf(number),
  uuid: `page ${number}`,
  file: file(`${number}.rm`),
  ...more,
})

const notebook = (pages: PageSource[], more: Partial<Notebook> = {}): Notebook =>
  notebookOf({ name: 'Diary', pages, ...more })

interface Wanted extends Omit<Given, 'notebooks' | 'pool' | 'read' | 'transcriptions'> {
  as: FormatName
  read?: Partial<Transcriptions>
  /** One file for each notebook, in an archive. */
  isArchive?: boolean
}

function exported(pool: Pool, notebooks: Notebook[], { as, read = {}, isArchive = false, ...given }: Wanted) {
  const format = isArchive ? archiveOf(formats[as]) : formats[as]
  return exportedAs(format, { notebooks, pool, transcriptions: read, ...given })
}

const isAbout = (order: Parameters<Script>[0], path: string) =>
  'page' in order &&
  'ink' in order.page &&
  order.page.ink instanceof Uint8Array &&
  Buffer.from(order.page.ink).toString() === path

describe('a worker that dies', () => {
  test('twice at one page costs that page alone, which is named', async () => {
    const { pool, apart } = scriptedPool((order) => (isAbout(order, '2.rm') ? death : obliging(order)), 2)
    const { reported } = await exported(pool, [notebook([1, 2, 3].map((number) => page(number)))], { as: 'pdf' })
    expect(reported).toEqual(['page 2: rMirror crashed while reading this page'])
    const added = apart[0]?.orders.flatMap((order) => (order.kind === 'add-pdf-page' ? [order.page] : []))
    expect(added?.map(({ number, failure }) => [number, failure === undefined])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ])
  })

  test('once at every page costs nothing', async () => {
    const tried = new Set<string>()
    const { pool } = scriptedPool((order) => {
      const name = 'page' in order && 'ink' in order.page ? String(order.page.ink) : undefined
      if (name === undefined || tried.has(name)) return obliging(order)
      tried.add(name)
      return death
    }, 2)
    const { reported, bytes } = await exported(pool, [notebook([page(1), page(2)])], { as: 'pictures' })
    expect([reported, zipNames(bytes)]).toEqual([[], ['Diary/001.png', 'Diary/002.png']])
  })

  test('of a PDF costs the PDF below its pages, which is told', async () => {
    const { pool, apart } = scriptedPool((order) =>
      order.kind === 'finish-pdf' && hasSource(apart.at(-1)) ? death : obliging(order),
    )
    const hasSource = (worker: (typeof apart)[number] | undefined) =>
      worker?.orders.some((order) => order.kind === 'start-pdf' && order.source !== null)
    const written = notebook([page(1, { sourcePage: 0 })], { source: file('below.pdf'), sourceKind: 'pdf' })
    const { reported, bytes } = await exported(pool, [written], { as: 'pdf' })
    expect(reported).toEqual(["The PDF or book couldn't be processed; only your notes are included"])
    expect([bytes.toString(), apart.map(({ ended }) => ended)]).toEqual(['%PDF-', [true, true]])
  })

  test('at two pages on a PDF leaves the others alone', async () => {
    const { pool, apart } = scriptedPool(
      (order) => (order.kind === 'draw' && order.page.below ? death : obliging(order)),
      1,
    )
    const pages = [1, 2, 3, 4, 5].map((number) => page(number, { sourcePage: number - 1 }))
    const written = notebook(pages, { source: file('below.pdf'), sourceKind: 'pdf' })
    const { reported, bytes } = await exported(pool, [written], { as: 'pictures' })
    expect(zipNames(bytes)).toHaveLength(5)
    expect(reported).toHaveLength(5)
    expect(apart.length).toBeLessThanOrEqual(6)
    expect(apart.every(({ ended }) => ended)).toBe(true)
  })
})

test('an export that is cancelled at page 400 asks for no more, and leaves no worker behind', async () => {
  const controller = new AbortController()
  const { pool, workers, apart } = scriptedPool(obliging, 2)
  const pages = Array.from({ length: 500 }, (_, index) => page(index + 1))
  const onPage = (done: number) => done === 400 && controller.abort(new Error('cancelled'))
  const running = exported(pool, [notebook(pages)], { as: 'pdf', onPage, signal: controller.signal })
  await expect(running).rejects.toThrow('cancelled')
  expect(apart.map(({ ended }) => ended)).toEqual([true])
  const asked = () => workers.reduce((sum, { orders }) => sum + orders.length, 0)
  const before = asked()
  expect(before).toBeLessThan(410)
  await new Promise((resolve) => setImmediate(resolve))
  expect(asked()).toBe(before)
})

test('a part of the program that cannot be loaded ends the export instead of naming every page', async () => {
  const offline = { failure: { code: 'not-loaded', message: 'offline', crashed: false } }
  const { pool } = scriptedPool((order) => (order.kind === 'text' ? offline : obliging(order)))
  await expect(exported(pool, [notebook([page(1)])], { as: 'plain' })).rejects.toMatchObject({ code: 'not-loaded' })
})

describe('text', () => {
  const blank = (number: number): PageSource => {
    const { file: _, ...without } = page(number)
    return without
  }
  const plain = async (more: Partial<Notebook>, wanted: Partial<Wanted>) => {
    const pool = await InProcessPool.open(1)
    return (await exported(pool, [notebook([1, 2, 3].map(blank), more)], { as: 'plain', ...wanted })).bytes.toString()
  }

  test('does not tell pages that wait to be read as pages without text', async () => {
    const read = new Map([['page 3', { ocr_text: 'Call Ann', todos: [] } as unknown as PageDetail]])
    expect(await plain({}, { read: { read, waiting: new Set(['page 1']) } })).toBe(
      'Diary\n=====\n\nPage 1\n------\n\n[Not transcribed yet.]\n\nPage 3\n------\n\nCall Ann\n\n[No text on page 2.]\n',
    )
  })

  const typed = (name: string): PageSource => {
    const path = new URL(`../../../../tests/fixtures/${name}.rm`, import.meta.url)
    return page(1, { file: { ...file('1.rm'), read: async () => readFileSync(path) } })
  }
  const typedOn = async (name: string, as: FormatName) => {
    const text = (await exported(await InProcessPool.open(1), [notebook([typed(name)])], { as })).bytes.toString()
    return text.slice(text.indexOf('Page 1') + 'Page 1'.length).replace(/^\n-*\n+/, '')
  }

  test('marks typed lists, and ticks the boxes that are ticked on the tablet', async () => {
    const task = '- [ ] open task\n- [x] done task'
    const inside = (indent: string) => `${indent}- [ ] open task inside\n${indent}- [x] done task inside`
    expect(await typedOn('text-styles', 'plain')).toBe(
      `basic\n\nplain\n\nheading\n\nsubheading\n\n- bullet\n  - bullet inside\n${task}\n${inside('  ')}\n1. numbered\n  1. numbered inside\n`,
    )
    expect(await typedOn('text-styles', 'markdown')).toContain(`${task}\n${inside('    ')}\n1. numbered\n`)
  })

  test('ticks what was ticked off in the dashboard', async () => {
    const pages = notebook([typed('text-styles')])
    const typedTodos = new Map([['page 1', [{ ordinal: 0, text: 'open task', is_completed: true }]]])
    const pool = await InProcessPool.open(1)
    const { bytes } = await exported(pool, [pages], { as: 'plain', read: { typedTodos } })
    expect(bytes.toString()).toContain('- [x] open task\n- [x] done task\n  - [ ] open task inside\n')
  })

  test('has highlights in Markdown alone, and of typed text the words', async () => {
    expect(await typedOn('highlights-with-place', 'markdown')).toContain('> the quiet part\n')
    expect(await typedOn('highlights-with-place', 'plain')).toContain('No typed text on page 1.')
    expect(await typedOn('text-bold-italic', 'plain')).toMatch(/^Plain, bold, both, italic\.\n/)
  })

  test('says that a notebook was thrown away with its folder', async () => {
    const folders = [{ uuid: 'old', name: 'Old', parent: 'trash' }]
    expect(await plain({ parent: 'old' }, { folders })).toMatch(
      /^Diary\n=====\n\n\[This notebook is in the trash\.\]\n/,
    )
    expect(await plain({}, { folders })).not.toContain('trash')
  })
})

describe('texts that mention attachments', () => {
  const [one, two, gone] = ['1', '2', '3'].map((end) => `01931f3c-8f00-7000-8000-00000000040${end}`) as [
    string,
    string,
    string,
  ]
  const attachments = {
    [one]: { name: 'sketch (1).png', content: 'one' },
    [two]: { name: 'SKETCH (1).png', content: 'two' },
    [gone]: null,
  }
  const text = `![sketch](attachment:${one}) [two](attachment:${two}) [gone](attachment:${gone})`
  const transcribed = (uuid: string, ocr_text: string) =>
    new Map([[uuid, { ocr_text, document: null, todos: [] } as unknown as PageDetail]])
  const read = { read: transcribed('page 1', text) }
  const { pool } = scriptedPool(obliging)

  test('become an archive with them, each under a name of its own', async () => {
    const { became, bytes } = await exported(pool, [notebook([page(1)])], { as: 'markdown', read, attachments })
    expect(became).toBe('zip')
    expect(zipNames(bytes)).toEqual(['Diary.md', 'attachments/sketch (1).png', 'attachments/SKETCH (1) (2).png'])
    expect(zipEntry(bytes, 'attachments/SKETCH (1) (2).png').toString()).toBe('two')
    const links = '![sketch](attachments/sketch%20%281%29.png) [two](attachments/SKETCH%20%281%29%20%282%29.png)'
    expect(zipEntry(bytes, 'Diary.md').toString()).toContain(`${links} gone (attachment)`)
  })

  test('show them in HTML', async () => {
    const { bytes } = await exported(pool, [notebook([page(1)])], { as: 'html', read, attachments })
    const html = zipEntry(bytes, 'Diary.html').toString()
    expect(html).toContain('<img src="attachments/sketch%20%281%29.png" alt="sketch">')
    expect(html).toContain('download>two</a> gone (attachment)')
  })

  test('are one document in words, as plain text, or where nothing can be fetched', async () => {
    for (const wanted of [{ as: 'plain', attachments }, { as: 'markdown' }] as const) {
      const { became, bytes } = await exported(pool, [notebook([page(1)])], { ...wanted, read })
      expect(became).toBeUndefined()
      expect(bytes.toString()).toContain('sketch (attachment) two (attachment) gone (attachment)')
    }
  })

  test.each(['pdf', 'pictures'] as const)('of notes are beside the %s of notebooks', async (as) => {
    const note = notebook([page(1)], { name: 'Ideas', uuid: 'ideas', isNote: true })
    const wanted = { as, read, attachments, isArchive: true } as const
    const { bytes } = await exported(pool, [notebook([page(2)]), note], wanted)
    const drawn = as === 'pdf' ? 'Diary.pdf' : 'Diary/002.png'
    const files = ['attachments/SKETCH (1) (2).png', 'attachments/sketch (1).png']
    expect(zipNames(bytes).toSorted()).toEqual([drawn, 'Ideas.md', ...files].toSorted())
    expect(zipEntry(bytes, 'Ideas.md').toString()).toContain('](attachments/sketch%20%281%29.png)')
  })

  test('of several notebooks share them, wherever the notebooks are', async () => {
    const folders = [{ uuid: 'w', name: 'Work', parent: '' }]
    const notebooks = [notebook([page(1)]), notebook([page(1)], { name: 'Plans', uuid: 'plans', parent: 'w' })]
    const wanted = { as: 'markdown', read, attachments, folders, isArchive: true } as const
    const { bytes } = await exported(pool, notebooks, wanted)
    expect(zipNames(bytes).toSorted()).toEqual([
      'Diary.md',
      'Work/Plans.md',
      'attachments/SKETCH (1) (2).png',
      'attachments/sketch (1).png',
    ])
    expect(zipEntry(bytes, 'Diary.md').toString()).toContain('](attachments/sketch')
    expect(zipEntry(bytes, 'Work/Plans.md').toString()).toContain('](../attachments/sketch')
  })
})
