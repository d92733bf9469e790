// SPDX-License-Identifier: AGPL-3.0-or-later
// The programs that are measured beside each other: our server on a database of its own, and nginx.
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onFreePort } from '../../world/free-port.ts'
import { untilListening } from '../../world/listening.ts'
import { memoryOf } from '../../world/memory.ts'
import { type Program, startCluster, startServer } from '../../world/programs.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Our server as people run it, and the database below it. */
export interface Bench extends AsyncDisposable {
  /** "http://127.0.0.1:41234" */
  url: string
  databaseUrl: string
  pid: number
  /** Of its own; `files` in it is served: the dashboard, and `data.json` of one kilobyte. */
  folder: string
  /** One more server on the same database and data, which only works. */
  startWorker(): Promise<AsyncDisposable>
  /** Megabytes of memory that the server holds now, and the most it ever held. */
  memory(): { now: number; peak: number }
}

/** `more`: settings beside the usual. In the role `api` it leaves the work to a worker. */
export async function startBench(more: Record<string, string> = {}, role: 'all' | 'api' = 'all'): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-bench-'))
  cpSync(join(root, 'web/dist'), join(folder, 'files'), { recursive: true })
  writeFileSync(join(folder, 'files/data.json'), JSON.stringify({ text: 'x'.repeat(1024 - 11) }))
  const database = await startCluster('release')
  const settings = {
    RMIRROR_DASHBOARD_DIR: join(folder, 'files'),
    RMIRROR_DATA_DIR: join(folder, 'data'),
    RMIRROR_LOG_LEVEL: 'info',
    ...more,
  }
  const server: Program = await startServer(database.said, settings, 'release', role)
  return {
    url: server.said,
    databaseUrl: database.said,
    pid: server.pid,
    folder,
    startWorker: () => startServer(database.said, settings, 'release', 'worker'),
    memory: () => memoryOf(server.pid),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}

/** The same answers from nginx. */
export const startNginx = (folder: string) => onFreePort((port) => startNginxAt(port, folder))

async function startNginxAt(port: number, folder: string): Promise<{ url: string } & AsyncDisposable> {
  const configuration = join(folder, 'nginx.conf')
  writeFileSync(
    configuration,
    `daemon off; worker_processes 2; pid ${folder}/nginx.pid; error_log stderr;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
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
  await untilListening(nginx, port)
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => ended(nginx) }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGQUIT')
  })
}
