// SPDX-License-Identifier: AGPL-3.0-or-later
// Databases of a test's own, in the cluster of the run.
import { execFileSync } from 'node:child_process'

export const templateName = 'rmirror_template'

export interface Database extends Disposable {
  url: string
}

export function askDatabase(url: string, sql: string): string {
  return execFileSync('psql', [url, '-qtAX', '-v', 'ON_ERROR_STOP=1', '-c', sql], { encoding: 'utf8' }).trim()
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
