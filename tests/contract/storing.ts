// SPDX-License-Identifier: AGPL-3.0-or-later
// A client that stores pages while the server's world breaks: it comes back when it is asked to.
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Device } from './library.ts'

const senders = 4

/** A third of the way through, `breaks` happens. Returns the pages in the order in which they were acknowledged. */
export async function storeWhile(device: Device, pages: number[], breaks: () => Promise<void>): Promise<number[]> {
  const acknowledged: number[] = []
  const waiting = [...pages]
  const breaking = Math.floor(pages.length / 3)
  async function store(page: number): Promise<void> {
    for (;;) {
      const answer = await device.put(page)
      if (answer.status === 200) return
      const seconds = Number(answer.headers.get('retry-after'))
      expect([answer.status, seconds]).toEqual([503, expect.any(Number)])
      // How often it has to come back depends on how long the machine takes to recover.
      expect(seconds).toBeGreaterThan(0)
      expect(seconds).toBeLessThanOrEqual(30)
      await wait(1000 * seconds)
    }
  }
  async function sendNext(): Promise<void> {
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
      await store(page)
      acknowledged.push(page)
      if (acknowledged.length === breaking) await breaks()
    }
  }
  await Promise.all(Array.from({ length: senders }, sendNext))
  return acknowledged
}
