// SPDX-License-Identifier: AGPL-3.0-or-later
// Unpacks archives: .tar.gz, and .zip for Windows.
import { createWriteStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Writable } from 'node:stream'
import { type FileEntry, Reader, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js'
import { extract, type ReadEntry } from 'tar'
import { CommandError } from '../errors.ts'
import { Entries, type Entry } from './entries.ts'

/** The folder of a package with the files for a computer, as packages are specified. */
export function payloadOf(version: string, platform: string): string {
  const name = `rmirror-${version}-${platform}`
  return platform.startsWith('darwin-') ? `${name}/rMirror.app/Contents/Resources` : name
}

/** Writes the contents of the archive's folder `root` to `into`, and waits until they are on the disk. */
export async function unpack(archive: string, into: string, { root, isZip }: { root: string; isZip: boolean }) {
  await mkdir(into)
  const entries = new Entries(root)
  try {
    await (isZip ? unzip : untar)(archive, into, entries)
    entries.check()
    await flush(into)
  } catch (cause) {
    if (cause instanceof CommandError) throw cause
    const isFull = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC'
    throw new CommandError(isFull ? 'The disk is full. Make room, then try again.' : "The package can't be unpacked.", {
      cause,
    })
  }
}

async function untar(file: string, cwd: string, entries: Entries): Promise<void> {
  await extract({
    ...{ file, cwd, strip: entries.depth, strict: true, preserveOwner: false },
    filter: (path, entry) => entries.placeOf(entryOfTar(path, entry as ReadEntry)) !== undefined,
  })
}

const kindsOfTar: Record<string, Entry['kind']> = { File: 'file', OldFile: 'file', Directory: 'folder' }

function entryOfTar(path: string, { type, size }: ReadEntry): Entry {
  return { path, kind: kindsOfTar[type] ?? 'other', size }
}

async function unzip(file: string, folder: string, entries: Entries): Promise<void> {
  await using handle = await open(file)
  const zip = new ZipReader(new HandleReader(handle), { useWebWorkers: false, checkSignature: true })
  for await (const entry of zip.getEntriesGenerator()) {
    const place = entries.placeOf({ path: entry.filename, kind: kindOfZip(entry), size: entry.uncompressedSize })
    if (place === undefined || entry.directory) continue
    const path = join(folder, place)
    await mkdir(dirname(path), { recursive: true })
    await (entry as FileEntry).getData(Writable.toWeb(createWriteStream(path, { flags: 'wx', mode: 0o755 })))
  }
}

/** Archives made on Unix have the type of file in the upper half of the attributes. */
function kindOfZip({ directory, externalFileAttributes }: { directory: boolean; externalFileAttributes: number }) {
  const kind = (externalFileAttributes >>> 16) & 0o170000
  if (kind !== 0 && kind !== 0o040000 && kind !== 0o100000) return 'other'
  return directory ? 'folder' : 'file'
}

class HandleReader extends Reader<FileHandle> {
  readonly #handle: FileHandle

  constructor(handle: FileHandle) {
    super(handle)
    this.#handle = handle
  }

  override async init(): Promise<void> {
    this.size = (await this.#handle.stat()).size
    await super.init?.()
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.min(length, Math.max(0, this.size - index)))
    await this.#handle.read(bytes, 0, bytes.length, index)
    return bytes
  }
}

/** Otherwise a renamed folder could be empty after a power failure. */
async function flush(folder: string): Promise<void> {
  const isWindows = process.platform === 'win32'
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (isWindows && entry.isDirectory()) continue
    // Windows flushes only files opened for writing; Unix can only open folders for reading.
    await using handle = await open(join(entry.parentPath, entry.name), isWindows ? 'r+' : 'r')
    await handle.sync()
  }
}
