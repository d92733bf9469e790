// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds the program once before its tests, which run it as processes. Who has just built it says so: other tests may
// be running it already.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

export async function setup(): Promise<void> {
  if (process.env.AGENT_IS_BUILT) return
  await build({ root: fileURLToPath(new URL('../..', import.meta.url)), logLevel: 'silent' })
}
