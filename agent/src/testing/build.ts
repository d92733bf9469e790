// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds the program once before its tests, which run it as processes.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

export async function setup(): Promise<void> {
  await build({ root: fileURLToPath(new URL('../..', import.meta.url)), logLevel: 'silent' })
}
