// SPDX-License-Identifier: AGPL-3.0-or-later
import { findDesktop } from './desktop.ts'
import type { Source } from './source.ts'
import { openTree } from './tree.ts'

/** Those that are named, or what is found on this computer; none where nothing is. */
export async function openSources(paths: string[]): Promise<Source[]> {
  if (paths.length > 0) return paths.map(openTree)
  const desktop = await findDesktop()
  return desktop ? [desktop] : []
}
