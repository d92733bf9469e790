// SPDX-License-Identifier: AGPL-3.0-or-later
// The far end of a pool: it loads the core once and does one order at a time.
import { loadCore } from '@rmirror/shared/core'
import { describeFailure } from './failure.ts'
import { fontUrls } from './font-urls.ts'
import type { FromWorker, Order, ToWorker } from './protocol.ts'
import { warmUp } from './warm-up.ts'
import { type OpenSource, Workshop } from './workshop.ts'

type Perform = (shop: Workshop, order: Order, signal: AbortSignal, tell: (news: unknown) => void) => Promise<unknown>

export function serve(perform: Perform, openSource?: OpenSource): void {
  const shop = loadCore().then((core) => {
    warmUp(core)
    return new Workshop(core, async (style) => fetchBytes(fontUrls[style]), openSource)
  })
  // The first order reports it; until then a failed load is not an unhandled rejection.
  shop.catch(() => {})
  const running = new Map<number, AbortController>()

  const obey = async (id: number, order: Order) => {
    const controller = new AbortController()
    running.set(id, controller)
    try {
      const answer = await perform(await shop, order, controller.signal, (news) => say({ id, news }))
      say({ id, answer }, buffersOf(answer))
    } catch (error) {
      say({ id, failure: describeFailure(error) })
    } finally {
      running.delete(id)
    }
  }

  self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
    if ('cancel' in data) running.get(data.id)?.abort()
    else void obey(data.id, data.order)
  })
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}

function say(message: FromWorker, moved: Transferable[] = []): void {
  self.postMessage(message, { transfer: moved })
}

/** Pixels are handed over, not copied. */
function buffersOf(answer: unknown): Transferable[] {
  if (typeof answer !== 'object' || answer === null || !('pixels' in answer)) return []
  return answer.pixels instanceof Uint8Array ? [answer.pixels.buffer] : []
}
