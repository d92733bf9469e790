// SPDX-License-Identifier: AGPL-3.0-or-later
// The worker's side of a pool: opens its workshop once and performs orders.
import { describeFailure } from '../orders/failure.ts'
import type { FromWorker, Order, OrderKind, Orders, ToWorker } from '../orders/orders.ts'
import type { Workshop } from './workshop.ts'

/** Where orders come from and answers go to: a worker's global scope, or its port. */
export interface WorkerPort {
  listen(hear: (message: ToWorker) => void): void
  post(message: FromWorker, transfer: Transferable[]): void
}

type Perform<Kind extends OrderKind> = (
  workshop: Workshop,
  request: Orders[Kind]['request'],
  signal: AbortSignal,
  report: (news: Orders[Kind]['news']) => void,
) => Promise<Orders[Kind]['answer']>

/** The functions that perform orders. A worker needn't have all. */
export type Performers = { [Kind in OrderKind]?: Perform<Kind> }

export function serve(port: WorkerPort, openWorkshop: () => Promise<Workshop>, performers: Performers): void {
  const workshop = openWorkshop()
  // The first order reports it; until then a failed load must not count as an unhandled rejection.
  workshop.catch(() => {})
  const running = new Map<number, AbortController>()

  const perform = async (id: number, order: Order) => {
    const controller = new AbortController()
    running.set(id, controller)
    try {
      const work = performers[order.kind] as Perform<OrderKind> | undefined
      if (!work) throw new Error(`this worker does not know "${order.kind}"`)
      const answer = await work(await workshop, order, controller.signal, (news) => port.post({ id, news }, []))
      port.post({ id, answer }, buffersOf(answer))
    } catch (error) {
      port.post({ id, failure: describeFailure(error) }, [])
    } finally {
      running.delete(id)
    }
  }

  port.listen((message) => {
    if ('cancel' in message) running.get(message.id)?.abort()
    else void perform(message.id, message.order)
  })
}

/** Buffers of an answer, and of the pictures in it, are transferred, not copied. */
function buffersOf(answer: unknown): Transferable[] {
  if (typeof answer !== 'object' || answer === null) return []
  const pictures: object[] = 'pictures' in answer && Array.isArray(answer.pictures) ? answer.pictures : []
  const values = [answer, ...pictures].flatMap((part) => Object.values(part))
  const buffers = values.flatMap((value) => (value instanceof Uint8Array ? [value.buffer as ArrayBuffer] : []))
  return [...new Set(buffers)]
}
