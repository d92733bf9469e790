// SPDX-License-Identifier: AGPL-3.0-or-later
// Run by an older version before it hands over: checks that this version can be loaded here at all.

import { sqlite } from '../engine/memory.ts'
import { version } from '../version.ts'
import { RenewedCore } from '../workers/core.ts'

/** The text that the older version expects. Rejects if something is missing. */
export async function selfCheck(): Promise<string> {
  await new RenewedCore().knowsTemplate('Blank')
  const { DatabaseSync } = sqlite()
  new DatabaseSync(':memory:').close()
  return `rmirror ${version} is well\n`
}
