// SPDX-License-Identifier: AGPL-3.0-or-later
// The properties of a note (front matter). Obsidian and people edit them, so each is compared with what rMirror wrote
// last: what nobody changed follows the library, what somebody changed or deleted stays so. Only tags are merged.
import { quoted } from '../library/index.ts'
import { checksum } from './checksum.ts'

/** A property is a text, a time, or a list of texts. */
export type Properties = ReadonlyMap<string, string | readonly string[]>

interface Entry {
  key: string
  /** Of its lines in the text. */
  from: number
  to: number
  /** Null if it is neither a text nor a list of texts. */
  values: string[] | null
}

interface Block {
  /** Where its entries begin and end. */
  from: number
  to: number
  eol: string
  entries: Entry[]
}

/** What rMirror wrote last. */
export interface WrittenProperties {
  properties: ReadonlyMap<string, string>
  tags: readonly string[]
}

const tagsKey = 'tags'

export function frontMatterOf(properties: Properties): string {
  return `---\n${[...properties].map(([key, value]) => entryText(key, value)).join('')}---\n`
}

export function writtenProperties(properties: Properties): { properties: Map<string, string>; tags: string[] } {
  const others = [...properties].filter(([key]) => key !== tagsKey)
  return {
    properties: new Map(others.map(([key, value]) => [key, sumOf(valuesOf(value))])),
    tags: valuesOf(properties.get(tagsKey) ?? []),
  }
}

/** The text of a property; undefined if there is none. */
export function propertyIn(text: string, key: string): string | undefined {
  return blockOf(text)?.entries.find((entry) => entry.key === key)?.values?.[0]
}

/** Whether there are properties or comments that rMirror didn't write so. */
export function hasOwnProperties(text: string, { properties, tags }: WrittenProperties): boolean {
  const block = blockOf(text)
  if (!block) return false
  const isOurs = ({ key, values }: Entry) =>
    values !== null && (key === tagsKey ? isSame(values, tags) : properties.get(key) === sumOf(values))
  const ours = block.entries.reduce((length, entry) => length + (isOurs(entry) ? entry.to - entry.from : 0), 0)
  return ours !== block.to - block.from
}

/** Where the properties end; 0 if there are none. */
export function endOfProperties(text: string): number {
  const block = blockOf(text)
  return block ? block.to + (/^.*(?:\r?\n)?/.exec(text.slice(block.to))?.[0].length ?? 0) : 0
}

/** The file's text with the properties that the library has now. */
export function withProperties(text: string, wanted: Properties, written: WrittenProperties): string {
  const block = blockOf(text)
  if (!block) return text
  const edits = new Map<Entry | null, string>()
  let added = ''
  for (const key of new Set([...wanted.keys(), ...written.properties.keys(), tagsKey])) {
    const entry = block.entries.find((each) => each.key === key)
    const next = key === tagsKey ? nextTags(entry, wanted, written.tags) : nextValue(key, entry, wanted, written)
    if (next === undefined) continue
    const line = next.length === 0 ? '' : entryText(key, next).replaceAll('\n', block.eol)
    if (entry) edits.set(entry, line)
    else added += line
  }
  let result = text.slice(0, block.to) + added + text.slice(block.to)
  for (const entry of block.entries.toReversed()) {
    const line = edits.get(entry)
    if (line !== undefined) result = result.slice(0, entry.from) + line + result.slice(entry.to)
  }
  return result
}

/** Undefined: stays as it is; empty: goes. */
function nextValue(
  key: string,
  entry: Entry | undefined,
  wanted: Properties,
  { properties }: WrittenProperties,
): string | readonly string[] | undefined {
  const value = wanted.get(key)
  const sum = value === undefined ? undefined : sumOf(valuesOf(value))
  const before = properties.get(key)
  if (sum === before) return undefined
  // The name was free, or a person's.
  if (before === undefined) return entry ? undefined : value
  if (!entry?.values || sumOf(entry.values) !== before) return undefined
  return value ?? []
}

function nextTags(
  entry: Entry | undefined,
  wanted: Properties,
  before: readonly string[],
): readonly string[] | undefined {
  const ours = valuesOf(wanted.get(tagsKey) ?? [])
  if (isSame(ours, before)) return undefined
  // Deleted by a person, or no list.
  if (entry ? !entry.values : before.length > 0) return undefined
  const present = entry?.values ?? []
  const kept = present.filter((tag) => ours.includes(tag) || !before.includes(tag))
  const added = ours.filter((tag) => !before.includes(tag) && !present.includes(tag))
  const next = [...kept, ...added]
  return isSame(next, present) ? undefined : next
}

function entryText(key: string, value: string | readonly string[]): string {
  if (typeof value === 'string') return `${key}: ${isTime.test(value) ? value : quoted(value)}\n`
  return `${key}:\n${value.map((each) => `  - ${quoted(each)}\n`).join('')}`
}

const isTime = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

const valuesOf = (value: string | readonly string[]) => (typeof value === 'string' ? [value] : [...value])

const sumOf = (values: string[]) => checksum(JSON.stringify(values.map((value) => value.normalize('NFC'))))

const isSame = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((each, index) => each === others[index])

function blockOf(text: string): Block | null {
  const [opening] = /^\ufeff?---[ \t]*\r?\n/.exec(text) ?? []
  if (opening === undefined) return null
  const eol = opening.endsWith('\r\n') ? '\r\n' : '\n'
  const entries: { key: string; from: number; to: number }[] = []
  let at = opening.length
  while (at < text.length) {
    const [line = ''] = /^[^\n]*\n?/.exec(text.slice(at)) ?? []
    if (/^(?:---|\.\.\.)[ \t]*\r?\n?$/.test(line)) {
      return { from: opening.length, to: at, eol, entries: entries.map(withValues(text)) }
    }
    const [, key] = /^([A-Za-z_][\w-]*)[ \t]*:/.exec(line) ?? []
    const last = entries.at(-1)
    if (key !== undefined) entries.push({ key, from: at, to: at + line.length })
    // A comment is nobody's value.
    else if (last && last.to === at && !line.startsWith('#')) last.to = at + line.length
    at += line.length
  }
  return null
}

const withValues =
  (text: string) =>
  (entry: Omit<Entry, 'values'>): Entry => ({ ...entry, values: parsed(text.slice(entry.from, entry.to)) })

function parsed(entry: string): string[] | null {
  const [first = '', ...rest] = entry.split(/\r?\n/).filter((line, index) => index === 0 || line.trim() !== '')
  const inline = first.slice(first.indexOf(':') + 1).trim()
  if (inline !== '' && rest.length > 0) return null
  if (/^[|>&*!{]/.test(inline)) return null
  if (inline.startsWith('[')) return inline.endsWith(']') ? flowed(inline.slice(1, -1)) : null
  if (inline !== '') return [unquoted(inline)]
  const items = rest.map((line) => /^[ \t]*-[ \t]+(.*)$/.exec(line)?.[1])
  return items.every((item) => item !== undefined) ? items.map((item) => unquoted(item.trim())) : null
}

function flowed(inline: string): string[] {
  const items = inline.match(/"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^,\s][^,]*/g) ?? []
  return items.map((item) => unquoted(item.trim()))
}

function unquoted(text: string): string {
  if (/^'.*'$/s.test(text)) return text.slice(1, -1).replaceAll("''", "'")
  if (!/^".*"$/s.test(text)) return text
  try {
    return String(JSON.parse(text))
  } catch {
    return text
  }
}
