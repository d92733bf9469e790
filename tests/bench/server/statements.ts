// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server says to PostgreSQL during one request, as a script for pgbench.
import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'

/**
 * What the connection that did most of it executed while `work` ran, transactions included, with the parameters in
 * their places. Others check who asks, or listen.
 */
export async function statementsOf(databaseUrl: string, work: () => Promise<unknown>): Promise<string[]> {
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
function executed(log: string): string[] {
  const byProcess = new Map<string, string[]>()
  for (const entry of log.split(/\n(?!\t)/)) {
    const process = /\[(\d+)\]/.exec(entry)?.[1] ?? ''
    const statements = byProcess.get(process) ?? []
    byProcess.set(process, statements)
    const statement = /LOG: {2}(?:statement|execute [^:]+): ([\s\S]*)$/.exec(entry)?.[1]
    const parameters = /DETAIL: {2}parameters: ([\s\S]*)$/.exec(entry)?.[1]
    if (statement && !/pg_sleep|log_statement|pg_reload_conf/.test(statement)) statements.push(statement)
    if (parameters) statements.push(filled(statements.pop() ?? '', parameters))
  }
  const most = [...byProcess.values()].reduce((most, each) => (each.length > most.length ? each : most), [])
  return most.map((each) => each.replaceAll(/\s+/g, ' ').trim().replace(/;?$/, ';'))
}

function filled(statement: string, parameters: string): string {
  const found = parameters.matchAll(/\$(\d+) = (NULL|'(?:[^']|'')*')/g)
  const values = new Map([...found].map(([, number, value]) => [number, withoutColons(value ?? '')]))
  return statement.replaceAll(/\$(\d+)\b/g, (name, number) => values.get(number) ?? name)
}

/** What follows a colon looks like a variable to pgbench, in a text too. */
function withoutColons(literal: string): string {
  return literal.includes(':') ? `E${literal.replaceAll('\\', '\\\\').replaceAll(':', '\\x3a')}` : literal
}
