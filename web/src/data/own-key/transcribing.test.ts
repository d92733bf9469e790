// SPDX-License-Identifier: AGPL-3.0-or-later
import 'fake-indexeddb/auto'
import { signal } from '@preact/signals'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, it, vi } from 'vitest'
import { type Script, scriptedPool } from '../../../../tests/world/scripted-pool.ts'
import type { AiFailure, FromAiWorker, PageText, PageToRead, ToAiWorker } from '../../ai/types.ts'
import { notebookHere } from '../../testing/notebooks.ts'
import type { WorkerPort } from './ai-client.ts'
import type { KeptSettings } from './own-database.ts'
import { OwnKeyTranscription } from './own-key-transcription.ts'
import { startTranscribing } from './transcribing.ts'

const settings: KeptSettings = {
  preset: 'claude',
  kind: 'claude',
  address: 'https://api.anthropic.com',
  key: 'sk-ant-a-secret-of-some-length',
  model: 'claude-haiku-5-5',
}

const rect = { x: 0, y: 100, width: 1404, height: 500 }
const hash = (page: number) => `hash ${page}`

/** Transcribes what it gets, unless `fails` returns a failure. */
class Service {
  readonly pages: PageToRead[] = []
  fails: (page: PageToRead) => AiFailure | null = () => null
  drawn: Partial<PageText> = {}
  onAsk: () => void = () => {}

  readonly start = () => {
    let hear: (event: MessageEvent<FromAiWorker>) => void = () => {}
    const worker: WorkerPort = {
      addEventListener: (name: string, listener: unknown) => {
        if (name === 'message') hear = listener as typeof hear
      },
      terminate: () => {},
      postMessage: (message: ToAiWorker) => {
        if ('cancel' in message || message.ask.kind !== 'read') return
        const { page } = message.ask
        this.pages.push(page)
        this.onAsk()
        const failure = this.fails(page)
        const line = { text: 'By the sea', confidence: 0.9, top: 110, bottom: 150 }
        const text = { markdown: '- By the sea', language: 'en', lines: [line], ...this.drawn }
        const answer = { ...(failure ? { failure } : { text }), usage: { input: 6000, output: 3000 } }
        queueMicrotask(() => hear({ data: { id: message.id, answer } } as MessageEvent<FromAiWorker>))
      },
    }
    return worker as Worker
  }
}

interface Given {
  pages: number
  blank?: number[]
  broken?: number[]
  again?: boolean
  limit?: number
}

let service: Service
let own: OwnKeyTranscription

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  service = new Service()
  own = new OwnKeyTranscription(service.start)
  await own.open(() => new Set(['a']))
  await own.choose(settings)
})

async function transcribe({ pages, blank = [], broken = [], again = false, limit = 1 }: Given) {
  const notebook = notebookHere({ pages, name: 'Diary', tags: ['ink'] })
  for (const page of notebook.pages) {
    page.parts = { index: page.number } as NonNullable<typeof page.parts>
    page.state = signal({ kind: 'ready', summary: { inkHash: hash(page.number) } } as never)
  }
  const script: Script = (order) => {
    const { index } = (order as unknown as { page: { index: number } }).page
    if (order.kind === 'drawing') return { answer: { png: order.box.left < 0.5 ? new Uint8Array([7]) : null } }
    if (broken.includes(index)) return { failure: { code: 'truncated', message: 'cut', crashed: false } }
    const pictures = blank.includes(index) ? [] : [{ png: new Uint8Array([index]), rect, hash: '' }]
    return { answer: { ink_hash: hash(index), pictures } }
  }
  const { pool } = scriptedPool(script)
  await startTranscribing(own, { pool }, { notebook, pages: notebook.pages }, { again, limit })
  const run = own.run.value
  if (!run) throw new Error('Nothing ran')
  return run
}

it('each page is sent once, with what helps to read it, and kept by its ink', async () => {
  const run = await transcribe({ pages: 3 })
  expect([run.phase.value, run.readPages.value, run.donePages.value]).toEqual(['done', 3, 3])
  expect(service.pages).toHaveLength(3)
  expect(service.pages[0]).toMatchObject({ notebook: 'Diary', tags: ['ink'], pictures: [{ rect }] })
  expect(own.textOf(hash(2))).toMatchObject({ markdown: '- By the sea', pictures: [rect], notebooks: ['a'] })
  expect(run.usage.value).toEqual({ input: 18_000, output: 9_000 })
  expect(run.cost).toBeCloseTo(0.0018 + 0.0045)
})

it('what was transcribed is not sent again, unless it is asked for, and survives the visit', async () => {
  await transcribe({ pages: 2 })
  own = new OwnKeyTranscription(service.start)
  await own.open(() => new Set(['a']))
  expect((await transcribe({ pages: 2 })).readPages.value).toBe(0)
  expect(service.pages).toHaveLength(2)
  await transcribe({ pages: 2, again: true })
  expect(service.pages).toHaveLength(4)
  expect(service.pages[3]).toMatchObject({ previousLines: '- By the sea', languageHint: 'en' })
  expect(own.measured.value).toEqual({ pages: 4, input: 24_000, output: 12_000 })
})

