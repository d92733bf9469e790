// SPDX-License-Identifier: AGPL-3.0-or-later
// Lets a browser report that something begun here is finished: it is redirected to an address of this computer with a
// single-use value. The value grants no access.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import type { IncomingMessage } from 'node:http'

export interface AwaitedReturn extends AsyncDisposable {
  port: number
  value: string
  /** False if the signal is aborted first. */
  returned(signal: AbortSignal): Promise<boolean>
}

/** Starts to listen. Redirects the returning browser to `next`. */
export async function awaitReturn(next: string): Promise<AwaitedReturn> {
  const value = randomBytes(24).toString('base64url')
  const news = new EventEmitter()
  let isBack = false
  let port = 0
  // `import` would also evaluate what node:http exports beside it, such as WebSocket, which takes as long as Node itself.
  const server = process.getBuiltinModule('node:http').createServer({ requestTimeout: 10_000 }, (request, answer) => {
    answer.setHeader('Cache-Control', 'no-store')
    answer.setHeader('Connection', 'close')
    if (!isReturn(request, port, value)) return answer.writeHead(404).end()
    answer.writeHead(303, { Location: next, 'Referrer-Policy': 'no-referrer' }).end()
    isBack = true
    news.emit('back')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  port = address && typeof address === 'object' ? address.port : 0
  return {
    ...{ port, value },
    async returned(signal) {
      if (!isBack && !signal.aborted) await once(news, 'back', { signal }).catch(() => undefined)
      return isBack
    },
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeIdleConnections()
      })
    },
  }
}

function isReturn({ method, url = '', headers }: IncomingMessage, port: number, value: string): boolean {
  if (method !== 'GET' || headers.host !== `127.0.0.1:${port}`) return false
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1')
  const given = Buffer.from(searchParams.get('value') ?? '')
  const wanted = Buffer.from(value)
  return pathname === '/connected' && given.length === wanted.length && timingSafeEqual(given, wanted)
}
