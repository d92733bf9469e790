// SPDX-License-Identifier: AGPL-3.0-or-later
// Tools that read a notebook's pages: their list, texts, pictures and highlights.
import type { Page, Picture } from './notes-source.ts'
import {
  argument,
  maxCharacters,
  partOf,
  questionOf,
  readCursor,
  shortened,
  type Tool,
  type ToolCall,
  wholeEnd,
} from './tool.ts'
import { ToolError } from './tool-error.ts'

/** As base64, what models take is 5 MB. */
const maxPictureBytes = 3_700_000
const maxPagesAtOnce = 20
const maxHighlight = 2000

const notebook = argument.id('The id of a notebook.')

export const pageTools: Tool[] = [
  {
    name: 'list_pages',
    description: 'Lists the pages of a notebook with their tags.',
    arguments: { notebook, limit: argument.limit, cursor: argument.cursor },
    required: ['notebook'],
    async run(given: { notebook: string; limit?: number; cursor?: string }, { source, scope, signal }) {
      const pages = await source.pages(scope.notebook(given.notebook).id, signal)
      const entries = pages.map(({ number, tags }) => ({
        page: number,
        tags: tags.slice(0, 20).map((tag) => shortened(tag, 300)),
      }))
      return { data: { count: pages.length, ...partOf(entries, questionOf(given)) } }
    },
  },
  {
    name: 'read_pages',
    description:
      'Reads the text of pages in Markdown, from a page on, until the end of the notebook or of what fits into a result. Handwriting that has no transcription is only in the picture of the page.',
    arguments: {
      notebook,
      from: { ...argument.page, default: 1 },
      to: { ...argument.page, description: 'The last page to read; without it, the last one of the notebook.' },
      cursor: argument.cursor,
    },
    required: ['notebook'],
    run: readPages,
  },
  {
    name: 'see_page',
    description:
      'Returns a page as a picture, as the tablet shows it: handwriting, drawings, and what they were written on.',
    arguments: {
      notebook,
      page: argument.page,
      part: {
        ...{ type: 'integer', minimum: 1, maximum: 20, default: 1 },
        description: 'A very tall page can have several pictures.',
      },
    },
    required: ['notebook', 'page'],
    async run(given: { notebook: string; page: number; part?: number }, call) {
      const { id } = call.scope.notebook(given.notebook)
      const page = await pageNumbered(id, given.page, call)
      const { part = 1 } = given
      const { png, parts } = await pictureOf(id, page, part, call)
      return { png, data: { notebook: id, page: given.page, part, parts } }
    },
  },
  {
    name: 'list_highlights',
    description: 'Lists the highlighted texts of a notebook, with the notes that a person wrote to them.',
    arguments: { notebook, cursor: argument.cursor },
    required: ['notebook'],
    async run(given: { notebook: string; cursor?: string }, { source, scope, signal }) {
      const { id } = scope.notebook(given.notebook)
      const pages = await source.pages(id, signal)
      const [from, skipped] = readCursor(given.cursor)
      const items: { page: number; text: string; note: string }[] = []
      let characters = 0
      for (let at = from; at < pages.length; at++) {
        if (at - from >= maxPagesAtOnce) return { data: { items, next: String(at) } }
        const page = pages[at] as Page
        const highlights = (await source.text(id, page.id, signal))?.highlights ?? []
        for (let index = at === from ? skipped : 0; index < highlights.length; index++) {
          const { text = '', note = '' } = highlights[index] ?? {}
          const entry = { page: page.number, text: shortened(text, maxHighlight), note: shortened(note, maxHighlight) }
          characters += JSON.stringify(entry).length
          if (characters > maxCharacters && items.length > 0) return { data: { items, next: `${at}:${index}` } }
          items.push(entry)
        }
      }
      return { data: { items, next: null } }
    },
  },
]

export async function pageNumbered(id: string, number: number, { source, signal }: ToolCall): Promise<Page> {
  const pages = await source.pages(id, signal)
  const page = pages.find((each) => each.number === number)
  if (!page) throw new ToolError(`There is no page ${number}; the notebook has ${pages.length}.`)
  return page
}

export async function pictureOf(id: string, page: Page, part: number, { source, signal }: ToolCall): Promise<Picture> {
  const picture = await source.picture(id, page.id, part, signal)
  if (!picture) throw new ToolError('There is no picture of this page, or no such part of it.')
  if (picture.png.length > maxPictureBytes)
    throw new ToolError('The picture of this page is too large for an assistant.')
  return picture
}

/** The text, and what it lacks. */
export function transcribed(text: string, isTranscribed: boolean): string {
  if (isTranscribed) return text
  return `${text}\n\n(The handwriting of this page has no transcription here; see_page shows it.)`
}

/** The cursor is the index of a page, and how much of its text was read. */
async function readPages(given: { notebook: string; from?: number; to?: number; cursor?: string }, call: ToolCall) {
  const { source, scope, signal } = call
  const { id, name } = scope.notebook(given.notebook)
  const { from = 1, to = Infinity } = given
  const pages = (await source.pages(id, signal)).filter(({ number }) => number >= from && number <= to)
  if (pages.length === 0) throw new ToolError('The notebook has no such pages.')
  const [start, skipped] = readCursor(given.cursor)
  const read: { page: number; text: string; is_transcribed: boolean }[] = []
  let room = maxCharacters
  let next: string | null = null
  for (let at = start; at < pages.length; at++) {
    if (at - start >= maxPagesAtOnce || room <= 0) {
      next = String(at)
      break
    }
    const page = pages[at] as Page
    const content = await source.text(id, page.id, signal)
    if (!content) continue
    const { text, isTranscribed: is_transcribed } = content
    const offset = at === start ? skipped : 0
    const end = wholeEnd(text, Math.min(text.length, offset + room))
    read.push({ page: page.number, text: text.slice(offset, end), is_transcribed })
    room -= end - offset
    if (end < text.length) {
      next = `${at}:${end}`
      break
    }
  }
  const parts = read.map(({ page, text, is_transcribed }) => `## Page ${page}\n\n${transcribed(text, is_transcribed)}`)
  const more = next === null ? '' : `\n\n(More follows: cursor "${next}".)`
  return {
    text: `# ${name}\n\n${parts.join('\n\n')}${more}`,
    data: { notebook: id, name, pages: read, next },
  }
}
