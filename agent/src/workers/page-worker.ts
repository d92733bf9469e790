// SPDX-License-Identifier: AGPL-3.0-or-later
// One thread with one core. It answers every question, and replaces its core when a page killed it.
import { parentPort, workerData } from 'node:worker_threads'
import { drawForServer } from '@rmirror/shared/api'
import { type Core, CoreCrash, type Page, type RenderRequest } from '@rmirror/shared/core'
import { pageState, problemFrom } from '@rmirror/shared/library'
import { BelowInk, countSourcePages, lostInkNotes, type PageBelow, type PdfNote, scaleNotes } from '@rmirror/shared/pdf'
import { loadNodeCore } from '../core.ts'
import type { Drawn, DrawRequest, PageBytes, Question, Reply, TaskName, Tasks, ThreadData } from './tasks.ts'

type Answer<Name extends TaskName> = Tasks[Name]['answer']
type Performers = {
  [Name in TaskName]: (
    page: Page,
    ask: Tasks[Name]['ask'],
    core: Core,
    bytes: PageBytes,
  ) => Answer<Name> | Promise<Answer<Name>>
}

const performers: Performers = {
  inspect: (page, { strokes }, core, { file }) => ({
    facts: page.facts(),
    fileHash: file ? core.fileHash(file) : null,
    ...(strokes && { strokes: page.strokeList() }),
  }),
  png: (page, ask) => draw(page, ask, 'pixels', (request) => page.renderPng(request)),
  ocr: (page, { orientation = 'portrait' }) => page.renderOcr({ orientation }).map(({ png }) => png),
  state: (page) => pageState(page),
  upload: (page, { orientation }, core) => drawForServer(page, core, orientation),
  svg: (page, ask) => draw(page, ask, 'svg', (request) => page.renderSvg(request)),
  pdf: (page, request) => page.pdfInk(request),
  text: (page, { format }) => page.text(format),
  count: (_, { source }) => countSourcePages(source),
}

let core: Promise<Core> | undefined

const { source } = workerData as ThreadData
let belowInk: Promise<BelowInk> | undefined

async function draw<Picture>(
  page: Page,
  { below, number, ...request }: DrawRequest,
  as: 'pixels' | 'svg',
  render: (request: RenderRequest) => Picture,
): Promise<Drawn<Picture>> {
  if (request.purpose === 'ocr') return { picture: render(request), notes: [] }
  if (!below?.images) {
    const wanted = page.facts().image_files.filter(({ visible }) => visible)
    if (wanted.length > 0) return { wanted }
  }
  const notes = below ? await dress(page, below, request, as) : []
  const picture = render(request)
  const facts = page.facts()
  notes.push(...lostInkNotes(facts, number))
  if (picture instanceof Uint8Array) notes.push(...scaleNotes(facts, request, picture, number))
  return { picture, notes }
}

async function dress(page: Page, below: PageBelow, request: RenderRequest, as: 'pixels' | 'svg'): Promise<PdfNote[]> {
  belowInk ??= BelowInk.open(source)
  return (await belowInk).dress(page, below, request, as)
}

async function answer<Name extends TaskName>({ id, name, ask, page: bytes }: Question<Name>): Promise<Reply> {
  try {
    core ??= loadNodeCore()
    const ready = await core
    const { file, index, layerMetadata, highlights } = bytes
    using page = file ? ready.openPage(file, index, { layerMetadata, highlights }) : ready.blankPage({ highlights })
    return { id, answer: await performers[name](page, ask, ready, bytes) }
  } catch (error) {
    if (error instanceof CoreCrash) core = undefined
    // MuPDF broke down: this thread ends with it, and a fresh one takes the next page.
    if (error instanceof WebAssembly.RuntimeError) throw error
    const { code, detail } = problemFrom('', error)
    return { id, failure: { code, detail } }
  }
}

parentPort?.on('message', async (question: Question) => {
  const reply = await answer(question)
  parentPort?.postMessage(reply, 'answer' in reply ? buffersOf(reply.answer) : [])
})

/** What is handed over instead of copied. */
function buffersOf(answer: Tasks[TaskName]['answer']): ArrayBuffer[] {
  if (Array.isArray(answer)) return answer.map(({ buffer }) => buffer as ArrayBuffer)
  if (typeof answer !== 'object') return []
  if ('picture' in answer && answer.picture instanceof Uint8Array) return [answer.picture.buffer as ArrayBuffer]
  if ('pictures' in answer) return answer.pictures.map(({ png }) => png.buffer as ArrayBuffer)
  if ('content' in answer) return [answer.content.buffer as ArrayBuffer]
  return []
}
