// SPDX-License-Identifier: AGPL-3.0-or-later
// What an older version asks of a newer one before it makes way: whether it can be loaded here at all.
import { RenewedCore } from '../core.ts'
import { sqlite } from '../engine/memory.ts'
import { version } from '../version.ts'

/** The words that the older version expects. Rejects where something is missing. */
export async function selfCheck(): Promise<string> {
  await new RenewedCore().knowsTemplate('Blank')
  const { DatabaseSync } = sqlite()
  new DatabaseSync(':memory:').close()
  return `rmirror ${version} is well\n`
}
