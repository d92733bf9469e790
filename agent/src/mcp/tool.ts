// SPDX-License-Identifier: AGPL-3.0-or-later
// What a tool is, its limits, and the cursors that lead to the next part of a long result.
import type { NotesSource, Part, Question } from './notes-source.ts'
import type { Scope } from './scope.ts'
import { ToolError } from './tool-error.ts'

export interface ToolCall {
  source: NotesSource
  scope: Scope
  signal: AbortSignal
}

export interface ToolResult {
  /** For assistants that read texts; the default is `data` as JSON. */
  text?: string
  png?: Uint8Array
  file?: LinkedFile
  data: Record<string, unknown>
}

/** A file that is a resource. */
export interface LinkedFile {
  uri: string
  name: string
  mimeType: string
  size: number
  /** All of it. */
  text?: string
}

export interface Tool {
  name: string
  description: string
  /** JSON schemas of its arguments, by name. */
  arguments: Record<string, object>
  required?: string[]
  /** What it changes can be changed back; nothing is deleted. */
  changes?: true
  // biome-ignore lint/suspicious/noExplicitAny: the arguments were checked against their schemas
  run(given: any, call: ToolCall): Promise<ToolResult>
}

const maxItems = 100
/** Of one result, as JSON; assistants cut off or refuse much longer ones. */
export const maxCharacters = 20_000

export const argument = {
  id: (description: string) => ({ type: 'string', minLength: 1, maxLength: 100, description }),
  page: { type: 'integer', minimum: 1, maximum: 1_000_000, description: 'The number of the page, from 1.' },
  limit: { type: 'integer', minimum: 1, maximum: maxItems, default: 20, description: 'The most items to return.' },
  cursor: {
    type: 'string',
    maxLength: 100,
    description: 'The "next" of the previous result, for the part that follows.',
  },
}

export const questionOf = ({ limit = 20, cursor }: Partial<Question>): Question => ({ limit, cursor })

/** Two numbers, the second of which may be missing: "12" or "12:5000". */
export function readCursor(cursor: string | undefined): [number, number] {
  if (cursor === undefined) return [0, 0]
  const match = /^(\d{1,9})(?::(\d{1,9}))?$/.exec(cursor)
  if (!match) throw new ToolError('This cursor isn\'t the "next" of a result of this tool.')
  return [Number(match[1]), Number(match[2] ?? 0)]
}

/** As many as are wanted and fit into a result, from the cursor on. */
export function partOf<Each>(all: Each[], { limit, cursor }: Question): Part<Each> {
  const [from] = readCursor(cursor)
  const items: Each[] = []
  let characters = 0
  for (const each of all.slice(from, from + limit)) {
    characters += JSON.stringify(each).length
    if (characters > maxCharacters && items.length > 0) break
    items.push(each)
  }
  const end = from + items.length
  return { items, next: items.length > 0 && end < all.length ? String(end) : null }
}

/** Never half a character. */
export function shortened(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, wholeEnd(text, max - 1))}…`
}

/** The largest end up to `end` that doesn't split a surrogate pair. */
export function wholeEnd(text: string, end: number): number {
  return /[\uDC00-\uDFFF]/.test(text[end] ?? '') ? end - 1 : end
}
