// SPDX-License-Identifier: AGPL-3.0-or-later
// What `make run` ends in: the server with a database of its own, however it was ended before.
import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import { chownSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { hangLimits } from '../world/patience.ts'

const root = join(import.meta.dirname, '../..')
const server = 'build/native/rmirror-server'
// Only its owner may enter it, as with a checkout in root's home.
const folder = mkdtempSync(join(tmpdir(), 'rmirror-run-'))
const data = join(folder, 'data')
const runners: Runner[] = []
/** The folder of data that each process group was started for. */
const groups = new Map<number, string>()
let cluster = folder

/** scripts/serve as the leader of a process group, as a terminal starts it. */
class Runner {
  readonly process: ChildProcess
  output = ''

  constructor(settings: Record<string, string> = {}, who: SpawnOptions = { cwd: root }) {
    this.process = spawn('scripts/serve', {
      ...who,
      detached: true,
      env: {
        ...process.env,
        RMIRROR_SERVER: server,
        RMIRROR_DATA_DIR: data,
        RMIRROR_LISTEN: '127.0.0.1:0',
        RMIRROR_DASHBOARD_DIR: '',
        ...settings,
      },
    })
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (text: Buffer) => {
        this.output += text.toString()
      })
    runners.push(this)
    groups.set(this.group, settings.RMIRROR_DATA_DIR ?? data)
  }

  get group(): number {
    return this.process.pid ?? 0
  }

  /** Where it serves. */
  async address(): Promise<string> {
    const found = await Promise.race([
      this.said(/rMirror is running at (http:\S+) \(stop with Ctrl-C\)\./),
      this.ended(),
    ])
    if (typeof found !== 'string') throw new Error(`It ended with ${found}: ${this.output}`)
    return found
  }

  /** Its status, unless it hangs: which processes still run by then, and where they wait, is the error. */
  ended(): Promise<number | null> {
    return new Promise((resolve, reject) => {
      const hangs = () => reject(new Error(`It doesn't end: ${this.output}${whereTheyWait()}`))
      const late = setTimeout(hangs, hangLimits.poll)
      const end = (code: number | null) => {
        clearTimeout(late)
        resolve(code)
      }
      if (this.process.exitCode !== null) end(this.process.exitCode)
      else this.process.once('close', end)
    })
  }

  said(pattern: RegExp): Promise<string> {
    return new Promise((resolve) => {
      const look = () => {
        const match = pattern.exec(this.output)
        if (match) resolve(match[1] ?? '')
      }
      for (const stream of [this.process.stdout, this.process.stderr]) stream?.on('data', look)
      look()
    })
  }
}

/** All processes that serve a data folder: those with the folder in their environment, and those of their group. */
function processes(of = data): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => groups.get(groupOf(id)) === of || factsOf(id, 'environ').includes(`RMIRROR_DATA_DIR=${of}\0`))
    .map(Number)
}

/** Only root can read the server's environment, but every user can read its process group. */
function groupOf(id: string): number {
  const [, , group] = factsOf(id, 'stat').split(') ').at(-1)?.split(' ') ?? []
  return Number(group ?? 0)
}

/** What a file of a process or thread in /proc holds; empty once that has ended. */
function factsOf(id: number | string, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'latin1')
  } catch {
    return ''
  }
}

/** Each thread of each process, and what it waits for. */
function whereTheyWait(): string {
  const threads = processes().flatMap((id) => threadsOf(id).map((thread) => `${id}/task/${thread}`))
  return threads.map((thread) => `${thread} ${factsOf(thread, 'comm').trim()}: ${factsOf(thread, 'wchan')}`).join('\n')
}

function threadsOf(id: number): string[] {
  try {
    return readdirSync(`/proc/${id}/task`)
  } catch {
    return []
  }
}

/** PostgreSQL's own, with the folder of its socket: not always below the data, see scripts/serve. */
function postmaster(): { id: number; folder: string } {
  for (const id of processes()) {
    // By its own note, because a process that it has just begun looks like it.
    const folder = /\0-D\0([^\0]+)\0-k\0/.exec(factsOf(id, 'cmdline'))?.[1]
    const [process, , , , socket] = folder ? readFileSync(`${folder}/postmaster.pid`, 'utf8').split('\n') : []
    if (process && socket) return { id: Number(process), folder: socket }
  }
  throw new Error('PostgreSQL does not run.')
}

function serverOf(runner: Runner): number {
  const ids = processes().filter(
    (id) => groupOf(`${id}`) === runner.group && factsOf(id, 'cmdline').includes('rmirror-server'),
  )
  expect(ids).toHaveLength(1)
  return Number(ids[0])
}

/** Asks the database beside the server, as the user who runs it. */
function sql(statement: string): string {
  const who = ['-h', postmaster().folder, '-U', 'rmirror', '-d', 'rmirror']
  return execFileSync('psql', [...who, '-qtAc', statement], { encoding: 'utf8' }).trim()
}

const gone = (of = data) => expect.poll(() => processes(of)).toEqual([])

beforeAll(async () => {
  const runner = new Runner()
  await runner.address()
  cluster = postmaster().folder
  sql("INSERT INTO users (email) VALUES ('ada@example.org')")
  process.kill(-runner.group, 'SIGTERM')
  await runner.ended()
})

afterEach(async () => {
  for (const { process: child, group } of runners.splice(0))
    if (child.exitCode === null && child.signalCode === null) process.kill(-group, 'SIGKILL')
  await gone()
})

