// SPDX-License-Identifier: AGPL-3.0-or-later

/** The call was not understood: printed with a hint, exit status 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Where a command needs a folder, none is named, and none is found. */
export class NoSource extends UsageError {
  override name = 'NoSource'
  constructor() {
    super("name a folder: that of reMarkable's desktop app wasn't found on this computer")
  }
}

/** On a disk of this computer; by the codes of Node, and of SQLite (SQLITE_FULL). */
export function isFullDisk(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, errcode } = error as Error & { code?: unknown; errcode?: unknown }
  return code === 'ENOSPC' || code === 'EDQUOT' || errcode === 13 || isFullDisk(error.cause)
}

/** What keeps a command from its work as a whole, and what to do about it: printed, exit status 1. */
export class Trouble extends Error {
  override name = 'Trouble'
}
