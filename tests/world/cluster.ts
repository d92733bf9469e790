// SPDX-License-Identifier: AGPL-3.0-or-later
// One PostgreSQL for all tests of a run that need a server, and in it an empty database of the schema, which each
// copies. `TEST_CLUSTER` says where it is: scripts/test sets it, else this set-up does, once for all projects.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { askDatabase, databaseNamed, templateName } from './database.ts'

const root = join(import.meta.dirname, '../..')

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_CLUSTER) return undefined
  // It ends when its standard input does: at the latest with this process.
  const cluster = spawn(join(root, 'scripts/test-postgres'), { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(cluster, 'exit')
  const lines = createInterface({ input: cluster.stdout })
  const [url] = (await Promise.race([once(lines, 'line'), ended.then(() => [])])) as [string?]
  if (!url) throw new Error('scripts/test-postgres brings no database')
  process.env.TEST_CLUSTER = url
  askDatabase(url, `CREATE DATABASE ${templateName}`)
  const environment = { RMIRROR_DATABASE_URL: databaseNamed(templateName) }
  execFileSync(join(root, 'build/native/rmirror-server'), ['--migrate'], { env: environment })
  return async () => {
    cluster.stdin.end()
    await ended
  }
}
