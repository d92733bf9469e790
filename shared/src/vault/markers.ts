// SPDX-License-Identifier: AGPL-3.0-or-later
// The markers around the region of a note that is rMirror's. They state which notebook it shows, and checksums of what
// rMirror wrote, so that a vault explains itself without any other file. A marker that a person changed is none: its last
// checksum is that of the marker itself.
import { checksum } from './checksum.ts'

/** Of a begin marker. */
export interface BeginFacts {
  /** Checksum of the path that rMirror gave the note. */
  place: string
  /** Checksums of the properties that rMirror wrote, by name. */
  properties: Map<string, string>
  /** The tags that rMirror wrote into the properties. */
  tags: string[]
}

/** Checksums of the parts of the region that rMirror wrote, by their ids, in order. */
export type EndFacts = Map<string, string>

interface Marker {
  kind: 'begin' | 'end'
  id: string
  facts: Map<string, string>
  from: number
  to: number
}

/** The region of one note, as positions in the text of its file. */
export interface Region {
  /** Of the begin marker. */
  from: number
  innerFrom: number
  innerTo: number
  /** Behind the end marker. */
  to: number
  begin: BeginFacts
  end: EndFacts
}

const anyId = /rmirror:(?:begin|end) ([\da-f-]{36}(?:\/[\da-f-]{36})?)\s/gi
const shape = /<!-- rmirror:(begin|end) ([\da-fA-F/-]+)((?: [\w-]+=[^\s<>]*)*) sum=([\da-f]+) -->/g

export function beginMarker(id: string, { place, properties, tags }: BeginFacts): string {
  const sums = [...properties].map(([name, sum]) => `${name}:${sum}`).join(',')
  return marker(`rmirror:begin ${id} place=${place} properties=${sums} tags=${tags.join(',')}`)
}

export function endMarker(id: string, parts: EndFacts): string {
  return marker(`rmirror:end ${id}${[...parts].map(([part, sum]) => ` ${part}=${sum}`).join('')}`)
}

const marker = (facts: string) => `<!-- ${facts} sum=${checksum(facts)} -->`

/** The ids of all markers in a text, also of damaged ones. */
export function idsIn(text: string): Set<string> {
  return new Set([...text.matchAll(anyId)].map(([, id = '']) => id))
}

/** Null unless the note has each of its markers once, in order, and no other marker in between. */
export function regionOf(text: string, id: string): Region | null {
  const markers = markersIn(text)
  const at = markers.findIndex((marker) => marker.id === id)
  const [begin, end] = [markers[at], markers[at + 1]]
  if (begin?.kind !== 'begin' || end?.kind !== 'end' || end.id !== id) return null
  if (markers.filter((marker) => marker.id === id).length !== 2) return null
  return {
    from: begin.from,
    innerFrom: begin.to,
    innerTo: end.from,
    to: end.to,
    begin: beginFacts(begin.facts),
    end: end.facts,
  }
}

/** The text without the markers of one note. */
export function withoutMarkers(text: string, id: string): string {
  return markersIn(text)
    .filter((marker) => marker.id === id)
    .reduceRight((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), text)
}

function markersIn(text: string): Marker[] {
  return [...text.matchAll(shape)].flatMap(({ 0: whole, 1: kind, 2: id = '', 3: facts = '', 4: sum, index }) => {
    if (checksum(`rmirror:${kind} ${id}${facts}`) !== sum) return []
    return [
      {
        kind: kind === 'begin' ? 'begin' : 'end',
        ...{ id, facts: pairs(facts.trim().split(' '), '='), from: index, to: index + whole.length },
      },
    ]
  })
}

function beginFacts(facts: Map<string, string>): BeginFacts {
  return {
    place: facts.get('place') ?? '',
    properties: pairs(list(facts.get('properties')), ':'),
    tags: list(facts.get('tags')),
  }
}

function list(text = ''): string[] {
  return text === '' ? [] : text.split(',')
}

function pairs(texts: string[], sign: string): Map<string, string> {
  return new Map(
    texts.flatMap((text) => {
      const at = text.indexOf(sign)
      return at < 0 ? [] : [[text.slice(0, at), text.slice(at + 1)] as const]
    }),
  )
}
