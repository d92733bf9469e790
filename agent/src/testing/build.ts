// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds the program once before its tests, which run it as processes. AGENT_IS_BUILT skips that: other tests may be
// running the program already.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

export async function setup(): Promise<void> {
  if (process.env.AGENT_IS_BUILT) return
  execFileSync(join(import.meta.dirname, '../../../scripts/build-agent'))
}