it('words for the model are sent with the pages of their notebook, and kept', async () => {
  await own.keepWords('a', 'Jo is a name.')
  await own.keepWords('b', 'Something else')
  await transcribe({ pages: 1 })
  expect(service.pages[0]).toMatchObject({ words: 'Jo is a name.' })
  own = new OwnKeyTranscription(service.start)
  await own.open(() => new Set(['a']))
  expect([...own.words.value]).toEqual([['a', 'Jo is a name.']])
  await own.keepWords('a', '')
  await transcribe({ pages: 1, again: true })
  expect(service.pages[1]).toMatchObject({ words: '' })
  await own.keepWords('a', 'Jo is a name.')
  await own.clear()
  expect(own.words.value.size).toBe(0)
})

it('drawings are kept with the text, also for the next visit, and what is none is counted', async () => {
  const drawing = (left: number) => ({ caption: 'A [boat]', picture: 0, box: { left, top: 0, right: 1, bottom: 1 } })
  service.drawn = {
    markdown: 'Sail\n![](drawing:1)\n![](drawing:2)',
    drawings: [drawing(0.1), drawing(0.9), null],
    drawingsLeftOut: 4,
  }
  await transcribe({ pages: 1 })
  own = new OwnKeyTranscription(service.start)
  await own.open(() => new Set(['a']))
  const text = own.textOf(hash(1))
  const id = text?.drawings?.[0]?.id ?? ''
  expect(text?.markdown).toBe(`Sail\n![A \\[boat\\]](attachment:${id})`)
  expect(text?.drawingsLeftOut).toBe(6)
  expect(own.drawing(id)?.size).toBe(1)
  expect(own.drawing('another')).toBeNull()
})

it('texts of notebooks that are gone are dropped at the next visit', async () => {
  await transcribe({ pages: 1 })
  for (const known of [1, 0]) {
    const later = new OwnKeyTranscription(service.start)
    await later.open(() => new Set(known ? ['a', 'b'] : ['b']))
    expect(later.texts.value.size).toBe(known)
  }
})

it('blank pages cause no call, and unreadable pages do not stop the others', async () => {
  const run = await transcribe({ pages: 3, blank: [1], broken: [2] })
  expect([run.phase.value, run.readPages.value]).toEqual(['done', 1])
  expect(run.problems.value).toEqual([{ page: 2, code: 'truncated', detail: 'cut' }])
})

it('nothing is asked that is likely to go beyond the limit', async () => {
  // Each page costs 0.0021 dollars.
  const run = await transcribe({ pages: 10, limit: 0.0065 })
  expect([run.phase.value, service.pages.length]).toEqual(['limit', 3])
  expect(run.cost).toBeLessThanOrEqual(0.0065)
})

it('where no price is known the limit is of tokens', async () => {
  await own.choose({ ...settings, kind: 'openai-compatible', preset: 'other', model: 'home-model' })
  const run = await transcribe({ pages: 10, limit: 20_000 })
  expect([run.phase.value, service.pages.length, run.cost]).toEqual(['limit', 2, null])
})

it('a service that refuses the key is not asked again', async () => {
  service.fails = () => ({ code: 'bad-key', detail: '', place: null })
  const run = await transcribe({ pages: 10 })
  expect([run.phase.value, run.failure.value?.code]).toEqual(['stopped', 'bad-key'])
  expect(service.pages.length).toBeLessThanOrEqual(2)
})

it('one page that is refused stops no others, three in a row do', async () => {
  service.fails = ({ pictures }) => (pictures[0]?.png[0] === 2 ? { code: 'refused', detail: '', place: null } : null)
  expect((await transcribe({ pages: 4 })).readPages.value).toBe(3)
  service.fails = () => ({ code: 'bad-answer', detail: 'it isn’t JSON', place: null })
  const run = await transcribe({ pages: 10, again: true })
  expect([run.phase.value, run.problems.value.length]).toEqual(['failing', 4])
})

it('a full disk is told, and what was paid for is shown as long as the tab is open', async () => {
  const full = new DOMException('full', 'QuotaExceededError')
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw full
  })
  const run = await transcribe({ pages: 1 })
  put.mockRestore()
  expect([run.phase.value, own.textOf(hash(1))?.markdown]).toEqual(['full-disk', '- By the sea'])
})

it('is cancelled, and keeps what there is', async () => {
  service.onAsk = () => service.pages.length === 3 && own.run.value?.cancel()
  const run = await transcribe({ pages: 10 })
  expect(run.phase.value).toBe('cancelled')
  expect(own.texts.value.size).toBeGreaterThanOrEqual(2)
})

it('the key is shown by its end, removed alone, and cleared with everything else', async () => {
  expect(own.chosen.value).toMatchObject({ host: 'api.anthropic.com', keyEnd: 'ngth' })
  expect(JSON.stringify(own.chosen.value)).not.toContain('secret')
  await transcribe({ pages: 1 })
  await own.removeKey()
  expect([own.chosen.value, await own.settings(), own.texts.value.size]).toEqual([null, null, 1])
  await own.choose(settings)
  await own.clear()
  const later = new OwnKeyTranscription(service.start)
  await later.open(() => new Set(['a']))
  expect([later.chosen.value, later.texts.value.size, later.measured.value.pages]).toEqual([null, 0, 0])
})
