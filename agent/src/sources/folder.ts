// SPDX-License-Identifier: AGPL-3.0-or-later
// Files and folders on disk as the library's source files.
import type { Dirent, Stats } from 'node:fs'
import { open, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Problem, refuseTooLarge, SourceError, type SourceFile } from '@rmirror/shared/library'

/** A file with what distinguishes its states. */
export interface DiskFile extends SourceFile {
  /** Changes with each write, as far as the file system tells. */
  version: string
  /** Milliseconds since 1970 of the last write, rename or touch. */
  touched: number
}

/** `path` is the file's name in the library; default: its own name. */
export async function fileOnDisk(diskPath: string, path = basename(diskPath)): Promise<DiskFile> {
  return fileOf(await stat(diskPath), diskPath, path)
}

function fileOf({ size, mtimeMs, ctimeMs, ino }: Stats, diskPath: string, path: string): DiskFile {
  return {
    path,
    size,
    modified: Math.trunc(mtimeMs),
    version: `${size} ${mtimeMs} ${ctimeMs} ${ino}`,
    touched: Math.max(mtimeMs, ctimeMs),
    async read() {
      refuseTooLarge(size)
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
  refuseTooLarge(end - start)
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
  files: DiskFile[]
  /** Paths on disk, by path in the library. */
  diskPaths: Map<string, string>
  /** Folders and files that couldn't be opened, with paths on disk. */
  problems: Problem[]
}

/**
 * A file, or all files below a folder in the order of their names; files behind links to folders come last. Pipes and
 * devices are left out. Rejects with a SourceError if `diskPath` can't be read.
 */
export async function filesAt(diskPath: string): Promise<DiskFiles> {
  const found: DiskFiles = { files: [], diskPaths: new Map(), problems: [] }
  const status = await stat(diskPath).catch((cause: NodeJS.ErrnoException) => {
    throw new SourceError(
      'unreadable-file',
      cause.code === 'ENOENT' ? "This file doesn't exist" : "The file couldn't be read",
      { cause },
    )
  })
  if (status.isDirectory()) await addFolder(diskPath, found)
  else if (status.isFile()) add(fileOf(status, diskPath, basename(diskPath)), diskPath, found)
  else throw new SourceError('unreadable-file', "This isn't a file or folder")
  return found
}

/** Real paths of folders; each is read once, however many links lead to it. */
type Seen = Set<string>

interface Place {
  disk: string
  /** Path in the library. */
  path: string
}

type Found =
  | ({ kind: 'file'; file: DiskFile } & Place)
  /** A link to a folder. Several links may lead to one folder, or round in circles. */
  | ({ kind: 'link' } & Place)
  | { kind: 'problem'; problem: Problem }

async function addFolder(disk: string, result: DiskFiles): Promise<void> {
  const seen: Seen = new Set()
  const real = await realpath(disk)
  const links = take(await findBelow({ disk, path: basename(real), real }, seen), result)
  for (let link = links.shift(); link; link = links.shift()) {
    const target = await realpath(link.disk).catch(() => undefined)
    if (target !== undefined) links.push(...take(await findBelow({ ...link, real: target }, seen), result))
  }
}

/** Returns the links to follow. */
function take(found: Found[], result: DiskFiles): Place[] {
  const links: Place[] = []
  for (const each of found)
    if (each.kind === 'file') add(each.file, each.disk, result)
    else if (each.kind === 'problem') result.problems.push(each.problem)
    else links.push(each)
  return links
}

/** A file system serves several requests in parallel; more of them would only fill memory. */
const atOnce = 64

async function findBelow(folder: Place & { real: string }, seen: Seen): Promise<Found[]> {
  if (seen.has(folder.real)) return []
  seen.add(folder.real)
  const found: Found[] = []
  try {
    const members = await readdir(folder.disk, { withFileTypes: true })
    members.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (let start = 0; start < members.length; start += atOnce) {
      const some = members.slice(start, start + atOnce)
      found.push(...(await Promise.all(some.map((member) => findAt(member, folder, seen)))).flat())
    }
  } catch {
    found.push(unreadable(folder.disk, "The folder couldn't be opened"))
  }
  return found
}

async function findAt(member: Dirent, folder: Place & { real: string }, seen: Seen): Promise<Found[]> {
  const { name } = member
  const [disk, path] = [join(folder.disk, name), `${folder.path}/${name}`]
  if (member.isDirectory()) return findBelow({ disk, path, real: join(folder.real, name) }, seen)
  try {
    const status = await stat(disk)
    if (status.isFile()) return [{ kind: 'file', disk, path, file: fileOf(status, disk, path) }]
    return status.isDirectory() ? [{ kind: 'link', disk, path }] : []
  } catch (error) {
    // A link that leads nowhere, or to itself, loses nothing.
    const leadsNowhere = error instanceof Error && 'code' in error && ['ENOENT', 'ELOOP'].includes(String(error.code))
    return leadsNowhere ? [] : [unreadable(disk, "The file couldn't be read")]
  }
}

function unreadable(path: string, detail: string): Found {
  return { kind: 'problem', problem: { path, code: 'unreadable-file', detail } }
}

export async function addFile(diskPath: string, path: string, found: DiskFiles): Promise<void> {
  add(await fileOnDisk(diskPath, path), diskPath, found)
}

function add(file: DiskFile, diskPath: string, found: DiskFiles): void {
  found.files.push(file)
  found.diskPaths.set(file.path, diskPath)
}
