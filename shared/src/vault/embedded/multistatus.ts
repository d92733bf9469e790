// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the answer to a PROPFIND (RFC 4918, 14.16): what is in a folder. Servers choose their own prefixes, and write
// addresses with or without their name, escaped in different ways, and sometimes below another path than they were
// asked for.

export interface Listing {
  xml: string
  /** The path that was asked for, percent-encoded. */
  path: string
}

export interface Entry {
  name: string
  isFolder: boolean
  /** Bytes; null if the server doesn't say. */
  size: number | null
}

/** Null if this is no answer to a PROPFIND. `isFolder`: the address that was asked for is one. */
export type Entries = { isFolder: boolean; entries: Entry[] } | null

interface Resource {
  href: string
  isFolder: boolean
  size: number | null
}

const maxResources = 50_000

export function entriesIn({ xml, path }: Listing): Entries {
  const resources = resourcesIn(xml)
  if (!resources) return null
  const located = resources.flatMap((resource) => {
    const at = pathOf(resource.href)
    return at === null ? [] : [{ ...resource, at }]
  })
  const asked = pathOf(path)
  const self = located.find(({ at }) => at === asked) ?? located.toSorted((a, b) => a.at.length - b.at.length)[0]
  if (!self) return null
  const below = self.at === '' ? '' : `${self.at}/`
  const entries = located.flatMap(({ at, isFolder, size }) => {
    const name = at.startsWith(below) ? at.slice(below.length) : ''
    return at === self.at || name === '' || name.includes('/') ? [] : [{ name, isFolder, size }]
  })
  return { isFolder: self.isFolder, entries }
}

/** Decoded, without the server's name and without slashes at its ends; null if it isn't well-formed. */
function pathOf(href: string): string | null {
  const given = href.trim()
  const path = given.startsWith('/') ? given : given.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '')
  const names: string[] = []
  try {
    for (const segment of path.split('/')) {
      const name = segment.includes('%') ? decodeURIComponent(segment) : segment
      if (name === '.' || name === '..' || name.includes('/') || name.includes('\0')) return null
      if (name !== '') names.push(name)
    }
  } catch {
    return null
  }
  return names.join('/')
}

interface Open {
  tag: string
  /** With its namespace: "DAV: href". */
  name: string
  prefixes: ReadonlyMap<string, string>
}

interface TagParts {
  isEnd: boolean
  /** It ends at once. */
  isEmpty: boolean
  name: string
  attributes: string
}

/** A longer tag is none of a WebDAV server. */
const maxTagLength = 10_000
const maxKnownTags = 100

/** Null if the outermost element isn't DAV's multistatus, or something doesn't end where it has to. */
function resourcesIn(xml: string): Resource[] | null {
  const reader = new Reader()
  for (let at = 0; at < xml.length; ) {
    const tagAt = xml.indexOf('<', at)
    reader.words += unescapedXml(xml.slice(at, tagAt < 0 ? undefined : tagAt))
    if (tagAt < 0) break
    const [start, end] = delimitersAt(xml, tagAt)
    const endAt = xml.indexOf(end, tagAt + start.length)
    if (endAt < 0) return null
    const inner = xml.slice(tagAt + start.length, endAt)
    if (start === '<![CDATA[') reader.words += inner
    if (start === '<' && !reader.take(inner)) return null
    at = endAt + end.length
  }
  return reader.resources
}

const ofTags = ['<', '>'] as const

const ofOthers = [
  ['<![CDATA[', ']]>'],
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<!', '>'],
] as const

function delimitersAt(xml: string, at: number): readonly [string, string] {
  const next = xml[at + 1]
  if (next !== '!' && next !== '?') return ofTags
  return ofOthers.find(([start]) => xml.startsWith(start, at)) ?? ofTags
}

class Reader {
  /** Of the element that was begun last. */
  words = ''
  readonly #open: Open[] = []
  readonly #resources: Resource[] = []
  readonly #tags = new Map<string, TagParts>()
  #hasBegun = false

  /** Null unless everything that began has ended. */
  get resources(): Resource[] | null {
    return this.#hasBegun && this.#open.length === 0 ? this.#resources : null
  }

  /** What is between the brackets of a tag; false if it can't be there. */
  take(tag: string): boolean {
    if (tag.length > maxTagLength) return false
    const { isEnd, isEmpty, name, attributes } = this.#partsOf(tag)
    if (name === '' || (!isEnd && !this.#begin(name, attributes))) return false
    return (!isEnd && !isEmpty) || this.#end(name)
  }

  /** Each resource has the same tags, and the server's engine is slow. */
  #partsOf(tag: string): TagParts {
    const known = this.#tags.get(tag)
    if (known) return known
    const parts = partsOf(tag)
    if (this.#tags.size < maxKnownTags) this.#tags.set(tag, parts)
    return parts
  }

  /** False if it can't begin here. */
  #begin(tag: string, attributes: string): boolean {
    const prefixes = prefixesIn(attributes, this.#open.at(-1)?.prefixes ?? new Map())
    const name = qualified(tag, prefixes)
    if (this.#open.length === 0 && (this.#hasBegun || name !== 'DAV: multistatus')) return false
    this.#hasBegun = true
    this.#open.push({ tag, name, prefixes })
    this.words = ''
    if (name === 'DAV: response') this.#resources.push({ href: '', isFolder: false, size: null })
    return this.#resources.length <= maxResources
  }

  /** False if another element ends here. */
  #end(tag: string): boolean {
    const closed = this.#open.pop()
    if (closed?.tag !== tag) return false
    note(closed.name, this.words, this.#open, this.#resources.at(-1))
    this.words = ''
    return true
  }
}

function note(name: string, words: string, open: Open[], resource: Resource | undefined): void {
  if (!resource) return
  const parent = open.at(-1)?.name
  if (name === 'DAV: href' && parent === 'DAV: response') resource.href = words
  if (name === 'DAV: collection' && parent === 'DAV: resourcetype') resource.isFolder = true
  if (name === 'DAV: getcontentlength' && /^\d{1,15}$/.test(words.trim())) resource.size = Number(words)
}

/** The name is empty if it has none. */
function partsOf(tag: string): TagParts {
  const [, slash = '', name = '', attributes = ''] = /^(\/?)([^\s/]+)([\s\S]*)$/.exec(tag) ?? []
  return { isEnd: slash !== '', isEmpty: attributes.endsWith('/'), name, attributes }
}

function prefixesIn(attributes: string, outer: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  if (!attributes.includes('xmlns')) return outer
  const prefixes = new Map(outer)
  for (const [, prefix = '', double, single] of attributes.matchAll(
    /xmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  ))
    prefixes.set(prefix, unescapedXml(double ?? single ?? ''))
  return prefixes
}

function qualified(tag: string, prefixes: ReadonlyMap<string, string>): string {
  const at = tag.indexOf(':')
  return `${prefixes.get(at < 0 ? '' : tag.slice(0, at)) ?? ''} ${tag.slice(at + 1)}`
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescapedXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
