// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import type { PageDetail } from '@rmirror/shared/api'
import { NotReached, noPagesRead } from '@rmirror/shared/api'
import { PageNumbers } from '@rmirror/shared/library'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OrderError, Pool, type WorkerLike } from '../render/pool.ts'
import type { FromWorker, Order, PageOutline, ToWorker } from '../render/protocol.ts'
import { type ExportChoice, ExportRun, type ReadHandwriting } from './exports.ts'
import type { LiveNotebook } from './library.ts'

type Answer = (order: Order) => { answer: unknown } | { failure: { code: string; message: string; crashed: boolean } }

/** A worker that does what the test says. */
class SaidWorker implements WorkerLike {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null
  onerror: ((event: ErrorEvent) => void) | null = null
  ended = false
  readonly orders: Order[] = []
  readonly #answer: Answer
  constructor(answer: Answer) {
    this.#answer = answer
  }
  postMessage(message: ToWorker): void {
    if (!('order' in message)) return
    this.orders.push(message.order)
    const data = { id: message.id, ...this.#answer(message.order) }
    queueMicrotask(() => this.onmessage?.({ data } as MessageEvent<FromWorker>))
  }
  terminate(): void {
    this.ended = true
  }
}

const crash = { failure: { code: 'crash', message: 'out of memory', crashed: true } }
const pdfAnswer = { answer: { pdf: new Blob(['%PDF-']), notes: [] } }

function poolOf(answer: Answer) {
  const workers: SaidWorker[] = []
  const start = () => {
    const worker = new SaidWorker(answer)
    workers.push(worker)
    return worker
  }
  return { pool: new Pool(start, 1), apart: () => workers.slice(1), ordered: () => workers[0]?.orders ?? [] }
}

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
  } as unknown as LiveNotebook['facts']
  const live = pages.map((page) => ({ ...page, parts: null })) as unknown as LiveNotebook['pages']
  return { facts, pages: live, added: 0, beneath: signal({ source, pictures: new Map() }), remembered: null }
}

const asPdf: ExportChoice = { as: 'pdf', background: true }
const saved: string[] = []

beforeEach(() => {
  saved.length = 0
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:', revokeObjectURL: () => {} }))
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
    const { pool, apart } = poolOf(() => pdfAnswer)
    const run = new ExportRun([notebook('Diary')], asPdf)
    await run.run(pool, '')
    expect([run.phase.value, saved, run.notes.value]).toEqual(['done', ['Diary.pdf'], []])
    expect(apart().map((worker) => worker.ended)).toEqual([true])
  })

  it('whose source takes the worker down is made of the ink alone, with a note', async () => {
    const { pool, apart } = poolOf((order) => (order.kind === 'pdf' && order.source ? crash : pdfAnswer))
    const run = new ExportRun([notebook('Diary', new Blob(['hostile']))], asPdf)
    await run.run(pool, '')
    expect(run.phase.value).toBe('done')
    expect(run.notes.value).toEqual([{ notebook: 'Diary', code: 'source-broken', pages: [] }])
    expect(apart().map((worker) => worker.ended)).toEqual([true, true])
  })

  it('of some pages holds these alone', async () => {
    const { pool, apart } = poolOf(() => pdfAnswer)
    const pages = { numbers: new PageNumbers([{ first: 2, last: 9 }]), name: '2-' }
    const run = new ExportRun([notebook('Diary')], { ...asPdf, pages })
    await run.run(pool, '')
    const order = apart()[0]?.orders[0]
    expect(order?.kind === 'pdf' && order.notebook.pages.map(({ number }) => number)).toEqual([2, 3])
    expect([run.totalPages.value, saved]).toEqual([2, ['Diary 2-.pdf']])
  })

  it('names in a note, once, the pages that it is about', async () => {
    const notes = [
      { code: 'letters-without-shape', detail: '', page: 2 },
      { code: 'letters-without-shape', detail: '', page: 3 },
    ]
    const { pool } = poolOf(() => ({ answer: { ...pdfAnswer.answer, notes } }))
    const run = new ExportRun([notebook('Diary')], asPdf)
    await run.run(pool, '')
    expect(run.notes.value).toEqual([{ notebook: 'Diary', code: 'letters-without-shape', pages: [2, 3] }])
  })
})

it('a PDF has the lines that were read, with their places', async () => {
  const { pool, apart } = poolOf(() => pdfAnswer)
  const lines = [{ text: 'Friday', confidence: 0.9, top: 10, bottom: 50 }]
  const rect = { x: 0, y: 0, width: 100, height: 200 }
  const page = { ocr_text: 'Friday', ocr_lines: lines, images: [{ rect }] } as PageDetail
  const readHandwriting = async () => ({ ...noPagesRead, read: new Map([['Diary 1', page]]) })
  const run = new ExportRun([notebook('Diary')], asPdf, { readHandwriting })
  await run.run(pool, '')
  const [order] = apart()[0]?.orders ?? []
  expect(order?.kind === 'pdf' && order.read).toEqual(new Map([['Diary 1', { lines, pictures: [rect] }]]))
})

