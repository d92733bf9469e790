// SPDX-License-Identifier: AGPL-3.0-or-later
// Archives: honest ones, and those an attacker would send.
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import { someDay, type WrittenFile } from './document.ts'

export interface ArchiveOptions {
  /** Put before every name, as some exports do. */
  prefix?: string
  password?: string
}

export async function zipped(files: readonly WrittenFile[], options: ArchiveOptions = {}): Promise<Uint8Array> {
  const target = new Uint8ArrayWriter()
  const { prefix = '', password } = options
  const writer = new ZipWriter(target, {
    lastModDate: new Date(someDay),
    extendedTimestamp: false,
    useWebWorkers: false,
    ...(password === undefined ? {} : { password }),
  })
  for (const { path, bytes } of files) await writer.add(prefix + path, new Uint8ArrayReader(bytes))
  await writer.close()
  return target.getData()
}

/** A small archive that unpacks to `megabytes` of zeros in each of `entries` pages. */
export function zipBomb(megabytes: number, entries = 1): Promise<Uint8Array> {
  const zeros = new Uint8Array(megabytes * 1024 * 1024)
  return zipped(Array.from({ length: entries }, (_, index) => ({ path: `bomb/${index}.rm`, bytes: zeros })))
}

/** Names that would leave the folder they are unpacked to. */
export function zipWithUnsafeNames(bytes: Uint8Array): Promise<Uint8Array> {
  const paths = [
    '../outside.rm',
    'a/../../outside.rm',
    '..\\outside.rm',
    'C:\\outside.rm',
    '/etc/outside.rm',
    'good.rm',
  ]
  return zipped(paths.map((path) => ({ path, bytes })))
}

/** An archive in an archive, `levels` deep, with the file in the innermost. */
export async function nestedZip(file: WrittenFile, levels: number): Promise<Uint8Array> {
  let bytes = await zipped([file])
  for (let level = 1; level < levels; level++) bytes = await zipped([{ path: `level-${level}.zip`, bytes }])
  return bytes
}
