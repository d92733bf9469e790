// SPDX-License-Identifier: AGPL-3.0-or-later
// The only code that calls transcription services with the user's own key. Its file is served with its own
// Content-Security-Policy, which allows requests to other origins; the dashboard's doesn't. It has no data but what
// it's sent.
import { Caller } from './ai/call.ts'
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
    post({ id, answer: await perform(ask, controller.signal, (waitsMs) => post({ id, waitsMs })) })
  } catch (error) {
    post({ id, error: error instanceof Error ? error.name : 'failed' })
  } finally {
    asked.delete(id)
  }
}

function perform(ask: Ask, signal: AbortSignal, onWait: (ms: number) => void) {
  return ask.kind === 'probe'
    ? probe(caller, ask.settings, signal)
    : readPage(caller, ask.settings, ask.page, signal, onWait)
}
