// SPDX-License-Identifier: AGPL-3.0-or-later
// Databases of a test's own, in the cluster of the run.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { psql } from './psql.ts'

export const templateName = 'rmirror_template'

const endOfAnswer = '--- the end of an answer ---'

export interface Database extends Disposable {
  url: string
}

export function askDatabase(url: string, sql: string): string {
  return execFileSync(psql, [url, '-qtAX', '-v', 'ON_ERROR_STOP=1', '-c', sql], { encoding: 'utf8' }).trim()
}

/** A transaction that has done this much, and is under way until it is committed. */
export async function begin(url: string, sql: string): Promise<{ commit(): Promise<void> }> {
  const session = spawn(psql, [url, '-qtAX', '-v', 'ON_ERROR_STOP=1'], { stdio: ['pipe', 'pipe', 'inherit'] })
  session.stdin.write(`BEGIN; ${sql}; SELECT 'begun';\n`)
  await once(session.stdout, 'data')
  return {
    commit: async () => {
      const ended = once(session, 'exit')
      session.stdin.end('COMMIT;\n')
      await ended
    },
  }
}

/** One connection for many questions, where a program for each would keep the test from all else meanwhile. */
export class Connection implements AsyncDisposable {
  readonly #psql
  /** Who waits for the next answer, and the next, and what has come of it. */
  readonly #waiting: { resolve: () => void; reject: (error: Error) => void; lines: string[] }[] = []

  constructor(url: string) {
    this.#psql = spawn(psql, [url, '-qtAX', '-v', 'ON_ERROR_STOP=1'], { stdio: ['pipe', 'pipe', 'inherit'] })
    createInterface(this.#psql.stdout).on('line', (line) => {
      if (line === endOfAnswer) this.#waiting.shift()?.resolve()
      else this.#waiting[0]?.lines.push(line)
    })
    this.#psql.on('exit', () => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error('PostgreSQL gave no answer'))
    })
  }

  async ask(sql: string): Promise<string> {
    const lines: string[] = []
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ resolve, reject, lines })
      this.#psql.stdin.write(`${sql};\n\\echo ${endOfAnswer}\n`)
    })
    return lines.join('\n')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#psql.exitCode !== null) return
    const ended = once(this.#psql, 'exit')
    this.#psql.stdin.end()
    await ended
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
