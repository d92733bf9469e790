// SPDX-License-Identifier: AGPL-3.0-or-later
// Databases of a test's own, in the cluster of the run.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'

export const templateName = 'rmirror_template'

export interface Database extends Disposable {
  url: string
}

export function askDatabase(url: string, sql: string): string {
  return execFileSync('psql', [url, '-qtAX', '-v', 'ON_ERROR_STOP=1', '-c', sql], { encoding: 'utf8' }).trim()
}

/** A transaction that has done this much, and is under way until it is committed. */
export async function begin(url: string, sql: string): Promise<{ commit(): Promise<void> }> {
  const psql = spawn('psql', [url, '-qtAX', '-v', 'ON_ERROR_STOP=1'], { stdio: ['pipe', 'pipe', 'inherit'] })
  psql.stdin.write(`BEGIN; ${sql}; SELECT 'begun';\n`)
  await once(psql.stdout, 'data')
  return {
    commit: async () => {
      const ended = once(psql, 'exit')
      psql.stdin.end('COMMIT;\n')
      await ended
    },
  }
}

/** The URL of another database of the run's cluster. */
export function databaseNamed(name: string): string {
  return clusterUrl().replace('/rmirror?', `/${name}?`)
}

let made = 0

/** A database for one test file: with the schema and no rows, or with nothing at all. It goes when it is disposed of. */
export function makeDatabase(schema: 'migrated' | 'empty' = 'migrated'): Database {
  const name = `of_${process.pid}_${++made}`
  const template = schema === 'migrated' ? templateName : 'template0'
  // Copying files is quicker than logging them where nothing waits for the disk.
  askDatabase(clusterUrl(), `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`)
  return {
    url: databaseNamed(name),
    [Symbol.dispose]: () => {
      askDatabase(clusterUrl(), `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

function clusterUrl(): string {
  const url = process.env.TEST_CLUSTER
  if (!url) throw new Error('There is no cluster: tests/world/cluster.ts was not set up.')
  return url
}
