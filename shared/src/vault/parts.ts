// SPDX-License-Identifier: AGPL-3.0-or-later
// The region of a note as parts: the top, and one for each page, which begins with a heading that ends with the page's
// uuid as block id. What a person changed in one part holds up nothing but this part.
import { checksum } from './checksum.ts'
import type { EndFacts } from './markers.ts'

export const topId = 'top'

/** A part as the library has it now. It begins with no line break and ends with one. */
export interface WantedPart {
  id: string
  text: string
  /** The page can't be read at present, so what is there stays. */
  isStandIn?: boolean
}

/** A part in a file, with its own line ends. */
interface Part {
  id: string
  text: string
}

/** A part that stays as a person made it; "" if they removed it. */
export interface KeptPart {
  id: string
  theirs: string
  /** The library has another text for it than the one that they changed. */
  isOutdated: boolean
}

/** The text between the markers, the checksums of what rMirror wrote, and what it left to the person. */
export interface MergedParts {
  inner: string
  sums: EndFacts
  kept: KeptPart[]
}

export function innerOf(wanted: WantedPart[]): MergedParts {
  const sums = new Map(wanted.map(({ id, text }) => [id, checksum(text)]))
  return { inner: joined(wanted, '\n'), sums, kept: [] }
}

/** Whether every part is there and as rMirror wrote it. */
export function isUntouched(inner: string, sums: EndFacts): boolean {
  const found = partsIn(inner, new Set(sums.keys()))
  return found !== null && found.length === sums.size && found.every(({ id, text }) => hasSum(text, sums.get(id)))
}

/** Brings the text between the markers up to date. `putBack`: rMirror's text replaces what a person changed. */
export function mergedParts(inner: string, sums: EndFacts, wanted: WantedPart[], putBack: boolean): MergedParts {
  const found = partsIn(inner, new Set([...sums.keys(), ...wanted.map(({ id }) => id)]))
  if (!found)
    return putBack ? innerOf(wanted) : { inner, sums, kept: [{ id: topId, theirs: inner, isOutdated: false }] }
  const eol = inner.includes('\r\n') ? '\r\n' : '\n'
  const merge = new Merge(found, sums, eol)
  for (const part of wanted) merge.add(part, putBack)
  const isWanted = new Set(wanted.map(({ id }) => id))
  for (const part of found) if (!isWanted.has(part.id) && !putBack) merge.keepOfGonePage(part)
  const isSame = merge.parts.map(({ text }) => text).join('') === inner
  return { inner: isSame ? inner : joined(merge.parts, eol), sums: merge.sums, kept: merge.kept }
}

class Merge {
  readonly parts: Part[] = []
  readonly sums: EndFacts = new Map()
  readonly kept: KeptPart[] = []
  readonly #found: Part[]
  readonly #before: EndFacts
  readonly #eol: string

  constructor(found: Part[], before: EndFacts, eol: string) {
    this.#found = found
    this.#before = before
    this.#eol = eol
  }

  add({ id, text: ours, isStandIn = false }: WantedPart, putBack: boolean): void {
    const theirs = this.#found.find((part) => part.id === id)?.text
    const before = this.#before.get(id)
    const isNew = theirs === undefined && before === undefined
    if (isStandIn && !isNew) {
      this.#leave(id, theirs, before)
      return
    }
    const sum = checksum(ours)
    const isOurs = theirs !== undefined && (hasSum(theirs, before) || hasSum(theirs, sum))
    if (!isNew && !isOurs && !putBack) {
      this.kept.push({ id, theirs: theirs ?? '', isOutdated: before !== undefined && before !== sum })
      this.#leave(id, theirs, before)
      return
    }
    this.sums.set(id, sum)
    const isSame = theirs !== undefined && hasSum(theirs, sum)
    this.parts.push({ id, text: isSame ? theirs : ours.replaceAll('\n', this.#eol) })
  }

  /** A person's text stays behind the part that it was behind of. */
  keepOfGonePage(part: Part): void {
    const before = this.#before.get(part.id)
    if (hasSum(part.text, before)) return
    const above = new Set(this.#found.slice(0, this.#found.indexOf(part)).map(({ id }) => id))
    this.parts.splice(this.parts.findLastIndex(({ id }) => above.has(id)) + 1, 0, part)
    if (before !== undefined) this.sums.set(part.id, before)
    this.kept.push({ id: part.id, theirs: part.text, isOutdated: true })
  }

  #leave(id: string, theirs: string | undefined, before: string | undefined): void {
    if (theirs !== undefined) this.parts.push({ id, text: theirs })
    // A part that a person removed is remembered, or it would come back as a new one.
    if (before !== undefined) this.sums.set(id, before)
  }
}

const hasSum = (text: string, sum: string | undefined) => checksum(text.replace(/^[\r\n]+/, '')) === sum

/** With a blank line between parts, and none at the begin marker. */
function joined(parts: Part[], eol: string): string {
  const texts = parts.map(({ text }) => text.replace(/[\r\n]+$/, ''))
  const [top = '', ...others] = texts
  const first = /^[\r\n]|^<!-- /.test(top) || parts[0]?.id !== topId ? `${eol}${top.replace(/^[\r\n]+/, '')}` : top
  const rest = [first, ...others].filter((text, index) => index === 0 || text !== '')
  return `${rest.join(`${eol}${eol}`)}${eol}${eol}`
}

const heading = /^#{1,6} (?:.* )?\^([\da-f-]+)[ \t]*$/gim

/** Null if the heading of a page is there twice. */
function partsIn(inner: string, ids: ReadonlySet<string>): Part[] | null {
  const starts = [...inner.matchAll(heading)].flatMap(({ 1: id = '', index }) => (ids.has(id) ? [{ id, index }] : []))
  if (new Set(starts.map(({ id }) => id)).size < starts.length) return null
  const all = [{ id: topId, index: 0 }, ...starts]
  return all.map(({ id, index }, at) => ({ id, text: inner.slice(index, all[at + 1]?.index) }))
}
