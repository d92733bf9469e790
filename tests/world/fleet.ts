// SPDX-License-Identifier: AGPL-3.0-or-later
// rMirror on several machines, all of them this one: two API servers behind nginx and two workers, which share PostgreSQL,
// Redis and a bucket.
import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onFreePort } from './free-port.ts'
import { kill, type Program, settingsOfBucket, startBucket, startDatabase, startServer } from './programs.ts'
import { startRedis, startRedisAt } from './redis.ts'
import { type ReverseProxy, startReverseProxy } from './reverse-proxy.ts'

type Settings = Record<string, string>
export type Part = 'api' | 'worker'

export class Fleet implements AsyncDisposable {
  readonly #folder: string
  readonly #database: Program
  readonly #bucket: Program
  readonly #settings: Settings
  readonly #parts: Record<Part, Program[]> = { api: [], worker: [] }
  /** Of the API servers, by their index. */
  readonly #ports: number[] = []
  #redis: Program
  #proxy!: ReverseProxy
  #agent!: Agent

  private constructor(all: {
    folder: string
    database: Program
    bucket: Program
    redis: Program
    settings: Settings
  }) {
    this.#folder = all.folder
    this.#database = all.database
    this.#bucket = all.bucket
    this.#redis = all.redis
    this.#settings = all.settings
  }

  static async start(more: Settings = {}): Promise<Fleet> {
    const folder = mkdtempSync(join(tmpdir(), 'rmirror-fleet-'))
    const database = await startDatabase()
    const redis = await startRedis()
    const bucket = await startBucket(join(folder, 'bucket'))
    const settings = {
      ...settingsOfBucket(bucket.said),
      RMIRROR_REDIS_URL: redis.said,
      RMIRROR_TRUSTED_PROXIES: '127.0.0.1',
      RMIRROR_MASTER_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
      ...more,
    }
    const fleet = new Fleet({ folder, database, bucket, redis, settings })
    for (const index of [0, 1])
      fleet.#parts.api[index] = await onFreePort((port) => {
        fleet.#ports[index] = port
        return fleet.#startPart('api', index)
      })
    for (const index of [0, 1]) fleet.#parts.worker[index] = await fleet.#startPart('worker', index)
    fleet.#proxy = await startReverseProxy('nginx', fleet.api(0), fleet.api(1))
    fleet.#agent = new Agent({ ca: fleet.#proxy.ca, keepAlive: true })
    return fleet
  }

  #startPart(part: Part, index: number): Promise<Program> {
    const own = { RMIRROR_DATA_DIR: join(this.#folder, `${part}-${index}`) }
    const listen: Settings = part === 'api' ? { RMIRROR_LISTEN: `127.0.0.1:${this.#ports[index]}` } : {}
    return startServer(this.#database.said, { ...this.#settings, ...own, ...listen }, 'native', part)
  }

  #part(part: Part, index: number): Program {
    const program = this.#parts[part][index]
    if (!program) throw new Error(`There is no ${part} ${index}`)
    return program
  }

  /** The address of one API server, without the proxy. */
  api(index: number): string {
    return this.#part('api', index).said
  }

  get database(): string {
    return this.#database.said
  }

  async killPart(part: Part, index: number): Promise<void> {
    await kill(this.#part(part, index))
  }

  /** As for an update: after it has answered what it was asked. */
  async stopPart(part: Part, index: number): Promise<void> {
    await this.#part(part, index)[Symbol.asyncDispose]()
  }

  async startPart(part: Part, index: number): Promise<void> {
    this.#parts[part][index] = await this.#startPart(part, index)
  }

  async killRedis(): Promise<void> {
    await kill(this.#redis)
  }

  /** At the same address. */
  async startRedis(): Promise<void> {
    this.#redis = await startRedisAt(Number(new URL(this.#redis.said).port))
  }

  /** Through the proxy. */
  ask(method: string, path: string, headers: Settings = {}, body: string | Uint8Array = ''): Promise<FleetAnswer> {
    return new Promise((resolve, reject) => {
      const asked = request(
        `https://localhost:${this.#proxy.port}${path}`,
        { method, agent: this.#agent, headers: { 'content-length': body.length, ...headers } },
        (answer) => resolve(whole(answer)),
      )
      asked.on('error', reject)
      asked.end(body)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy()
    const parts = [...this.#parts.api, ...this.#parts.worker]
    for (const each of [this.#proxy, ...parts, this.#redis, this.#bucket, this.#database])
      await each[Symbol.asyncDispose]()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

export interface FleetAnswer {
  status: number
  headers: IncomingMessage['headers']
  // biome-ignore lint/suspicious/noExplicitAny: it is for the test to say what it is.
  body: any
}

async function whole(answer: IncomingMessage): Promise<FleetAnswer> {
  const pieces: Buffer[] = []
  for await (const piece of answer) pieces.push(piece)
  const bytes = Buffer.concat(pieces)
  const isJson = answer.headers['content-type']?.includes('json')
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: isJson ? JSON.parse(`${bytes}`) : bytes }
}
