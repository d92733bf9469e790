// SPDX-License-Identifier: AGPL-3.0-or-later
// How fast this machine is: a fixed computation, and a fixed transaction. Both also use memory that isn't in caches,
// because machines differ in that by more than in arithmetic.
import { execFileSync } from 'node:child_process'
import { pbkdf2Sync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askDatabase } from '../../world/database.ts'
import { startCluster } from '../../world/programs.ts'
import { timed } from '../timing.ts'
import type { Reference } from './history.ts'

const rounds = 9
const copied = Buffer.alloc(32 << 20, 'memory')
const parsed = JSON.stringify(Array.from({ length: 20_000 }, (_, id) => ({ id, name: `page ${id}`, tags: ['a', 'b'] })))
const trips = 5
const transactions = 200

export async function measureReference(): Promise<Reference> {
  return { processor: timed(rounds, compute), database: await transaction() }
}

/** Hashes, parses and copies, each for about as long on an ordinary machine. */
function compute(): void {
  pbkdf2Sync('a fixed computation', 'by OpenSSL', 20_000, 64, 'sha512')
  JSON.parse(parsed)
  Buffer.from(copied)
}

/** Of a transaction that writes a hundred rows with their indexes and reads as many, in milliseconds. */
async function transaction(): Promise<number> {
  await using cluster = await startCluster('release')
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-reference-'))
  try {
    const script = join(folder, 'script.sql')
    writeFileSync(
      script,
      `\\set old random(1, 100)
       BEGIN;
       INSERT INTO reference SELECT gen_random_uuid(), :old::integer, repeat(md5(random()::text), 4) FROM generate_series(1, 100);
       SELECT count(*), max(text) FROM (SELECT text FROM reference WHERE parent = :old::integer LIMIT 100) AS found;
       COMMIT;\n`,
    )
    askDatabase(cluster.said, 'CREATE TABLE reference (id uuid PRIMARY KEY, parent integer, text text)')
    askDatabase(cluster.said, 'CREATE INDEX ON reference (parent, id)')
    return Math.min(...Array.from({ length: trips }, () => averageOf(script, cluster.said)))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function averageOf(script: string, url: string): number {
  askDatabase(url, 'TRUNCATE reference')
  const words = ['-n', '-M', 'prepared', '-c1', '-t', `${transactions}`, '-f', script, url]
  const said = execFileSync('pgbench', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return Number(/^latency average = ([\d.]+) ms$/m.exec(said)?.[1])
}
