// SPDX-License-Identifier: AGPL-3.0-or-later
// What it adds to a call to another service that all servers count it together in Redis.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Times } from './times.ts'

const build = new URL('../../../build/release/', import.meta.url).pathname

/** Milliseconds until a call has its place. */
export async function measurePaces(): Promise<Times> {
  await using redis = await startRedis()
  const env = { RMIRROR_REDIS_URL: `unix://${redis.socket}` }
  return JSON.parse(execFileSync(`${build}pace_bench`, { env, encoding: 'utf8' }))
}

async function startRedis(): Promise<{ socket: string } & AsyncDisposable> {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-bench-redis-'))
  const socket = join(folder, 'redis.sock')
  const options = ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder]
  const redis = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface(redis.stdout)) if (/ready to accept connections/i.test(line)) break
  redis.stdout.resume()
  return {
    socket,
    async [Symbol.asyncDispose]() {
      const ended = once(redis, 'exit')
      redis.kill()
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}
