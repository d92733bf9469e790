// SPDX-License-Identifier: AGPL-3.0-or-later
// A tablet by its USB web interface, which offers archives of notebooks since firmware 3.9. Each notebook is fetched
// once per modification and cached: an unchanged tablet is only listed.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isUuid, SourceError, type SourceFile } from '@rmirror/shared/library'
import { fileOnDisk } from './folder.ts'
import type { Scan, Source } from './source.ts'
import { type UsbItem, UsbTablet } from './usb-tablet.ts'

export interface UsbSettings {
  /** Such as http://10.11.99.1. */
  address: string
  /** A folder for this source alone. */
  cache: string
}

/** Index of the cache, by notebook uuid. */
type Kept = Record<string, { modified: string; isListed: boolean }>

export function openUsb({ address, cache }: UsbSettings): Source {
  const tablet = new UsbTablet(address)
  return {
    kind: 'usb',
    address,
    // The tablet doesn't list its trash: a notebook that is no longer listed is there, and may come back.
    deletes: false,
    scan: (signal) => lookAt(tablet, cache, signal),
  }
}

async function lookAt(tablet: UsbTablet, cache: string, signal: AbortSignal): Promise<Scan> {
  const items = await tablet.list(signal)
  await mkdir(cache, { recursive: true, mode: 0o700 })
  const kept = await readKept(cache)
  const documents = items.filter(({ isFolder }) => !isFolder)
  const listed = new Set(documents.map(({ uuid }) => uuid))
  for (const [uuid, each] of Object.entries(kept)) each.isListed = listed.has(uuid)
  for (const { uuid, modified } of documents) {
    if (kept[uuid]?.modified === modified) continue
    await writeWhole(archiveOf(cache, uuid), await tablet.fetchArchive(uuid, signal))
    kept[uuid] = { modified, isListed: true }
    await writeKept(cache, kept)
  }
  await writeKept(cache, kept)
  await removeRemains(cache, kept)
  const archives = await Promise.all(
    Object.keys(kept)
      .sort()
      .map((uuid) => fileOnDisk(archiveOf(cache, uuid))),
  )
  const trashed = Object.entries(kept).filter(([, each]) => !each.isListed)
  return {
    files: [...archives, ...items.filter(({ isFolder }) => isFolder).map(folderFile)],
    problems: [],
    isWhole: true,
    trashed: new Set(trashed.map(([uuid]) => uuid)),
  }
}

const archiveOf = (cache: string, uuid: string) => join(cache, `${uuid}.rmdoc`)
const indexOf = (cache: string) => join(cache, 'index.json')

/** The tablet lists folders, but offers no archives of them. */
function folderFile({ uuid, name, parent, modified }: UsbItem): SourceFile {
  const said = /^\d{4}-\d\d-\d\dT/.test(modified) ? Date.parse(modified) : Number.NaN
  const metadata = { type: 'CollectionType', visibleName: name, parent }
  const dated = Number.isNaN(said) ? metadata : { ...metadata, lastModified: String(said) }
  const bytes = new TextEncoder().encode(JSON.stringify(dated))
  return { path: `${uuid}.metadata`, size: bytes.length, modified: 0, read: async () => bytes }
}

/** A damaged index only means that everything is fetched again. */
async function readKept(cache: string): Promise<Kept> {
  try {
    const kept = JSON.parse(await readFile(indexOf(cache), 'utf8')) as Kept
    const names = new Set(await readdir(cache))
    return Object.fromEntries(Object.entries(kept).filter(([uuid]) => isUuid(uuid) && names.has(`${uuid}.rmdoc`)))
  } catch {
    return {}
  }
}

async function writeKept(cache: string, kept: Kept): Promise<void> {
  await writeWhole(indexOf(cache), JSON.stringify(kept))
}

async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const beside = `${path}.part`
  try {
    await writeFile(beside, bytes, { mode: 0o600, flush: true })
    await rename(beside, path)
  } catch (cause) {
    throw new SourceError('unreadable-file', `${path} can't be written`, { cause })
  }
}

/** Removes the remains of interrupted fetches. */
async function removeRemains(cache: string, kept: Kept): Promise<void> {
  for (const name of await readdir(cache)) {
    const isKept = name === 'index.json' || Object.hasOwn(kept, name.replace(/\.rmdoc$/, ''))
    if (!isKept) await rm(join(cache, name), { force: true, recursive: true })
  }
}
