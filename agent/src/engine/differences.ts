// SPDX-License-Identifier: AGPL-3.0-or-later
// Determines what to announce: entries that differ from those announced, and entries that are gone.
import { createHash } from 'node:crypto'
import { type ManifestNotebook, manifestOf, type Shortened } from '@rmirror/shared/library'
import type { AnnouncedEntry, Memory } from './memory.ts'
import type { Observed } from './observe.ts'

export interface Changed {
  announced: AnnouncedEntry
  entry: ManifestNotebook
}

/** Every entry of the library with its hash and source, and what was cut to the server's limits. */
export function entriesOf(
  { library, states }: Observed,
  sourceOf: (uuid: string) => string,
): { entries: Changed[]; shortened: Shortened[] } {
  const { manifest, shortened } = manifestOf(library, (page) => states.get(page), 'notebooks')
  const entries = manifest.notebooks.map((entry) => {
    const uuid = entry.notebook_uuid
    const hash = createHash('sha256').update(JSON.stringify(entry)).digest('base64url')
    return { entry, announced: { uuid, hash, source: sourceOf(uuid) } }
  })
  return { entries, shortened }
}

/** The entry's pages with handwriting. */
export function inkOf({ pages = [] }: ManifestNotebook): { page: string; inkHash: string }[] {
  return pages.flatMap(({ page_uuid: page, has_ink, ink_hash }) =>
    has_ink && ink_hash ? [{ page, inkHash: ink_hash }] : [],
  )
}

/** `known`: the entries as announced, by uuid. */
export function changedOf(entries: Changed[], known: ReadonlyMap<string, AnnouncedEntry>): Changed[] {
  return entries.filter(({ announced }) => known.get(announced.uuid)?.hash !== announced.hash)
}

/** Notes the new source of moved notebooks, so that they don't count as deleted in the previous one. */
export function noteMoves(entries: Changed[], known: ReadonlyMap<string, AnnouncedEntry>, memory: Memory): void {
  const moved = entries.flatMap(({ announced: { uuid, source } }) => {
    const before = known.get(uuid)
    return before && before.source !== source ? [{ before, source }] : []
  })
  if (moved.length === 0) return
  memory.transact(() => {
    for (const { before, source } of moved) memory.moveEntry(before.uuid, source)
  })
  for (const { before, source } of moved) before.source = source
}

export interface SourceScan {
  address: string
  deletes: boolean
  isWhole: boolean
  /** All notebooks and folders in it, including those that are held back. */
  uuids: Set<string>
}

export interface Deletions {
  source: SourceScan
  uuids: string[]
  /** How many entries the source had. */
  of: number
}

/** Announced entries that are in no source any more. Skips sources that weren't listed completely. */
export function deletionsFrom(scans: SourceScan[], known: ReadonlyMap<string, AnnouncedEntry>): Deletions[] {
  return scans
    .filter(({ deletes, isWhole }) => deletes && isWhole)
    .map((source) => {
      const its = [...known.values()].filter((entry) => entry.source === source.address)
      const gone = its.filter(({ uuid }) => !scans.some(({ uuids }) => uuids.has(uuid)))
      return { source, uuids: gone.map(({ uuid }) => uuid), of: its.length }
    })
    .filter(({ uuids }) => uuids.length > 0)
}

/** A folder that was moved or isn't mounted looks like one whose notebooks were all deleted. */
export function needsConfirmation({ uuids, of, source }: Deletions): boolean {
  return source.uuids.size === 0 || uuids.length * 2 > of
}
