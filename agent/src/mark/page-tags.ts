// SPDX-License-Identifier: AGPL-3.0-or-later
// The tags of pages in a notebook's .content. Everything else in the file keeps its exact text.

/** The tag that marks a page. The core doesn't count it as a tag of the page (wasm-core/src/document). */
export const mark = 'rMirror'

/** A file in which no page can be marked, with the reason as a sentence without its full stop. */
export class Unmarkable extends Error {
  override name = 'Unmarkable'
}

interface Tag {
  name?: unknown
  pageId?: unknown
}

interface Content {
  pageTags?: unknown
  cPages?: unknown
}

/** The pages that have the mark, in the order of their tags. Throws Unmarkable. */
export function markedPages(content: string): string[] {
  return tagsOf(parsed(content)).flatMap(({ name, pageId }) =>
    name === mark && typeof pageId === 'string' ? [pageId] : [],
  )
}

/**
 * The content with the mark on these pages and on no other; `content` itself if it is so already. `time`: milliseconds
 * since 1970. Throws Unmarkable.
 */
export function withMarksOn(pages: ReadonlySet<string>, content: string, time: number): string {
  const object = parsed(content)
  const tags = tagsOf(object)
  const marked = new Set(markedPages(content))
  const missing = [...pages].filter((page) => !marked.has(page))
  const surplus = tags.filter(({ name, pageId }) => name === mark && !pages.has(String(pageId)))
  if (missing.length === 0 && surplus.length === 0) return content
  const added = missing.map((pageId) => JSON.stringify({ name: mark, pageId, timestamp: time }))
  if (object.pageTags === undefined) return withList(content, added)
  const { start, end, elements } = listAt(content)
  // They are as many as the tags, in their order.
  const kept = elements.filter((_, index) => !surplus.includes(tags[index] as Tag))
  const texts = [...kept.map((span) => content.slice(span.start, span.end)), ...added]
  return `${content.slice(0, start)}[${texts.join(',')}]${content.slice(end)}`
}

function parsed(content: string): Content {
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch {
    throw new Unmarkable("its description can't be read")
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Unmarkable("its description can't be read")
  return value
}

function tagsOf({ pageTags, cPages }: Content): Tag[] {
  if (Array.isArray(pageTags)) return pageTags.map((tag) => (typeof tag === 'object' && tag !== null ? tag : {}))
  // Software that writes `cPages` has tags on pages, but leaves the list out of some notebooks.
  if (pageTags === undefined && cPages !== undefined) return []
  throw new Unmarkable('it was written by software without tags on pages. Open it on the tablet, and try again')
}

function withList(content: string, added: readonly string[]): string {
  const start = content.indexOf('{') + 1
  const comma = /^\s*\}/.test(content.slice(start)) ? '' : ','
  return `${content.slice(0, start)}"pageTags":[${added.join(',')}]${comma}${content.slice(start)}`
}

interface Span {
  start: number
  /** Exclusive. */
  end: number
}

/** Where the list of the last `pageTags` of the outermost object is, which is the one that JSON.parse() takes. */
function listAt(content: string): Span & { elements: Span[] } {
  const parts = partsOf(content, content.indexOf('{'))
  const isName = ({ start, end }: Span, index: number) =>
    index % 2 === 0 && JSON.parse(content.slice(start, end)) === 'pageTags'
  const list = parts[parts.findLastIndex(isName) + 1]
  if (!list) throw new Error('a list that was parsed is not there')
  return { ...list, elements: partsOf(content, list.start) }
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]]|[^\s{}[\],:"]+/g

/** The values in the list or object that begins at `start`; in an object each name is a part as well, before its value. */
function partsOf(content: string, start: number): Span[] {
  const parts: Span[] = []
  let depth = 0
  let begin = 0
  for (const { 0: token, index } of content.slice(start).matchAll(tokens)) {
    const at = start + index
    if (depth === 1) begin = at
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    if (depth === 0) break
    if (depth === 1 && at > start) parts.push({ start: begin, end: at + token.length })
  }
  return parts
}
