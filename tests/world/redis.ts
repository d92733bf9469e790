// SPDX-License-Identifier: AGPL-3.0-or-later
// A Redis of a test's own.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onFreePort } from './free-port.ts'
import { type Program, start, withFolder } from './programs.ts'

/** It forgets everything when it ends. `said` is its address. */
export const startRedis = (): Promise<Program> => onFreePort(startRedisAt)

export async function startRedisAt(port: number): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-redis-'))
  const words = ['--bind', '127.0.0.1', '--port', `${port}`, '--dir', folder, '--save', '']
  const program = await start('redis-server', words, {}, (line) => line.includes('Ready to accept connections'))
  return { ...withFolder(program, folder), said: `redis://127.0.0.1:${port}` }
}
