// SPDX-License-Identifier: AGPL-3.0-or-later

/** Wrong usage: printed with a hint, exit status 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** A command needs a folder, none was named, and none was found. */
export class NoSource extends UsageError {
  override name = 'NoSource'
  constructor() {
    super("name a folder: that of reMarkable's desktop app wasn't found on this computer")
  }
}

/** True if a disk of this computer is full, by the error codes of Node and of SQLite (SQLITE_FULL). */
export function isFullDisk(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, errcode } = error as Error & { code?: unknown; errcode?: unknown }
  return code === 'ENOSPC' || code === 'EDQUOT' || errcode === 13 || isFullDisk(error.cause)
}

/** Prevents a command as a whole; the message says what to do about it. Printed, exit status 1. */
export class CommandError extends Error {
  override name = 'CommandError'
}
