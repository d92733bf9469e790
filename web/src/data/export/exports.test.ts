// SPDX-License-Identifier: AGPL-3.0-or-later
import { Blob as NodeBlob } from 'node:buffer'
import { signal } from '@preact/signals'
import type { PageDetail } from '@rmirror/shared/api'
import { NotReached, noTranscriptions } from '@rmirror/shared/api'
import { PageNumbers } from '@rmirror/shared/library'
import type { PdfPage } from '@rmirror/shared/pdf'
import {
  type FromWorker,
  type Order,
  OrderError,
  type PageHandles,
  type PageOutline,
  Pool,
  type ToWorker,
  type WorkerLike,
} from '@rmirror/shared/workshop'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { death, emptyPdf, obliging, type ScriptedWorker, scriptedPool } from '../../../../tests/world/scripted-pool.ts'
import { zipNames } from '../../../../tests/world/zip.ts'
import { stubObjectUrls } from '../../testing/object-urls.ts'
import type { LiveNotebook } from '../local/live-notebook.ts'
import { type ExportChoice, ExportRun, type ReadHandwriting } from './exports.ts'

function notebook(name: string, source: Blob | null = null): LiveNotebook {
  const outline = (number: number): PageOutline => ({
    uuid: `${name} ${number}`,
    number,
    index: 0,
    template: '',
    sourcePage: null,
    tags: [],
  })
  const pages = [1, 2, 3].map(outline)
  const facts = {
    name,
    uuid: name,
    pages,
    hasSource: source !== null,
    hasPictures: false,
    lastModified: 0,
    parent: '',
    tags: [],
    authors: [],
    orientation: 'portrait',
    problems: [],
  } as unknown as LiveNotebook['facts']
  const parts = {
    ink: null,
    index: 0,
    layerMetadata: null,
    highlights: null,
    templateFile: null,
    orientation: 'portrait',
    template: '',
  }
  const live = pages.map((page) => ({ ...page, parts })) as unknown as LiveNotebook['pages']
  return { facts, pages: live, added: 0, below: signal({ source, pictures: new Map() }), remembered: null }
}

const asPdf: ExportChoice = { as: 'pdf', background: true }
const saved: string[] = []
const blobs: Blob[] = []

function pagesOfPdf(worker: ScriptedWorker | undefined): PdfPage[] {
  return (worker?.orders ?? []).flatMap((order) => (order.kind === 'add-pdf-page' ? [order.page] : []))
}

