// SPDX-License-Identifier: AGPL-3.0-or-later
// How fast this machine is: a fixed computation, and a fixed round trip to a database.
import { execFileSync } from 'node:child_process'
import { pbkdf2Sync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../../world/programs.ts'
import { timed } from '../timing.ts'
import type { Reference } from './history.ts'

const rounds = 9
const iterations = 50_000
const trips = 5

export async function measureReference(): Promise<Reference> {
  return { processor: timed(rounds, compute), database: await roundTrip() }
}

/** SHA-512 by OpenSSL, for which most processors have no instructions of its own. */
function compute(): void {
  pbkdf2Sync('a fixed computation', 'of some fifty milliseconds', iterations, 64, 'sha512')
}

/** Of a transaction that reads a row, in milliseconds: the least of the averages of some seconds. */
async function roundTrip(): Promise<number> {
  await using cluster = await startCluster('release')
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-reference-'))
  try {
    const script = join(folder, 'script.sql')
    writeFileSync(script, 'BEGIN;\nSELECT count(*) FROM users;\nCOMMIT;\n')
    return Math.min(...Array.from({ length: trips }, () => averageOf(script, cluster.said)))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function averageOf(script: string, url: string): number {
  const words = ['-n', '-M', 'prepared', '-c1', '-T1', '-f', script, url]
  const said = execFileSync('pgbench', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return Number(/^latency average = ([\d.]+) ms$/m.exec(said)?.[1])
}
