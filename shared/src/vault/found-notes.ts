// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds rMirror's notes among the files of a vault, wherever a person moved them, and tells them from copies.
import { checksum } from './checksum.ts'
import { idsIn, type Region, regionOf } from './markers.ts'
import { propertyIn } from './properties.ts'
import type { NotePer, VaultFiles } from './types.ts'

export interface FoundNote {
  id: string
  path: string
  /** Null if its markers are damaged or gone, so that nobody can tell whose its text is. */
  region: Region | null
  /** Whether it is where rMirror put it. */
  isInPlace: boolean
  /** Paths of its copies. */
  copies: string[]
}

/** The end of a name that a note has only while others take its place. */
export const movingEnd = '.rmirror-moving.md'

export function placeSum(path: string): string {
  return checksum(path.normalize('NFC'))
}

/** By id. */
export function foundNotes({ notes, state }: VaultFiles): Map<string, FoundNote> {
  const candidates = new Map<string, FoundNote[]>()
  const add = (note: FoundNote) => candidates.set(note.id, [...(candidates.get(note.id) ?? []), note])
  const idOfPath = new Map(Object.entries(state.notes).map(([id, path]) => [path.normalize('NFC'), id]))
  const unmarked: FoundNote[] = []
  for (const [path, text] of notes) {
    const ids = idsIn(text)
    for (const id of ids) {
      const region = regionOf(text, id)
      const isInPlace = region?.begin.place === placeSum(path) || path.endsWith(movingEnd)
      add({ id, path, region, isInPlace, copies: [] })
    }
    const stated = statedId(text)
    // With another note's markers, the file has become that note, unless it still states its own.
    const id = ids.size === 0 ? (idOfPath.get(path.normalize('NFC')) ?? stated) : stated
    if (id !== undefined && !ids.has(id)) unmarked.push({ id, path, region: null, isInPlace: false, copies: [] })
  }
  for (const note of unmarked) if (!candidates.has(note.id)) add(note)
  return new Map([...candidates].map(([id, some]) => [id, chosen(some, state.notes[id])]))
}

/** Of a note that has lost its markers. */
function statedId(text: string): string | undefined {
  const [uuid, notebook] = [propertyIn(text, 'uuid'), propertyIn(text, 'notebook')]
  return uuid !== undefined && notebook !== undefined ? `${notebook}/${uuid}` : uuid
}

/** A known path decides; then its own statement; then what looks least like a copy. */
function chosen(candidates: FoundNote[], known: string | undefined): FoundNote {
  const isKnown = ({ path }: FoundNote) => known !== undefined && path.normalize('NFC') === known.normalize('NFC')
  const rank = (note: FoundNote) =>
    [isKnown(note), note.region !== null && note.isInPlace, note.region !== null, note.isInPlace].findIndex(Boolean)
  const order = (note: FoundNote) => (rank(note) < 0 ? 4 : rank(note))
  const [first, ...copies] = candidates.toSorted(
    (a, b) => order(a) - order(b) || a.path.length - b.path.length || (a.path < b.path ? -1 : 1),
  )
  if (!first) throw new RangeError('a note without candidates')
  return { ...first, copies: copies.map(({ path }) => path) }
}

/** What the notes of a vault are about; undefined if there are none, or of both kinds. */
export function perOf(files: VaultFiles): NotePer | undefined {
  if (files.state.per) return files.state.per
  const kinds = new Set([...foundNotes(files).keys()].map((id) => (id.includes('/') ? 'page' : 'notebook')))
  const [kind] = kinds
  return kinds.size === 1 ? kind : undefined
}
