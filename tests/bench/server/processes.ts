// SPDX-License-Identifier: AGPL-3.0-or-later
// The programs that are measured beside each other: our server on a database of its own, and nginx.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const top = fileURLToPath(new URL('../../..', import.meta.url))
const program = join(top, 'build/release/rmirror-server')

export interface Running {
  /** "http://127.0.0.1:41234" */
  url: string
  /** Kilobytes of memory that it holds now, its children's too. */
  memory(): number
  stop(): Promise<void>
}

/** What both serve: `data.json`, one kilobyte. */
export function makeFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-bench-'))
  mkdirSync(join(folder, 'files'))
  writeFileSync(join(folder, 'files/index.html'), '<!doctype html><title>bench</title>')
  writeFileSync(join(folder, 'files/data.json'), JSON.stringify({ text: 'x'.repeat(1024 - 11) }))
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}

export interface Database {
  url: string
  stop(): Promise<void>
}

export async function startDatabase(): Promise<Database> {
  const child = spawn(join(top, 'scripts/test-postgres'), { stdio: ['pipe', 'pipe', 'inherit'] })
  const url = await firstLine(child)
  return { url, stop: () => ended(child, () => child.stdin.end()) }
}

export async function startServer(database: Database, folder: string): Promise<Running> {
  const port = await freePort()
  const environment = {
    PATH: process.env.PATH ?? '',
    RMIRROR_DATABASE_URL: database.url,
    RMIRROR_DASHBOARD_DIR: join(folder, 'files'),
    RMIRROR_LISTEN: `127.0.0.1:${port}`,
    RMIRROR_LOG_LEVEL: 'error',
    RMIRROR_RATE_LIMITS: 'off',
  }
  execFileSync(program, ['--migrate'], { env: environment })
  const child = spawn(program, { env: environment, stdio: ['ignore', 'inherit', 'inherit'] })
  return running(child, port, 'SIGTERM')
}

export async function startNginx(folder: string): Promise<Running> {
  const port = await freePort()
  const configuration = join(folder, 'nginx.conf')
  writeFileSync(
    configuration,
    `daemon off; worker_processes 2; pid ${folder}/nginx.pid; error_log stderr; ${process.getuid?.() === 0 ? 'user root;' : ''}
    events { worker_connections 4096; }
    http {
      access_log off; keepalive_requests 1000000; default_type text/plain; types { application/json json; }
      client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
      uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
      server {
        listen 127.0.0.1:${port};
        location = /healthz { return 200 "ok\\n"; }
        location / { root ${folder}/files; }
      }
    }`,
  )
  const nginx = spawn('/usr/sbin/nginx', ['-c', configuration], { stdio: ['ignore', 'inherit', 'inherit'] })
  return running(nginx, port, 'SIGQUIT')
}

async function running(child: ChildProcess, port: number, signal: NodeJS.Signals): Promise<Running> {
  const url = `http://127.0.0.1:${port}`
  await answering(`${url}/healthz`, child)
  return { url, memory: () => residentKilobytes(child.pid ?? 0), stop: () => ended(child, () => child.kill(signal)) }
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill()
  throw new Error(`${url} does not answer`)
}

function residentKilobytes(process: number): number {
  const status = readFileSync(`/proc/${process}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1])
}

function firstLine(child: ReturnType<typeof spawn>): Promise<string> {
  const { stdout } = child
  if (!stdout) throw new Error('It has no output')
  return new Promise((resolve, reject) => {
    createInterface(stdout).once('line', resolve)
    child.once('exit', (status) => reject(new Error(`It ended with ${status} before it said anything`)))
  })
}

function ended(child: ChildProcess, end: () => void): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    end()
  })
}

async function freePort(): Promise<number> {
  const listener = createServer()
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  await new Promise((resolve) => listener.close(resolve))
  if (typeof address !== 'object' || !address) throw new Error('No port is free')
  return address.port
}
