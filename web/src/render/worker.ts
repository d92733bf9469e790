// SPDX-License-Identifier: AGPL-3.0-or-later
// One worker: it loads the core once and does one order at a time.
import { type Core, CoreCrash, CoreError, loadCore } from '@rmirror/shared/core'
import { exportPages } from './export-pages.ts'
import { draw, isTrap, open, summarize } from './pages.ts'
import type { FromWorker, Order, ToWorker } from './protocol.ts'
import { read } from './read.ts'

const core = loadCore()
// The first order reports it; until then a failed load is not an unhandled rejection.
core.catch(() => {})

const running = new Map<number, AbortController>()

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('cancel' in data) running.get(data.id)?.abort()
  else void obey(data.id, data.order)
})

async function obey(id: number, order: Order): Promise<void> {
  const controller = new AbortController()
  running.set(id, controller)
  try {
    const answer = await perform(await core, order, controller.signal, (news) => say({ id, news }))
    say({ id, answer })
  } catch (error) {
    say({ id, failure: describe(error) })
  } finally {
    running.delete(id)
  }
}

function perform(core: Core, order: Order, signal: AbortSignal, tell: (news: unknown) => void): Promise<unknown> {
  switch (order.kind) {
    case 'read':
      return read(core, order, signal, tell)
    case 'summarize':
      return summarize(core, order)
    case 'open':
      return open(core, order)
    case 'draw':
      return draw(core, order)
    case 'export':
      return exportPages(core, order, signal, tell)
  }
}

function say(message: FromWorker): void {
  self.postMessage(message)
}

function describe(error: unknown): { code: string; message: string; crashed: boolean } {
  if (error instanceof CoreError) return { code: error.code, message: error.message, crashed: false }
  const message = error instanceof Error ? error.message : String(error)
  // NotReadableError and NotFoundError: the file changed or went away after it was dropped.
  if (error instanceof DOMException) return { code: 'unreadable-file', message, crashed: false }
  return { code: 'crash', message, crashed: error instanceof CoreCrash || isTrap(error) }
}
