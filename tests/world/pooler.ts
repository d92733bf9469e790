// SPDX-License-Identifier: AGPL-3.0-or-later
// PgBouncer in transaction mode before a database of a test.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { askDatabase } from './database.ts'
import { type Program, start, withFolder } from './programs.ts'

/** `said` is the database's URL through it. Few connections serve all, so that they change hands often. */
export async function startPooler(databaseUrl: string, connections = 3): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-pooler-'))
  const url = new URL(databaseUrl)
  const name = url.pathname.slice(1)
  const place = [...url.searchParams].map(([key, value]) => `${key}=${value}`)
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
  const through = `postgresql:///${name}?host=${encodeURIComponent(folder)}&port=6432&user=rmirror`
  const program = await start('sh', ['-c', 'echo started; exec "$@"', 'sh', command, ...rest], {}, () => true)
  for (let tries = 0; ; tries++) {
    try {
      askDatabase(through, 'SELECT 1')
      break
    } catch (error) {
      if (tries === 100) throw error
      await wait(50)
    }
  }
  return { ...withFolder(program, folder), said: through }
}
