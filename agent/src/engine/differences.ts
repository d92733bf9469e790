// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server is to be told: entries that are not as they were told, and what is gone.
import { createHash } from 'node:crypto'
import { type ManifestNotebook, manifestOf, type Shortened } from '@rmirror/shared/library'
import type { Memory, ToldEntry } from './memory.ts'
import type { Observed } from './observe.ts'

export interface Changed {
  told: ToldEntry
  entry: ManifestNotebook
}

/** Every entry, and those that the server was not told like this. */
export function entriesOf(
  { library, states }: Observed,
  sourceOf: (uuid: string) => string,
): { entries: Changed[]; shortened: Shortened[] } {
  const { manifest, shortened } = manifestOf(library, (page) => states.get(page), 'notebooks')
  const entries = manifest.notebooks.map((entry) => {
    const uuid = entry.notebook_uuid
    const hash = createHash('sha256').update(JSON.stringify(entry)).digest('base64url')
    return { entry, told: { uuid, hash, source: sourceOf(uuid) } }
  })
  return { entries, shortened }
}

/** Its pages with handwriting. */
export function inkOf({ pages = [] }: ManifestNotebook): { page: string; inkHash: string }[] {
  return pages.flatMap(({ page_uuid: page, has_ink, ink_hash }) =>
    has_ink && ink_hash ? [{ page, inkHash: ink_hash }] : [],
  )
}

/** `known`: what the server was told, by uuids. */
export function changedOf(entries: Changed[], known: ReadonlyMap<string, ToldEntry>): Changed[] {
  return entries.filter(({ told }) => known.get(told.uuid)?.hash !== told.hash)
}

/** A notebook that lies in another source now is not gone when it goes from the one before. */
export function noteMoves(entries: Changed[], known: ReadonlyMap<string, ToldEntry>, memory: Memory): void {
  const moved = entries.flatMap(({ told: { uuid, source } }) => {
    const before = known.get(uuid)
    return before && before.source !== source ? [{ before, source }] : []
  })
  if (moved.length === 0) return
  memory.transact(() => {
    for (const { before, source } of moved) memory.moveEntry(before.uuid, source)
  })
  for (const { before, source } of moved) before.source = source
}

export interface SourceLook {
  address: string
  deletes: boolean
  isWhole: boolean
  /** All notebooks and folders in it, those that are held back too. */
  uuids: Set<string>
}

export interface Gone {
  source: SourceLook
  uuids: string[]
  /** How many the source had. */
  of: number
}

/** What was announced from a source and is in none any more. A source that was not listed whole says nothing. */
export function goneFrom(looks: SourceLook[], known: ReadonlyMap<string, ToldEntry>): Gone[] {
  return looks
    .filter(({ deletes, isWhole }) => deletes && isWhole)
    .map((source) => {
      const its = [...known.values()].filter((entry) => entry.source === source.address)
      const gone = its.filter(({ uuid }) => !looks.some(({ uuids }) => uuids.has(uuid)))
      return { source, uuids: gone.map(({ uuid }) => uuid), of: its.length }
    })
    .filter(({ uuids }) => uuids.length > 0)
}

/** A folder that was moved or not mounted looks like one whose notebooks were all deleted. */
export function needsConsent({ uuids, of, source }: Gone): boolean {
  return source.uuids.size === 0 || uuids.length * 2 > of
}
