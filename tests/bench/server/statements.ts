// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server says to PostgreSQL during one request, as a script for pgbench.
import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'

export interface Statement {
  sql: string
  /** Of its parameters; null is NULL. */
  values: (string | null)[]
}

/**
 * The longest transaction while `work` ran, its begin and commit included. Others, also of the same connection, check
 * who asks, or look for work.
 */
export async function statementsOf(databaseUrl: string, work: () => Promise<unknown>): Promise<Statement[]> {
  const log = `${new URL(databaseUrl).searchParams.get('host')}/postgres.log`
  setLogging(databaseUrl, 'all')
  const start = statSync(log).size
  try {
    await work()
  } finally {
    setLogging(databaseUrl, 'none')
  }
  return executed(readFileSync(log).subarray(start).toString('utf8'))
}

function setLogging(databaseUrl: string, what: 'all' | 'none'): void {
  const statements = [`ALTER SYSTEM SET log_statement = '${what}'`, 'SELECT pg_reload_conf()', 'SELECT pg_sleep(0.2)']
  execFileSync('psql', [databaseUrl, '-q', ...statements.flatMap((each) => ['-c', each])], { stdio: 'ignore' })
}

/** Entries begin with a time and a process; lines that go on begin with a tab. */
function executed(log: string): Statement[] {
  const transactions: Statement[][] = []
  const current = new Map<string, Statement[]>()
  for (const entry of log.split(/\n(?!\t)/)) {
    const process = /\[(\d+)\]/.exec(entry)?.[1] ?? ''
    const statement = /LOG: {2}(?:statement|execute [^:]+): ([\s\S]*)$/.exec(entry)?.[1]
    const parameters = /DETAIL: {2}parameters: ([\s\S]*)$/.exec(entry)?.[1]
    if (statement?.startsWith('BEGIN')) {
      const begun: Statement[] = []
      transactions.push(begun)
      current.set(process, begun)
    }
    const transaction = current.get(process)
    if (statement) transaction?.push({ sql: onOneLine(statement), values: [] })
    if (parameters) transaction?.at(-1)?.values.push(...valuesOf(parameters))
    if (statement === 'COMMIT') current.delete(process)
  }
  return transactions.reduce((longest, each) => (each.length > longest.length ? each : longest), [])
}

/** As pgbench reads it: without comments. */
export function onOneLine(statement: string): string {
  const code = statement.replaceAll(/--.*$/gm, '')
  return code.replaceAll(/\s+/g, ' ').trim().replace(/;?$/, ';')
}

function valuesOf(parameters: string): (string | null)[] {
  const found = parameters.matchAll(/\$\d+ = (?:NULL|'((?:[^']|'')*)')/g)
  return [...found].map(([, text]) => text?.replaceAll("''", "'") ?? null)
}

/** Such as "uuid[]", of each parameter. */
export function parameterTypes(databaseUrl: string, { sql }: Statement): string[] {
  const types = 'SELECT unnest(parameter_types) FROM pg_prepared_statements'
  const words = [databaseUrl, '-qtAX', '-v', 'ON_ERROR_STOP=1', '-c', `PREPARE asked AS ${sql}`, '-c', types]
  return execFileSync('psql', words, { encoding: 'utf8' }).trim().split('\n')
}
