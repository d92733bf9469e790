// SPDX-License-Identifier: AGPL-3.0-or-later
// Files and folders on disk as the library's source files.
import type { Stats } from 'node:fs'
import { open, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Problem, SourceError, type SourceFile } from '@rmirror/shared/library'

/** Larger files are not read as a whole; archives are read in parts. */
const maxReadBytes = 512 * 1024 * 1024

/** `path` names the file in the library; the default is its own name. */
export async function fileOnDisk(diskPath: string, path = basename(diskPath)): Promise<SourceFile> {
  const { size, mtimeMs } = await stat(diskPath)
  return {
    path,
    size,
    modified: Math.trunc(mtimeMs),
    async read() {
      if (size > maxReadBytes)
        throw new SourceError('too-large', `The file is larger than ${maxReadBytes / 1024 / 1024} MB`)
      const bytes = await readFile(diskPath)
      const now = await stat(diskPath)
      if (bytes.length !== size || now.mtimeMs !== mtimeMs)
        throw new SourceError('unreadable-file', 'The file changed while it was read')
      return bytes
    },
    readRange: (start, end) => readPart(diskPath, start, end),
  }
}

async function readPart(diskPath: string, start: number, end: number): Promise<Uint8Array> {
  const handle = await open(diskPath)
  try {
    const buffer = new Uint8Array(Math.max(0, end - start))
    let filled = 0
    while (filled < buffer.length) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, start + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return buffer.subarray(0, filled)
  } finally {
    await handle.close()
  }
}

export interface DiskFiles {
  files: SourceFile[]
  /** Where each file of the library lies on disk. */
  diskPaths: Map<string, string>
  /** Folders and files that could not be opened; paths on disk. */
  problems: Problem[]
}

/** A file, or all files below a folder in the order of their names. Pipes and devices are left out. */
export async function filesAt(diskPath: string): Promise<DiskFiles> {
  const found: DiskFiles = { files: [], diskPaths: new Map(), problems: [] }
  const status = await stat(diskPath).catch((cause: NodeJS.ErrnoException) => {
    throw new SourceError(
      'unreadable-file',
      cause.code === 'ENOENT' ? "This file doesn't exist" : "The file couldn't be read",
      { cause },
    )
  })
  if (status.isDirectory()) await addFolder(diskPath, basename(await realpath(diskPath)), new Set(), found)
  else if (status.isFile()) await addFile(diskPath, basename(diskPath), found)
  else throw new SourceError('unreadable-file', "This isn't a file or folder")
  return found
}

async function addFolder(diskPath: string, path: string, seen: Set<string>, found: DiskFiles): Promise<void> {
  const real = await realpath(diskPath)
  // Links may lead to one folder by many ways, or round in circles: each is read once.
  if (seen.has(real)) return
  seen.add(real)
  for (const name of await namesIn(diskPath, found)) {
    const at = join(diskPath, name)
    const status = await statIfThere(at, found)
    if (status?.isDirectory()) await addFolder(at, `${path}/${name}`, seen, found)
    else if (status?.isFile()) await addFile(at, `${path}/${name}`, found)
  }
}

/** A link that leads nowhere is nobody's loss; anything else that cannot be looked at is told. */
async function statIfThere(diskPath: string, found: DiskFiles): Promise<Stats | undefined> {
  try {
    return await stat(diskPath)
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!gone) found.problems.push({ path: diskPath, code: 'unreadable-file', detail: "The file couldn't be read" })
    return undefined
  }
}

async function namesIn(diskPath: string, found: DiskFiles): Promise<string[]> {
  try {
    return (await readdir(diskPath)).sort()
  } catch {
    found.problems.push({ path: diskPath, code: 'unreadable-file', detail: "The folder couldn't be opened" })
    return []
  }
}

export async function addFile(diskPath: string, path: string, found: DiskFiles): Promise<void> {
  found.files.push(await fileOnDisk(diskPath, path))
  found.diskPaths.set(path, diskPath)
}
