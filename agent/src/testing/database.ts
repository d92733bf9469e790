// SPDX-License-Identifier: AGPL-3.0-or-later
// One PostgreSQL for all tests that need a server, with an empty database of the schema that each copies.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the database that may be asked to make others. */
    database: string
  }
}

const root = join(import.meta.dirname, '../../..')
export const serverProgram = join(root, 'build/native/rmirror-server')
export const templateName = 'rmirror_template'

export const databaseUrl = (url: string, name: string): string => url.replace('/rmirror?', `/${name}?`)

export function askDatabase(url: string, sql: string): string {
  return execFileSync('psql', [url, '-qtAX', '-v', 'ON_ERROR_STOP=1', '-c', sql], { encoding: 'utf8' }).trim()
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // It ends when its standard input does: at the latest with this process.
  const cluster = spawn(join(root, 'scripts/test-postgres'), { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(cluster, 'exit')
  const lines = createInterface({ input: cluster.stdout })
  const [url] = (await Promise.race([once(lines, 'line'), ended.then(() => [])])) as [string?]
  if (!url) throw new Error('scripts/test-postgres brings no database')
  askDatabase(url, `CREATE DATABASE ${templateName}`)
  execFileSync(serverProgram, ['--migrate'], { env: { RMIRROR_DATABASE_URL: databaseUrl(url, templateName) } })
  project.provide('database', url)
  return async () => {
    cluster.stdin.end()
    await ended
  }
}
