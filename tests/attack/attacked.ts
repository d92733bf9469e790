// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that is treated badly: on a database of its own, with few workers, and its tests beside each other.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect } from 'vitest'
import { Api } from '../contract/answers.ts'
import { askDatabase, begin } from '../world/database.ts'
import { memoryOf } from '../world/memory.ts'
import { serve } from '../world/programs.ts'
import { RawClient } from './raw-client.ts'

export interface Attacked extends AsyncDisposable {
  api: Api
  url: string
  databaseUrl: string
  pid: number
  /** Megabytes of memory that the server holds. */
  memory(): number
  /** Sends a request on a connection of its own and leaves the answer alone. */
  send(request: string): Promise<Socket>
  /** From an address of this machine's own; each is a network of its own. */
  connect(address?: string): Promise<RawClient>
  /** A figure of /metrics. */
  metric(name: string): Promise<number>
}

/** Four workers, as on a machine with two processors. */
export async function startAttacked(more: Record<string, string> = {}): Promise<Attacked> {
  // AddressSanitizer keeps what was freed for a while; that would be taken for memory in use.
  const settings = { RMIRROR_DB_CONNECTIONS: '4', ASAN_OPTIONS: 'quarantine_size_mb=1', ...more }
  const served = await serve(settings, 'all')
  const sockets: Socket[] = []
  return {
    api: new Api(served.server),
    url: served.server,
    databaseUrl: served.database,
    pid: served.pid,
    memory: () => memoryOf(served.pid).now,
    send: async (request) => {
      const socket = connect(Number(new URL(served.server).port), '127.0.0.1').pause()
      sockets.push(socket)
      // Some are ended by the server, which is what these tests are about.
      socket.on('error', () => {})
      await once(socket, 'connect')
      socket.write(request)
      return socket
    },
    connect: async (address = '127.0.0.1') => {
      const client = await RawClient.connect(Number(new URL(served.server).port), address)
      sockets.push(client.socket)
      return client
    },
    metric: async (name) => {
      const text = await (await fetch(`${served.server}/metrics`)).text()
      return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1])
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await served[Symbol.asyncDispose]()
    },
  }
}

/** Head and body as they go over the wire. */
export function requestOf(operation: string, token: string, body = '', more: Record<string, string> = {}): string {
  const lines = Object.entries(more).map(([name, value]) => `${name}: ${value}\r\n`)
  const type = body ? 'Content-Type: application/json\r\n' : ''
  const head = `${operation} HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer ${token}\r\n${type}${lines.join('')}`
  return `${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

export interface Lock {
  isAwaitedBy(count: number): Promise<void>
  release(): Promise<void>
}

/** Locks a table: no other transaction reads or writes it until the lock is released. */
export async function lock(databaseUrl: string, table: string): Promise<Lock> {
  const locked = await begin(databaseUrl, `LOCK TABLE ${table}`)
  const waiting = `SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '${table}'::regclass`
  return {
    isAwaitedBy: (count) => expect.poll(() => askDatabase(databaseUrl, waiting)).toBe(String(count)),
    release: () => locked.commit(),
  }
}
