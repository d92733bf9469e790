// SPDX-License-Identifier: AGPL-3.0-or-later
// How often a run sends a request to a server that is busy, seen from a proxy in front of it.
import { EventEmitter, once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startWith } from '../testing/program.ts'
import { lay, watchedWorld } from '../testing/watched.ts'
import { Watching } from '../testing/watching.ts'

const world = watchedWorld()

/** Passes requests on, and answers manifests with 503 as long as it is busy. */
class BusyProxy {
  /** Manifests that it will refuse. */
  refusals = 0
  /** What was asked since the first refusal, as "PUT /api/…". */
  readonly asked: string[] = []
  readonly #news = new EventEmitter()
  readonly #server: Server

  constructor() {
    this.#server = createServer((asked, answer) => {
      const { method, headers, url = '' } = asked
      const isRefused = url === '/api/v1/sync/manifest' && this.refusals > 0
      if (isRefused) this.refusals--
      if (isRefused || this.asked.length > 0) this.asked.push(`${method} ${url}`)
      this.#news.emit('asked')
      if (isRefused) {
        asked.resume()
        answer.writeHead(503).end()
        return
      }
      const passed = request(`${world.server.url}${url}`, { method, headers }, (response) => {
        answer.writeHead(response.statusCode ?? 500, response.headers)
        response.pipe(answer)
      })
      passed.on('error', () => answer.destroy())
      asked.pipe(passed)
    })
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async untilAsked(wanted: string): Promise<void> {
    while (!this.asked.includes(wanted)) await once(this.#news, 'asked')
  }
}

let proxy: BusyProxy
const environment = () => ({ ...world.environment(), RMIRROR_SERVER: proxy.url })

beforeEach(async () => {
  proxy = new BusyProxy()
  await proxy.listen()
})
afterEach(() => proxy.close())

const manifest = 'POST /api/v1/sync/manifest'
const report = 'PUT /api/v1/auth/agent-token/state'

test('a watch gives a request up after three attempts, and says that it waits', async () => {
  lay('a', [1])
  world.watching = Watching.start(environment(), 'desk', '--debug')
  await world.watching.waitForOutput('Sent 1 page.')
  proxy.refusals = Number.POSITIVE_INFINITY
  lay('b', [2])
  await world.watching.waitForOutput('Trying again in')
  await proxy.untilAsked(report)
  expect(proxy.asked.slice(0, proxy.asked.indexOf(report))).toEqual([manifest, manifest, manifest])
  proxy.refusals = 0
  await world.watching.waitForOutput('Sent 1 page.')
  expect(world.live()).toBe('Notebook a, Notebook b')
})

test('a single sync, which is followed by no other, is more patient', async () => {
  lay('a', [1])
  proxy.refusals = 4
  const run = startWith(environment(), 'sync', 'desk')
  expect(await run.outcome).toMatchObject({ status: 0 })
  expect(proxy.asked.filter((each) => each === manifest)).toHaveLength(5)
})
