// SPDX-License-Identifier: AGPL-3.0-or-later
// One thread with one core. It answers every question, and replaces its core when a page killed it.
import { parentPort } from 'node:worker_threads'
import { type Core, CoreCrash, type Page } from '@rmirror/shared/core'
import { problemFrom } from '@rmirror/shared/library'
import { loadNodeCore } from '../core.ts'
import type { PageBytes, Question, Reply, TaskName, Tasks } from './tasks.ts'

type Performers = {
  [Name in TaskName]: (page: Page, ask: Tasks[Name]['ask'], core: Core, bytes: PageBytes) => Tasks[Name]['answer']
}

const performers: Performers = {
  inspect: (page, { strokes }, core, { file }) => ({
    facts: page.facts(),
    fileHash: file ? core.fileHash(file) : null,
    ...(strokes && { strokes: page.strokeList() }),
  }),
  png: (page, request) => page.renderPng(request),
  ocr: (page, { orientation = 'portrait' }) => page.renderOcr({ orientation }).map(({ png }) => png),
  svg: (page, request) => page.renderSvg(request),
  pdf: (page, request) => page.pdfInk(request),
  text: (page, { format }) => page.text(format),
}

let core: Promise<Core> | undefined

async function answer<Name extends TaskName>({ id, name, ask, page: bytes }: Question<Name>): Promise<Reply> {
  try {
    core ??= loadNodeCore()
    const ready = await core
    const { file, index, layerMetadata, highlights } = bytes
    using page = file ? ready.openPage(file, index, { layerMetadata, highlights }) : ready.blankPage({ highlights })
    return { id, answer: performers[name](page, ask, ready, bytes) }
  } catch (error) {
    if (error instanceof CoreCrash) core = undefined
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
  if (answer instanceof Uint8Array) return [answer.buffer as ArrayBuffer]
  if (Array.isArray(answer)) return answer.map(({ buffer }) => buffer as ArrayBuffer)
  if (typeof answer === 'object' && 'content' in answer) return [answer.content.buffer as ArrayBuffer]
  return []
}
