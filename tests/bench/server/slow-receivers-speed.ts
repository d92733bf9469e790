// SPDX-License-Identifier: AGPL-3.0-or-later
// How soon a person's receiver hears of a change while other people's receivers do not answer.
import { Receivers } from '../../world/receivers.ts'
import { ask, notebookOf, send, signUp } from './device.ts'
import { type Bench, startBench } from './processes.ts'
import { type Times, timesOf } from './times.ts'

export const slowReceivers = 50
const changes = 60

export interface SlowReceivers {
  /** Milliseconds from a manifest with a new notebook until the receiver has its first event. */
  alone: Times
  beside: Times
  /** Of those `beside`, the person's very first delivery. */
  first: number
}

export async function measureSlowReceivers(): Promise<SlowReceivers> {
  await using receivers = await Receivers.start()
  await using bench = await startBench({ RMIRROR_PRIVATE_URLS: 'on' })
  const alone = await deliver(bench, receivers, '/alone')
  for (let index = 0; index < slowReceivers; index++) {
    const token = await owner(bench, receivers.addressOf(`/slow/${index}`))
    await send(bench, token, manifestOf(6))
  }
  while (receivers.held.size < slowReceivers) await new Promise((resolve) => setTimeout(resolve, 10))
  const beside = await deliver(bench, receivers, '/beside')
  return { alone: timesOf(alone), beside: timesOf(beside), first: beside[0] ?? Number.NaN }
}

async function owner(bench: Bench, address: string): Promise<string> {
  const token = await signUp(bench)
  await ask(bench, token, 'PUT', 'integrations/webhook', { settings: { address } })
  return token
}

const manifestOf = (count: number) =>
  JSON.stringify({ scope: 'notebooks', notebooks: Array.from({ length: count }, () => notebookOf(1)) })

/** A notebook after the other, each when all events of the one before have come. */
async function deliver(bench: Bench, receivers: Receivers, path: string): Promise<number[]> {
  const token = await owner(bench, receivers.addressOf(path))
  const times: number[] = []
  for (let nth = 0; nth < changes; nth++) {
    const start = performance.now()
    const events = new Awaited(receivers, path)
    await send(bench, token, manifestOf(1))
    await events.count(1)
    times.push(performance.now() - start)
    await events.count(eventsOfNotebook)
  }
  return times
}

/** The notebook and its metadata; its page has no text. */
const eventsOfNotebook = 2

/** Events at a path from now on. */
class Awaited {
  #seen = 0
  #onSeen = () => {}

  constructor(receivers: Receivers, path: string) {
    receivers.onTaken = (taken) => {
      if (taken !== path) return
      this.#seen += 1
      this.#onSeen()
    }
  }

  async count(wanted: number): Promise<void> {
    while (this.#seen < wanted)
      await new Promise<void>((resolve) => {
        this.#onSeen = resolve
      })
  }
}
