// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes files completely or not at all.
import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** The file couldn't be written; whatever was there before is unchanged. */
export class WriteError extends Error {
  override name = 'WriteError'
}

/** Writes to a temporary file beside `path` and renames it at the end; if `fill` fails, `path` is unchanged. */
export async function writeWhole(
  path: string,
  fill: (write: (bytes: Uint8Array | string) => Promise<void>) => Promise<void>,
  mode = 0o666,
): Promise<void> {
  const beside = join(dirname(path), `.${basename(path).slice(0, 64)}.${randomUUID()}.part`)
  const handle = await open(beside, 'wx', mode).catch((cause: unknown) => {
    throw new WriteError(`${path} can't be written: ${reason(cause)}`, { cause })
  })
  try {
    await fill(async (bytes) => {
      await handle.appendFile(bytes)
    })
    await handle.sync()
    await handle.close()
    await rename(beside, path)
  } catch (cause) {
    await handle.close().catch(() => undefined)
    await rm(beside, { force: true })
    if (cause instanceof Error && 'syscall' in cause)
      throw new WriteError(`${path} can't be written: ${reason(cause)}`, { cause })
    throw cause
  }
}

/** With the folders that it is in. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((cause: unknown) => {
    throw new WriteError(`${path} can't be made: ${reason(cause)}`, { cause })
  })
}

const reasons: Record<string, string> = {
  ENOENT: "the folder doesn't exist",
  ENOTDIR: "the folder doesn't exist",
  EISDIR: 'a folder has this name',
  EEXIST: 'a file has this name',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
}

/** Why the file system refused, for users. */
export function reason(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return reasons[code] ?? (code || 'unknown reason')
}
