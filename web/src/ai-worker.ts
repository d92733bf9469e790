// SPDX-License-Identifier: AGPL-3.0-or-later
// The only code that calls AI services with the user's own key. Its file is served with its own
// Content-Security-Policy, which allows requests to other origins; the dashboard's doesn't. It has no data but what
// it's sent.
import { askQuestion } from './ai/ask-question.ts'
import { Caller } from './ai/call.ts'
import { embed } from './ai/embed.ts'
import { probe, readPage } from './ai/read-page.ts'
import type { Ask, FromAiWorker, ToAiWorker } from './ai/types.ts'

const caller = new Caller()
const asked = new Map<number, AbortController>()

const post = (message: FromAiWorker) => self.postMessage(message)

self.addEventListener('message', ({ data }: MessageEvent<ToAiWorker>) => {
  if ('cancel' in data) asked.get(data.id)?.abort()
  else void answer(data.id, data.ask)
})

async function answer(id: number, ask: Ask): Promise<void> {
  const controller = new AbortController()
  asked.set(id, controller)
  try {
    post({ id, answer: await perform(id, ask, controller.signal) })
  } catch (error) {
    post({ id, error: error instanceof Error ? error.name : 'failed' })
  } finally {
    asked.delete(id)
  }
}

function perform(id: number, ask: Ask, signal: AbortSignal) {
  const { settings } = ask
  switch (ask.kind) {
    case 'probe':
      return probe(caller, settings, signal)
    case 'embed':
      return embed(caller, settings, ask.texts, signal)
    case 'read':
      return readPage(caller, settings, ask.page, signal, (waitsMs) => post({ id, waitsMs }))
    case 'question':
      return askQuestion(caller, settings, ask.question, signal, (piece) => post({ id, piece }))
  }
}
