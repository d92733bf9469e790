// SPDX-License-Identifier: AGPL-3.0-or-later
// What it costs to tell the server what a library holds, and to send it pictures.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { askDatabase } from '../../contract/programs.ts'
import { median } from '../median.ts'
import { notebookOf, send, sendPicture, signUp } from './device.ts'
import type { Bench } from './processes.ts'
import { run } from './run.ts'
import { parameterTypes, type Statement, statementsOf } from './statements.ts'

const clients = 8
const rounds = 7
const seconds = 2
const uploads = 200

export interface LibrarySpeed {
  /** Seconds for a manifest of 1,000 notebooks of 50 pages: new, and unchanged. */
  newSeconds: number
  unchangedSeconds: number
  /** Page upserts a second over HTTP to those of pgbench with the same statements. */
  upserts: number
  /** The most memory in megabytes while 200 pictures came at once. */
  uploadMegabytes: number
}

/** `png`: some page's picture. */
export async function measureLibrary(bench: Bench, png: Uint8Array): Promise<LibrarySpeed> {
  const { newSeconds, unchangedSeconds } = await measureManifest(bench)
  const upserts = await measureUpserts(bench)
  const uploadMegabytes = await measureUploads(bench, png)
  return { newSeconds, unchangedSeconds, upserts, uploadMegabytes }
}

async function measureManifest(bench: Bench) {
  const token = await signUp(bench)
  const manifest = JSON.stringify({ scope: 'library', notebooks: Array.from({ length: 1000 }, () => notebookOf(50)) })
  const timed = async () => {
    const start = performance.now()
    await send(bench, token, manifest)
    return (performance.now() - start) / 1000
  }
  return { newSeconds: await timed(), unchangedSeconds: await timed() }
}

/** A number in the page's hash: each request brings another, so that each writes the page. */
const varying = '123456789012'

async function measureUpserts(bench: Bench): Promise<number> {
  const people: Person[] = []
  const scripts: Script[] = []
  for (let client = 0; client < clients; client++) {
    const token = await signUp(bench)
    const manifest = JSON.stringify({ scope: 'notebooks', notebooks: [notebookOf(1, () => `i1:${varying}`)] })
    people.push({ token, manifest })
    await send(bench, token, manifest.replace(varying, '1'))
    const statements = await statementsOf(bench.databaseUrl, () => send(bench, token, manifest))
    const script = join(bench.folder, `upsert-${client}.sql`)
    writeFileSync(script, scriptOf(bench, statements))
    scripts.push({ script, variables: variablesOf(statements) })
  }
  // As autovacuum does within a minute: plans that were made for empty tables are made anew, ours too.
  askDatabase(bench.databaseUrl, 'ANALYZE')
  // PostgreSQL tidies up when it likes: so each is compared with its neighbour.
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++)
    ratios.push((await overHttp(bench, people)) / (await byPgbench(bench, scripts)))
  return median(ratios)
}

/** Each has a page of their own, and tells of it again and again. */
interface Person {
  token: string
  manifest: string
}

/** Not while we wait idly: somebody must read the server's log, or it would wait as well. */
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
  script: string
  /** Settings of pgbench's variables: the values of all parameters but what varies. */
  variables: string[]
}

const nameOf = (statement: number, parameter: number) => `v${statement}_${parameter}`

/** Each parameter of ours is one of pgbench's, of the same type. */
function scriptOf({ databaseUrl }: Bench, statements: Statement[]): string {
  const lines = statements.map((statement, place) => {
    const types = statement.values.length > 0 ? parameterTypes(databaseUrl, statement) : []
    return statement.sql.replaceAll(/\$(\d+)\b/g, (_, number) => {
      const index = Number(number) - 1
      const name = nameOf(place, index)
      const value = statement.values[index] ?? null
      const given =
        value === null ? 'NULL' : value.includes(varying) ? `(:${name}a || :r::text || :${name}b)` : `:${name}`
      return `${given}::${types[index]}`
    })
  })
  return ['\\set r random(100000000000, 999999999999)', ...lines].join('\n')
}

function variablesOf(statements: Statement[]): string[] {
  return statements.flatMap(({ values }, place) =>
    values.flatMap((value, index) => {
      const [before, after] = value?.split(varying) ?? []
      if (before === undefined) return []
      const name = nameOf(place, index)
      return after === undefined ? [`${name}=${before}`] : [`${name}a=${before}`, `${name}b=${after}`]
    }),
  )
}

/** A process for each client, for each works for a user of its own. */
async function byPgbench({ databaseUrl }: Bench, scripts: Script[]): Promise<number> {
  const changes = () => Number(askDatabase(databaseUrl, 'SELECT sum(last) FROM change_counters'))
  const before = changes()
  const words = ['-n', '-c1', `-T${seconds}`, '-M', 'prepared']
  const reports = await Promise.all(
    scripts.map(({ script, variables }) =>
      run(pgbench(), [...words, ...variables.flatMap((each) => ['-D', each]), '-f', script, databaseUrl]),
    ),
  )
  const sumOf = (figure: RegExp) => reports.reduce((sum, report) => sum + Number(figure.exec(report)?.[1]), 0)
  if (changes() - before < sumOf(/actually processed: (\d+)/)) throw new Error('pgbench did not write each time')
  return sumOf(/^tps = ([\d.]+)/m)
}

const pgbench = () => execFileSync('bash', ['-c', 'ls /usr/lib/postgresql/*/bin/pgbench'], { encoding: 'utf8' }).trim()

async function measureUploads(bench: Bench, png: Uint8Array): Promise<number> {
  const token = await signUp(bench)
  const notebook = notebookOf(uploads)
  await send(bench, token, JSON.stringify({ scope: 'library', notebooks: [notebook] }))
  await Promise.all(notebook.pages.map((page) => sendPicture(bench, token, notebook, page, png)))
  return bench.memory().most
}
