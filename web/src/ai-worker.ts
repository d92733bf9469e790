// SPDX-License-Identifier: AGPL-3.0-or-later
// The only place that calls transcription services with a person's own key. It is served with a policy of its own: it may
// ask other origins, which the dashboard itself may not. It gets what it sends, and knows nothing else.
import { Caller } from './ai/call.ts'
import { probe, readPage } from './ai/read-page.ts'
import type { Ask, FromAiWorker, ToAiWorker } from './ai/types.ts'

const caller = new Caller()
const asked = new Map<number, AbortController>()

const tell = (message: FromAiWorker) => self.postMessage(message)

self.addEventListener('message', ({ data }: MessageEvent<ToAiWorker>) => {
  if ('cancel' in data) asked.get(data.id)?.abort()
  else void answer(data.id, data.ask)
})

async function answer(id: number, ask: Ask): Promise<void> {
  const controller = new AbortController()
  asked.set(id, controller)
  try {
    tell({ id, answer: await perform(ask, controller.signal, (waitsMs) => tell({ id, waitsMs })) })
  } catch (error) {
    tell({ id, error: error instanceof Error ? error.name : 'failed' })
  } finally {
    asked.delete(id)
  }
}

function perform(ask: Ask, signal: AbortSignal, onWait: (ms: number) => void) {
  return ask.kind === 'probe'
    ? probe(caller, ask.settings, signal)
    : readPage(caller, ask.settings, ask.page, signal, onWait)
}
