// SPDX-License-Identifier: AGPL-3.0-or-later
// A note as a file: properties, then rMirror's region, and around it whatever a person writes.
import { placeSum } from './found-notes.ts'
import { beginMarker, endMarker, regionOf, withoutMarkers } from './markers.ts'
import type { NotePath } from './note-paths.ts'
import { innerOf, type KeptPart, mergedParts } from './parts.ts'
import { frontMatterOf, propertyIn, withProperties, writtenProperties } from './properties.ts'
import type { WantedNote } from './wanted-notes.ts'

export function newNote(wanted: WantedNote, path: string): string {
  return `${frontMatterOf(wanted.properties)}\n${regionText(wanted, path)}\n`
}

/** A note whose markers were damaged, with a region of its own below everything that is there. */
export function withNewRegion(text: string, wanted: WantedNote, path: string): string {
  const rest = withoutMarkers(text, wanted.id).trimEnd()
  return rest === '' ? newNote(wanted, path) : `${rest}\n\n${regionText(wanted, path)}\n`
}

/** The file brought up to date, and the parts that a person changed; null if its markers are damaged. */
export function updatedNote(
  text: string,
  wanted: WantedNote,
  { path, isChosen }: NotePath,
  putBack: boolean,
): { text: string; kept: KeptPart[] } | null {
  const { id, properties, parts } = wanted
  const region = regionOf(text, id)
  if (!region) return null
  const { begin, end } = region
  const { inner, sums, kept } = mergedParts(text.slice(region.innerFrom, region.innerTo), end, parts, putBack)
  // It keeps stating where rMirror put it, or it would be taken back there.
  const place = isChosen ? begin.place : placeSum(path)
  const start = beginMarker(id, { place, ...writtenProperties(properties) })
  const next = `${text.slice(0, region.from)}${start}${inner}${endMarker(id, sums)}${text.slice(region.to)}`
  // The properties of a file belong to the note whose uuid they state.
  const isOwner = propertyIn(text, 'uuid') === properties.get('uuid')
  return { text: isOwner ? withProperties(next, properties, begin) : next, kept }
}

function regionText({ id, properties, parts }: WantedNote, path: string): string {
  const { inner, sums } = innerOf(parts)
  return `${beginMarker(id, { place: placeSum(path), ...writtenProperties(properties) })}${inner}${endMarker(id, sums)}`
}
