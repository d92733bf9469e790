// SPDX-License-Identifier: AGPL-3.0-or-later
import 'fake-indexeddb/auto'
import { signal } from '@preact/signals'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, it, vi } from 'vitest'
import type { FromAiWorker, ToAiWorker } from '../../ai/types.ts'
import type { WorkerPort } from '../own-key/ai-client.ts'
import type { KeptSettings } from '../own-key/own-database.ts'
import type { ShownSettings } from '../own-key/own-key-transcription.ts'
import type { WrittenPage } from '../search/local-search.ts'
import { LocalMeaning } from './local-meaning.ts'

const settings: KeptSettings = {
  ...{ preset: 'other', kind: 'openai-compatible', address: 'http://localhost:11434/v1', key: '', model: 'home-model' },
  embeddingModel: 'home-embeddings',
}

const subjects = ['sea', 'bread', 'money']

/** Vectors that say which subjects a text names. */
class Service {
  readonly asked: string[][] = []
  fails = false
  length = 8

  readonly start = () => {
    let hear: (event: MessageEvent<FromAiWorker>) => void = () => {}
    const worker: WorkerPort = {
      addEventListener: (name: string, listener: unknown) => {
        if (name === 'message') hear = listener as typeof hear
      },
      terminate: () => {},
      postMessage: (message: ToAiWorker) => {
        if ('cancel' in message || message.ask.kind !== 'embed') return
        const { texts } = message.ask
        this.asked.push([...texts])
        const vectors = texts.map((text) =>
          Array.from({ length: this.length }, (_, at) => (text.includes(subjects[at] ?? '–') ? 1 : 0.01)),
        )
        const failure = { code: 'bad-key' as const, detail: '', place: null }
        const answer = this.fails ? { failure } : { vectors }
        queueMicrotask(() => hear({ data: { id: message.id, answer } } as MessageEvent<FromAiWorker>))
      },
    }
    return worker as Worker
  }
}

let service: Service
let pages: WrittenPage[]

const pageOf = (name: string, text: string, number = 1): WrittenPage => ({
  ...{ notebook: { notebook_uuid: name, document_type: 'notebook' }, name, uuid: `${name} ${number}`, number, text },
})

function begin(kept: KeptSettings | null = settings): LocalMeaning {
  const own = {
    chosen: signal(kept && ({ ...kept, host: 'localhost:11434' } as unknown as ShownSettings)),
    settings: async () => kept,
    startWorker: service.start,
  }
  const everyText = async function* () {
    yield* pages
  }
  return new LocalMeaning(own, { everyText })
}

const never = new AbortController().signal

async function find(meaning: LocalMeaning, words: string) {
  const { found, problem } = await meaning.find(words, never, null)
  return problem ?? found.map(({ notebook }) => notebook.notebook_uuid)
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  service = new Service()
  pages = [pageOf('Summer', 'By the sea'), pageOf('Kitchen', 'Baking bread'), pageOf('Blank', '…', 2)]
})

it('the nearest comes first, and each text is sent once, also after the browser was closed', async () => {
  const meaning = begin()
  expect(await find(meaning, 'the sea')).toEqual(expect.arrayContaining(['Summer']))
  expect(await find(meaning, 'fresh bread')).toEqual(expect.arrayContaining(['Kitchen']))
  const [first] = (await meaning.find('bread', never, null)).found
  expect(first).toMatchObject({
    notebook: { notebook_uuid: 'Kitchen' },
    pages: [{ page_number: 1, snippets: [{ source: 'passage', text: 'Baking bread', ranges: [] }] }],
  })
  const sent = service.asked.flat().filter((text) => text === 'By the sea' || text === 'Baking bread')
  expect(sent.toSorted()).toEqual(['Baking bread', 'By the sea'])

  service.asked.length = 0
  pages.push(pageOf('Desk', 'Money is short'))
  await find(begin(), 'money')
  expect(service.asked).toEqual([['money'], ['Money is short']])
})

it('what is gone is forgotten, and is sent again when it comes back', async () => {
  const [summer] = pages
  await find(begin(), 'sea')
  pages = pages.slice(1)
  await find(begin(), 'sea')
  pages = summer ? [summer, ...pages] : []
  service.asked.length = 0
  await find(begin(), 'sea')
  expect(service.asked).toEqual([['sea'], ['By the sea']])
})

it('vectors of another length are made again', async () => {
  await find(begin(), 'sea')
  service.length = 16
  expect(await find(begin(), 'sea')).toEqual(expect.arrayContaining(['Summer']))
  expect(service.asked.flat().filter((text) => text === 'By the sea')).toHaveLength(2)
})

it('a service that fails is named', async () => {
  service.fails = true
  expect(await find(begin(), 'sea')).toEqual({ host: 'localhost:11434' })
})

it('without a model nothing is offered or sent', async () => {
  const { embeddingModel: _, ...without } = settings
  const meaning = begin(without)
  expect(meaning.isOffered.value).toBe(false)
  expect(await find(meaning, 'sea')).toEqual([])
  expect(service.asked).toEqual([])
})
