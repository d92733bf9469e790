// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks a folder that a person names for notes. The writer would make every name a safe one, but they would find their
// notes elsewhere then.
import { collisionKey } from '../../library/index.ts'
import { filesFolder } from '../assets.ts'
import { obsidianName } from '../wanted-notes.ts'

const maxLevels = 10
/** Windows opens no longer paths everywhere, and the vault's own path and the note's name are still to come. */
const maxLength = 150

/** Whether a path below the vault's folder, such as "Money/Invoices", can be used exactly as it is. */
export function isSafeFolder(path: string): boolean {
  const names = path.split('/')
  const isOwn = collisionKey(names[0] ?? '') === filesFolder
  return !isOwn && names.length <= maxLevels && path.length <= maxLength && names.every(isSafe)
}

function isSafe(name: string): boolean {
  return obsidianName(name) === name.normalize('NFC')
}