describe('several notebooks', () => {
  it('go into one archive, each under a name of its own; one that fails is named', async () => {
    const packed: string[][] = []
    const { pool } = poolOf((order) => {
      if (order.kind === 'pack') packed.push(order.files.map(({ name }) => name))
      if (order.kind === 'pack') return { answer: new Blob() }
      return order.kind === 'pdf' && order.notebook.name === 'Broken' ? crash : pdfAnswer
    })
    const run = new ExportRun([notebook('Diary'), notebook('Broken'), notebook('diary')], asPdf)
    await run.run(pool, 'Library')
    expect([run.phase.value, saved, packed]).toEqual(['done', ['Library.zip'], [['Diary.pdf', 'diary (2).pdf']]])
    expect(run.notes.value).toEqual([{ notebook: 'Broken', code: 'failed', pages: [] }])
  })

  it('that all fail leave no file', async () => {
    const { pool } = poolOf(() => crash)
    const run = new ExportRun([notebook('One'), notebook('Two')], asPdf)
    await run.run(pool, 'Library')
    expect([run.phase.value, saved]).toEqual(['failed', []])
  })
})

it('what could not be loaded is not told as a failure of the notebook', async () => {
  const { pool } = poolOf(() => ({ failure: { code: 'not-loaded', message: 'offline', crashed: false } }))
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
    const { pool, apart } = poolOf(() => pdfAnswer)
    const run = new ExportRun([uncounted('Manual')], asPdf, { wantPages: async () => notebook('Manual') })
    await run.run(pool, '')
    expect([run.phase.value, run.totalPages.value]).toEqual(['done', 3])
    expect(apart()[0]?.orders).toMatchObject([{ kind: 'pdf', notebook: { pages: [{}, {}, {}] } }])
  })

  it('one whose pages cannot be counted is named among several', async () => {
    const { pool } = poolOf(({ kind }) => (kind === 'pack' ? { answer: new Blob() } : pdfAnswer))
    const wantPages = (of: LiveNotebook) => (of.facts.name === 'Locked' ? withoutPages(of) : Promise.resolve(of))
    const run = new ExportRun([notebook('Diary'), uncounted('Locked')], asPdf, { wantPages })
    await run.run(pool, 'Library')
    expect([run.phase.value, saved]).toEqual(['done', ['Library.zip']])
    expect(run.notes.value).toEqual([{ notebook: 'Locked', code: 'failed', pages: [] }])
  })

  it('an export is cancelled while they are counted', async () => {
    const { pool } = poolOf(() => pdfAnswer)
    const run = new ExportRun([uncounted('Manual')], asPdf, { wantPages: () => new Promise(() => {}) })
    const running = run.run(pool, '')
    run.cancel()
    await running
    expect([run.phase.value, saved]).toEqual(['cancelled', []])
  })

  it('nothing is exported while what counts them cannot be loaded, and that is said', async () => {
    const { pool } = poolOf(() => pdfAnswer)
    const wantPages = () => Promise.reject(new OrderError('not-loaded', 'offline'))
    const run = new ExportRun([uncounted('Manual')], asPdf, { wantPages })
    await run.run(pool, '')
    expect([run.phase.value, saved]).toEqual(['not-loaded', []])
  })
})

describe('text', () => {
  const asText: ExportChoice = { as: 'markdown', background: true }
  const written = { answer: new Blob(['# Diary']) }

  it('has what the server read on these pages and what was ticked off since, and knows which wait', async () => {
    const { pool, ordered } = poolOf(() => written)
    const pages = { numbers: new PageNumbers([{ first: 2, last: 2 }]), name: '2' }
    const readHandwriting: ReadHandwriting = async (uuid, wanted) => {
      const read = [...wanted.keys()].map((page): [string, PageDetail] => [
        page,
        {
          ocr_text: `- [ ] read on ${page}`,
          todos: [{ ordinal: 0, text: `read on ${page}`, is_completed: true }],
        } as PageDetail,
      ])
      expect(uuid).toBe('Diary')
      return { read: new Map(read), waiting: new Set(['Diary 3']) }
    }
    const run = new ExportRun([notebook('Diary')], { ...asText, pages }, { readHandwriting })
    await run.run(pool, '')
    const [order] = ordered()
    expect(order?.kind === 'export' && order.read).toEqual(new Map([['Diary 2', '- [x] read on Diary 2']]))
    expect(order?.kind === 'export' && order.waiting).toEqual(new Set(['Diary 3']))
    expect([run.phase.value, run.notes.value]).toEqual(['done', []])
  })

  it('is there without it when the server does not answer, with a note', async () => {
    const { pool, ordered } = poolOf(() => written)
    const readHandwriting = () => Promise.reject(new NotReached('http://nowhere', undefined))
    const run = new ExportRun([notebook('Diary')], asText, { readHandwriting })
    await run.run(pool, '')
    expect([run.phase.value, ordered().length]).toEqual(['done', 1])
    expect(run.notes.value).toEqual([{ notebook: 'Diary', code: 'handwriting-missing', pages: [] }])
  })
})