beforeEach(() => {
  saved.length = 0
  blobs.length = 0
  // The simulated page's Blob can't be read.
  vi.stubGlobal('Blob', NodeBlob)
  stubObjectUrls((blob) => `blob:${blobs.push(blob)}`)
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download)
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('a PDF', () => {
  it('is made in a worker of its own, which is ended with it', async () => {
    const { pool, apart } = scriptedPool(obliging)
    const run = new ExportRun([notebook('Diary')], asPdf)
    await run.run(pool, '')
    expect([run.phase.value, saved, run.notes.value]).toEqual(['done', ['Diary.pdf'], []])
    expect(apart.map((worker) => worker.ended)).toEqual([true])
  })

  it('whose source takes the worker down is made of the ink alone, with a note', async () => {
    const { pool, apart } = scriptedPool((order) =>
      order.kind === 'start-pdf' && order.source ? death : obliging(order),
    )
    const run = new ExportRun([notebook('Diary', new Blob(['hostile']))], asPdf)
    await run.run(pool, '')
    expect(run.phase.value).toBe('done')
    expect(run.notes.value).toEqual([{ notebook: 'Diary', code: 'source-broken', pages: [] }])
    expect(apart.map((worker) => worker.ended)).toEqual([true, true])
  })

  it('of some pages holds these alone', async () => {
    const { pool, apart } = scriptedPool(obliging)
    const pages = { numbers: new PageNumbers([{ first: 2, last: 9 }]), name: '2-' }
    const run = new ExportRun([notebook('Diary')], { ...asPdf, pages })
    await run.run(pool, '')
    expect(pagesOfPdf(apart[0]).map(({ number }) => number)).toEqual([2, 3])
    expect([run.totalPages.value, saved]).toEqual([2, ['Diary 2-.pdf']])
  })

  it('names in a note, once, the pages that it is about', async () => {
    const notes = [
      { code: 'letters-without-shape', detail: '', page: 2 },
      { code: 'letters-without-shape', detail: '', page: 3 },
    ]
    const { pool } = scriptedPool((order) =>
      order.kind === 'finish-pdf' ? { answer: { ...emptyPdf, notes } } : obliging(order),
    )
    const run = new ExportRun([notebook('Diary')], asPdf)
    await run.run(pool, '')
    expect(run.notes.value).toEqual([{ notebook: 'Diary', code: 'letters-without-shape', pages: [2, 3] }])
  })
})

it('a PDF has the lines that were read, with their places', async () => {
  const box = { x: 10, y: 0, width: 80, height: 200 }
  const ink = {
    facts: { ink: box, turned: false, images: [] },
    background: new Uint8Array(),
    content: new Uint8Array(),
  }
  const { pool, apart } = scriptedPool((order) => (order.kind === 'ink' ? { answer: ink } : obliging(order)))
  const lines = [{ text: 'Friday', confidence: 0.9, top: 10, bottom: 50 }]
  const page = { ocr_text: 'Friday', ocr_lines: lines, images: [{ rect: box }] } as unknown as PageDetail
  const readHandwriting = async () => ({ ...noTranscriptions, read: new Map([['Diary 1', page]]) })
  const diary = notebook('Diary')
  for (const { parts } of diary.pages) if (parts) parts.ink = new Blob(['ink'])
  const run = new ExportRun([diary], asPdf, { readHandwriting })
  await run.run(pool, '')
  expect(pagesOfPdf(apart[0]).map(({ recognised }) => recognised)).toEqual([
    [{ text: 'Friday', box: [10, 10, 90, 50] }],
    undefined,
    undefined,
  ])
})

describe('several notebooks', () => {
  it('go into one archive, each under a name of its own; one that fails is named', async () => {
    const { pool } = scriptedPool((order) =>
      order.kind === 'start-pdf' && order.options.title === 'Broken' ? death : obliging(order),
    )
    const run = new ExportRun([notebook('Diary'), notebook('Broken'), notebook('diary')], asPdf)
    await run.run(pool, 'Library')
    expect([run.phase.value, saved]).toEqual(['done', ['Library.zip']])
    const names = zipNames(Buffer.from(await (blobs[0] ?? new Blob()).arrayBuffer()))
    expect(names.sort()).toEqual(['Broken.txt', 'Diary.pdf', 'diary (2).pdf'])
    expect(run.notes.value).toEqual([{ notebook: 'Broken', code: 'failed', pages: [] }])
  })

  it('that all fail leave no file', async () => {
    const { pool } = scriptedPool(() => death)
    const run = new ExportRun([notebook('One'), notebook('Two')], asPdf)
    await run.run(pool, 'Library')
    expect([run.phase.value, saved]).toEqual(['failed', []])
  })
})

describe('what is handed over', () => {
  const refusal = new DOMException('Click first', 'NotAllowedError')
  const handing = async (hand: (file: File) => Promise<void>) => {
    const run = new ExportRun([notebook('Diary')], { ...asPdf, to: { way: 'share', hand } })
    await run.run(scriptedPool(obliging).pool, '')
    return run
  }

  it('is not saved', async () => {
    const files: File[] = []
    const run = await handing(async (file) => void files.push(file))
    expect([files.map(({ name, type }) => [name, type]), saved]).toEqual([[['Diary.pdf', 'application/pdf']], []])
    expect([run.phase.value, run.waiting.value]).toEqual(['done', null])
  })

  it('waits for a click where the browser asks for one', async () => {
    const hand = vi.fn(async (_: File) => {}).mockRejectedValueOnce(refusal)
    const run = await handing(hand)
    expect([run.phase.value, run.waiting.value?.name]).toEqual(['done', 'Diary.pdf'])
    await run.deliverWaiting()
    expect([run.phase.value, run.waiting.value, hand.mock.calls.length]).toEqual(['done', null, 2])
  })

  it('has failed where the browser wants it in no way', async () => {
    expect((await handing(() => Promise.reject(new TypeError('no')))).phase.value).toBe('failed')
    const run = await handing(() => Promise.reject(refusal))
    await run.deliverWaiting()
    expect(run.phase.value).toBe('failed')
  })
})

it('what could not be loaded is not told as a failure of the notebook', async () => {
  const { pool } = scriptedPool(() => ({ failure: { code: 'not-loaded', message: 'offline', crashed: false } }))
  const run = new ExportRun([notebook('Diary', new Blob(['pdf']))], asPdf)
  await run.run(pool, '')
  expect(run.phase.value).toBe('not-loaded')
})

describe('of documents that were never opened on the tablet', () => {
  const uncounted = (name: string): LiveNotebook => {
    const { facts, ...more } = notebook(name)
    return { ...more, pages: [], facts: { ...facts, pages: [], unopened: 'uncounted' } }
  }
  const withoutPages = async (of: LiveNotebook): Promise<LiveNotebook> => ({
    ...of,
    facts: { ...of.facts, unopened: 'counted' },
  })

  it('the pages are counted first', async () => {
    const { pool, apart } = scriptedPool(obliging)
    const run = new ExportRun([uncounted('Manual')], asPdf, { ensurePagesCounted: async () => notebook('Manual') })
    await run.run(pool, '')
    expect([run.phase.value, run.totalPages.value]).toEqual(['done', 3])
    expect(pagesOfPdf(apart[0])).toHaveLength(3)
  })

  it('one whose pages cannot be counted is named among several', async () => {
    const { pool } = scriptedPool(obliging)
    const ensurePagesCounted = (of: LiveNotebook) =>
      of.facts.name === 'Locked' ? withoutPages(of) : Promise.resolve(of)
    const run = new ExportRun([notebook('Diary'), uncounted('Locked')], asPdf, { ensurePagesCounted })
    await run.run(pool, 'Library')
    expect([run.phase.value, saved]).toEqual(['done', ['Library.zip']])
    expect(run.notes.value).toEqual([{ notebook: 'Locked', code: 'failed', pages: [] }])
  })

  it('an export is cancelled while they are counted', async () => {
    const { pool } = scriptedPool(obliging)
    const run = new ExportRun([uncounted('Manual')], asPdf, { ensurePagesCounted: () => new Promise(() => {}) })
    const running = run.run(pool, '')
    run.cancel()
    await running
    expect([run.phase.value, saved]).toEqual(['cancelled', []])
  })

  it('nothing is exported while what counts them cannot be loaded, and that is said', async () => {
    const { pool } = scriptedPool(obliging)
    const ensurePagesCounted = () => Promise.reject(new OrderError('not-loaded', 'offline'))
    const run = new ExportRun([uncounted('Manual')], asPdf, { ensurePagesCounted })
    await run.run(pool, '')
    expect([run.phase.value, saved]).toEqual(['not-loaded', []])
  })
})

describe('text', () => {
  const asText: ExportChoice = { as: 'markdown', background: true }

  it('has what the server read on these pages and what was ticked off since, and knows which wait', async () => {
    const { pool } = scriptedPool(obliging)
    const pages = { numbers: new PageNumbers([{ first: 2, last: 3 }]), name: '2-3' }
    const readHandwriting: ReadHandwriting = async (uuid, wanted) => {
      expect([uuid, [...wanted.keys()]]).toEqual(['Diary', ['Diary 2', 'Diary 3']])
      const todos = [{ ordinal: 0, text: 'Call Ann', is_completed: true }]
      const page = { ocr_text: '- [ ] Call Ann', todos } as PageDetail
      return { read: new Map([['Diary 2', page]]), waiting: new Set(['Diary 3']) }
    }
    const run = new ExportRun([notebook('Diary')], { ...asText, pages }, { readHandwriting })
    await run.run(pool, '')
    expect(await blobs[0]?.text()).toMatch(
      /## Page 2\n\n- \[x\] Call Ann\n[\s\S]*## Page 3\n\n\*Not transcribed yet\.\*/,
    )
    expect([run.phase.value, run.notes.value]).toEqual(['done', []])
  })

  it('is there without it when the server does not answer, with a note', async () => {
    const { pool } = scriptedPool(obliging)
    const readHandwriting = () => Promise.reject(new NotReached('http://nowhere', undefined))
    const run = new ExportRun([notebook('Diary')], asText, { readHandwriting })
    await run.run(pool, '')
    expect([run.phase.value, saved]).toEqual(['done', ['Diary.md']])
    expect(run.notes.value).toEqual([{ notebook: 'Diary', code: 'handwriting-missing', pages: [] }])
  })
})

it('what is looked at is drawn before the next page of an export', async () => {
  const heard: Order['kind'][] = []
  let answerFirst = () => {}
  class Worker implements WorkerLike {
    onmessage: WorkerLike['onmessage'] = null
    onerror: WorkerLike['onerror'] = null
    postMessage(message: ToWorker): void {
      if (!('order' in message)) return
      heard.push(message.order.kind)
      const answer = () => this.onmessage?.({ data: { id: message.id, answer: '' } } as MessageEvent<FromWorker>)
      if (heard.length === 1) answerFirst = answer
      else queueMicrotask(answer)
    }
    terminate(): void {}
  }
  const pool = new Pool(() => new Worker(), 1)
  const run = new ExportRun([notebook('Diary')], { as: 'plain', background: true })
  const exported = run.run(pool, '')
  await expect.poll(() => heard).toEqual(['text'])
  // By now the second page is queued as well.
  await new Promise((resolve) => setImmediate(resolve))
  const [{ parts: page }] = notebook('Other').pages as unknown as [{ parts: PageHandles }]
  const looked = pool.run('open', { page }, { urgency: () => 0 })
  answerFirst()
  await Promise.all([looked, exported])
  expect(heard).toEqual(['text', 'open', 'text', 'text'])
})
