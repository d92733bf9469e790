// SPDX-License-Identifier: AGPL-3.0-or-later
// PgBouncer in transaction mode before a database of a test.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { askDatabase } from './database.ts'
import { hangLimits } from './patience.ts'
import { kill, start } from './programs.ts'

export interface Pooler extends AsyncDisposable {
  /** The database's URL through it. */
  url: string
  /** By kill -9, so that every connection through it breaks, and up again at the same place. */
  restart(): Promise<void>
}

/** Few connections serve all, so that they change hands often. */
export async function startPooler(databaseUrl: string, connections = 3): Promise<Pooler> {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-pooler-'))
  const direct = new URL(databaseUrl)
  const name = direct.pathname.slice(1)
  const place = [...direct.searchParams].map(([key, value]) => `${key}=${value}`)
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    `[databases]
${name} = ${place.join(' ')} dbname=${name}
[pgbouncer]
unix_socket_dir = ${folder}
listen_addr =
listen_port = 6432
auth_type = any
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 1000
verbose = 0
`,
  )
  const words = ['/usr/sbin/pgbouncer', '-q', join(folder, 'pgbouncer.ini')]
  // It refuses to run as root. For PostgreSQL it is still the same user.
  const [command = '', ...rest] = process.getuid?.() === 0 ? ['unshare', '--map-user=65534', ...words] : words
  const url = `postgresql:///${name}?host=${encodeURIComponent(folder)}&port=6432&user=rmirror`
  const run = () => start('sh', ['-c', 'echo started; exec "$@"', 'sh', command, ...rest], {}, () => true)
  let program = await run()
  await untilReachable(url)
  return {
    url,
    restart: async () => {
      await kill(program)
      program = await run()
      await untilReachable(url)
    },
    async [Symbol.asyncDispose]() {
      await program[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}

async function untilReachable(url: string): Promise<void> {
  for (const end = Date.now() + hangLimits.poll; ; ) {
    try {
      askDatabase(url, 'SELECT 1')
      return
    } catch (error) {
      if (Date.now() > end) throw error
      await wait(50)
    }
  }
}