afterAll(() => {
  for (const each of [folder, cluster]) rmSync(each, { recursive: true, force: true })
})

it('leaves nothing running when Ctrl-C asks it to stop', async () => {
  const runner = new Runner()
  const address = await runner.address()
  expect(await (await fetch(`${address}/readyz`)).text()).toBe('ready\n')
  process.kill(-runner.group, 'SIGINT')
  expect(await runner.ended()).toBe(0)
  expect(processes()).toEqual([])
  await expect(fetch(address)).rejects.toThrow()
})

it('invites people to the server that runs', async () => {
  const runner = new Runner({ RMIRROR_SIGNUP: 'invited' })
  const address = await runner.address()
  const environment = { PATH: process.env.PATH ?? '', RMIRROR_SERVER: server, RMIRROR_DATA_DIR: data }
  const invite = () =>
    execFileSync('scripts/invite', {
      cwd: root,
      env: { ...environment, RMIRROR_PUBLIC_URL: address },
      encoding: 'utf8',
    })
  const [link, invitation] = /^http:\/\/127\.0\.0\.1:\d+\/sign-up#invitation=(\S+)\n$/.exec(invite()) ?? []
  expect(link).toContain(address)
  const signUp = (more: object) =>
    fetch(`${address}/api/v1/auth/signup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'bob@example.org', password: 'correct horse battery staple', ...more }),
    })
  expect((await signUp({})).status).toBe(403)
  expect((await signUp({ invitation })).status).toBe(201)
  process.kill(-runner.group, 'SIGTERM')
  await runner.ended()
  expect(invite).toThrow(/isn't running/)
})

it('takes server and database along when it is killed alone', async () => {
  const runner = new Runner()
  await runner.address()
  process.kill(runner.group, 'SIGKILL')
  await gone()
})

it('ends when its database does', async () => {
  const runner = new Runner()
  await runner.address()
  process.kill(postmaster().id, 'SIGKILL')
  await runner.ended()
  expect(runner.output).toContain('PostgreSQL stopped')
  expect(runner.output).not.toContain('killed')
})

it("kills a server that doesn't stop: ten seconds after its database, or by the second Ctrl-C", async () => {
  const runner = new Runner()
  await runner.address()
  process.kill(serverOf(runner), 'SIGSTOP')
  process.kill(postmaster().id, 'SIGKILL')
  expect(await runner.ended()).toBe(137)
  expect(runner.output).toContain(
    "PostgreSQL stopped, so the server stops as well.\nThe server didn't stop, so it was killed.",
  )

  const impatient = new Runner()
  await impatient.address()
  process.kill(serverOf(impatient), 'SIGSTOP')
  process.kill(-impatient.group, 'SIGINT')
  await impatient.said(/Press Ctrl-C again to stop immediately/)
  process.kill(-impatient.group, 'SIGINT')
  expect(await impatient.ended()).toBe(137)
})

it('goes on where it was when everything was killed', async () => {
  const first = new Runner()
  await first.address()
  for (const id of processes()) process.kill(id, 'SIGKILL')
  await first.ended()
  const second = new Runner()
  const address = await second.address()
  expect((await fetch(`${address}/readyz`)).status).toBe(200)
  expect(sql("SELECT count(*) FROM users WHERE email = 'ada@example.org'")).toBe('1')
  const third = new Runner()
  expect(await third.ended()).toBe(1)
  expect(third.output).toContain(`Another rMirror is using ${data}.`)
})

it('says when its address is taken, or none', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const listen = `127.0.0.1:${(other.address() as AddressInfo).port}`
  const refused = new Runner({ RMIRROR_LISTEN: listen })
  expect(await refused.ended()).toBe(1)
  expect(refused.output).toContain(
    `${listen} is used by another program. Stop it, or choose another port: RMIRROR_LISTEN=127.0.0.1:8081 make run`,
  )
  other.close()
  const lost = new Runner({ RMIRROR_LISTEN: 'somewhere' })
  expect(await lost.ended()).toBe(1)
  expect(lost.output).toContain(
    'RMIRROR_LISTEN must be an address and a port, such as 127.0.0.1:8080; it is "somewhere".',
  )
})

// Who runs the tests as a user has shown it by the others.
it.runIf(process.getuid?.() === 0)('serves a user as it serves root, from a checkout of theirs', async () => {
  const nobody = 65_534
  const checkout = mkdtempSync(join(tmpdir(), 'rmirror-nobody-'))
  cpSync(join(root, 'scripts'), join(checkout, 'scripts'), { recursive: true })
  cpSync(join(root, server), join(checkout, server))
  chownSync(checkout, nobody, nobody)
  const theirs = join(checkout, 'data')
  const start = () => new Runner({ RMIRROR_DATA_DIR: theirs }, { cwd: checkout, uid: nobody, gid: nobody })
  const ask = async (address: string, path: string) => {
    const body = JSON.stringify({ email: 'ada@example.org', password: 'correct horse battery staple' })
    const headers = { 'content-type': 'application/json' }
    return (await fetch(`${address}/api/v1/auth/${path}`, { method: 'POST', headers, body })).status
  }

  expect(await ask(await start().address(), 'signup')).toBe(201)
  for (const id of processes(theirs)) process.kill(id, 'SIGKILL')
  await gone(theirs)
  const again = start()
  expect(await ask(await again.address(), 'login')).toBe(200)
  process.kill(-again.group, 'SIGINT')
  expect(await again.ended()).toBe(0)
  expect(processes(theirs)).toEqual([])
  rmSync(checkout, { recursive: true })
})
