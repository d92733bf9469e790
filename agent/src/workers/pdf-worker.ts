// SPDX-License-Identifier: AGPL-3.0-or-later
// One thread that makes one PDF and then ends: MuPDF's memory only ever grows.
import { parentPort } from 'node:worker_threads'
import { type PdfPage, writePdf } from '@rmirror/shared/pdf'
import { readNodeFont } from '../core.ts'
import type { PdfQuestion, PdfReply } from './pdf-tasks.ts'

const port = parentPort
if (!port) throw new Error('This is a worker of the program, not a program')
const waiting: ((question: PdfQuestion) => void)[] = []
const arrived: PdfQuestion[] = []

port.on('message', (question: PdfQuestion) => {
  const next = waiting.shift()
  if (next) next(question)
  else arrived.push(question)
})

function nextQuestion(): Promise<PdfQuestion> {
  const question = arrived.shift()
  return question ? Promise.resolve(question) : new Promise((resolve) => waiting.push(resolve))
}

function reply(answer: PdfReply, moved: ArrayBuffer[] = []): void {
  port?.postMessage(answer, moved)
}

/** Asks for the next page only when the last one is done with. */
async function* pages(): AsyncGenerator<PdfPage> {
  for (;;) {
    const question = await nextQuestion()
    if (question.kind !== 'page') return
    yield question.page
    reply({ kind: 'taken' })
  }
}

try {
  const first = await nextQuestion()
  if (first.kind !== 'start') throw new Error('A PDF begins with its options')
  const result = await writePdf(pages(), first.options, readNodeFont)
  reply({ kind: 'done', result }, [result.bytes.buffer as ArrayBuffer])
} catch (error) {
  reply({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) })
}
port.close()
