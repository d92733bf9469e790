// SPDX-License-Identifier: AGPL-3.0-or-later
// What it costs to tell the server of one page that was written on, beside PostgreSQL's own client doing the same.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { askDatabase } from '../../world/programs.ts'
import { median } from '../median.ts'
import { notebookOf, send, signUp } from './device.ts'
import type { Bench } from './processes.ts'
import { run } from './run.ts'
import { parameterTypes, type Statement, statementsOf } from './statements.ts'

const clients = 8
const rounds = 7
const seconds = 3

/** A number in the page's hash: each request brings another, so that each writes the page. */
const varying = '123456789012'

/** Has a page of their own, and tells of it again and again. */
interface Person {
  token: string
  manifest: string
  /** What the server says to PostgreSQL each time. */
  statements: Statement[]
}

/** Page upserts a second over HTTP to those of pgbench with the same statements. */
export async function measureUpserts(bench: Bench): Promise<number> {
  const people: Person[] = []
  while (people.length < clients) people.push(await personOf(bench))
  const script = writeScript(bench, people)
  // Machines and neighbours change: so each is compared with the one beside it.
  const ratios: number[] = []
  while (ratios.length < rounds) {
    tidy(bench)
    const ours = await overHttp(bench, people)
    tidy(bench)
    ratios.push(ours / (await byPgbench(bench, script)))
  }
  return median(ratios)
}

async function personOf(bench: Bench): Promise<Person> {
  const token = await signUp(bench)
  const manifest = JSON.stringify({ scope: 'notebooks', notebooks: [notebookOf(1, () => `i1:${varying}`)] })
  await send(bench, token, manifest.replace(varying, '1'))
  const statements = await statementsOf(bench.databaseUrl, () => send(bench, token, manifest))
  return { token, manifest, statements }
}

/** As autovacuum does within a minute: no run meets dead rows of an earlier one, or plans for empty tables. */
function tidy({ databaseUrl }: Bench): void {
  askDatabase(databaseUrl, 'VACUUM ANALYZE')
}

/** Asynchronous, since this process must read the server's log meanwhile, or the server would wait. */
async function overHttp({ url, folder }: Bench, people: Person[]): Promise<number> {
  const script = join(folder, 'upsert.lua')
  writeFileSync(
    script,
    `local people = { ${people.map(({ token, manifest }) => `{ "${token}", [[${manifest}]] }`).join(', ')} }
    local count = 0
    function setup(thread)
      count = count + 1
      thread:set("token", people[count][1])
      thread:set("manifest", people[count][2])
      thread:set("seed", count)
    end
    function init()
      math.randomseed(seed + os.time())
      wrk.method = "POST"
      wrk.headers["Authorization"] = "Bearer " .. token
      wrk.headers["Content-Type"] = "application/json"
    end
    function request()
      local hash = math.random(100000, 999999) .. math.random(100000, 999999)
      return wrk.format(nil, nil, nil, (string.gsub(manifest, "${varying}", hash)))
    end`,
  )
  const words = [`-t${clients}`, `-c${clients}`, `-d${seconds}s`, '-s', script, `${url}/api/v1/sync/manifest`]
  const report = await run('wrk', words)
  if (/Non-2xx/.test(report)) throw new Error(report)
  return Number(/^Requests\/sec:\s+([\d.]+)/m.exec(report)?.[1])
}

interface Script {
  file: string
  /** Settings of pgbench's variables: the values of all parameters but what varies. */
  variables: string[]
}

/** One for all clients, so that all work at the same time; each takes the part of its own. */
function writeScript({ databaseUrl, folder }: Bench, people: Person[]): Script {
  const types = people[0]?.statements.map((each) => (each.values.length > 0 ? parameterTypes(databaseUrl, each) : []))
  const parts = people.flatMap(({ statements }, client) => [
    `\\if :client_id = ${client}`,
    ...statements.map((statement, place) => commandOf(statement, `c${client}_${place}`, types?.[place] ?? [])),
    '\\endif',
  ])
  const file = join(folder, 'upsert.sql')
  writeFileSync(file, ['\\set r random(100000000000, 999999999999)', ...parts].join('\n'))
  const variables = people.flatMap(({ statements }, client) =>
    statements.flatMap((statement, place) => variablesOf(statement, `c${client}_${place}`)),
  )
  return { file, variables }
}

/** Each parameter of ours is one of pgbench's, of the same type. */
function commandOf({ sql, values }: Statement, name: string, types: string[]): string {
  return sql.replaceAll(/\$(\d+)\b/g, (_, number) => {
    const index = Number(number) - 1
    const value = values[index] ?? null
    if (value === null) return `NULL::${types[index]}`
    const variable = `${name}_${index}`
    const given = value.includes(varying) ? `(:${variable}a || :r::text || :${variable}b)` : `:${variable}`
    return `${given}::${types[index]}`
  })
}

function variablesOf({ values }: Statement, name: string): string[] {
  return values.flatMap((value, index) => {
    const [before, after] = value?.split(varying) ?? []
    if (before === undefined) return []
    const variable = `${name}_${index}`
    return after === undefined ? [`${variable}=${before}`] : [`${variable}a=${before}`, `${variable}b=${after}`]
  })
}

async function byPgbench({ databaseUrl }: Bench, { file, variables }: Script): Promise<number> {
  const changes = () => Number(askDatabase(databaseUrl, 'SELECT sum(last) FROM change_counters'))
  const before = changes()
  const words = ['-n', `-c${clients}`, `-j${clients}`, `-T${seconds}`, '-M', 'prepared', '-f', file]
  const report = await run(pgbench(), [...words, ...variables.flatMap((each) => ['-D', each]), databaseUrl])
  if (changes() - before < Number(/actually processed: (\d+)/.exec(report)?.[1]))
    throw new Error('pgbench did not write each time')
  return Number(/^tps = ([\d.]+)/m.exec(report)?.[1])
}

const pgbench = () => execFileSync('bash', ['-c', 'ls /usr/lib/postgresql/*/bin/pgbench'], { encoding: 'utf8' }).trim()
