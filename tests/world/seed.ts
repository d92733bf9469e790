// SPDX-License-Identifier: AGPL-3.0-or-later
import { randomInt } from 'node:crypto'

/** Variables by which `make chaos` does more of a test. */
const larger = ['CHAOS_ROUNDS', 'CHAOS_PAGES', 'CHAOS_KILLS']

/**
 * The seed of tests that edit, fail or kill at random. It is constant, so that no test fails without a change of code;
 * `make chaos` draws another one each time and prints it. TEST_SEED repeats that one.
 */
export const testSeed = Number(process.env.TEST_SEED ?? (larger.some((name) => process.env[name]) ? drawn() : 1203))

function drawn(): number {
  const seed = randomInt(1_000_000)
  console.log(`TEST_SEED=${seed}`)
  return seed
}
