// SPDX-License-Identifier: AGPL-3.0-or-later
// How long a worker takes to claim an item while one user has 100,000 of them waiting.
import { execFileSync } from 'node:child_process'
import { startCluster } from '../../world/programs.ts'
import type { Times } from './times.ts'

const build = new URL('../../../build/release/', import.meta.url).pathname

/** Milliseconds. */
export interface ClaimSpeed {
  free: Times
  /** Where each user may have nine items begun, and so has had most of them. */
  bounded: Times
  /** Where a hundred items each are in a group, of which one at a time is begun. */
  grouped: Times
}

export async function measureClaims(): Promise<ClaimSpeed> {
  await using database = await startCluster('release')
  const env = { RMIRROR_DATABASE_URL: database.said }
  return JSON.parse(execFileSync(`${build}claim_bench`, { env, encoding: 'utf8' }))
}
