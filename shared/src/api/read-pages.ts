// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetches the server's transcription of a notebook for exports.
import { type KnownTodo, withTicks } from '../library/index.ts'
import { type Api, answerTo } from './client.ts'
import { forEachConcurrently } from './for-each-concurrently.ts'
import { ApiProblem } from './problem.ts'
import type { components } from './schema.gen.ts'

export type ServerPage = components['schemas']['Page']
/** A page with its transcription. */
export type PageDetail = components['schemas']['PageDetail']
/** What is needed to show the page's images. */
export type PageWithImages = components['schemas']['PageWithImages']
/** The part of it that exports need. */
export type TranscribedPage = Pick<PageDetail, 'ocr_text' | 'document' | 'ocr_lines' | 'ocr_language' | 'todos'> & {
  images: readonly Pick<PageDetail['images'][number], 'rect'>[]
}
export type PagePlace = Pick<ServerPage, 'notebook_uuid' | 'page_uuid'>

/** By page uuid; only pages whose ink is the same here and on the server. */
export interface Transcriptions {
  read: ReadonlyMap<string, TranscribedPage>
  /** Pages not transcribed yet, including those whose last attempt failed. */
  waiting: ReadonlySet<string>
  /** To-dos in typed text, with their current completion state. */
  typedTodos?: ReadonlyMap<string, readonly KnownTodo[]>
  /** The highlights that come from pen marks, as `quotationsOf`; "" for a page without any. */
  penMarks?: ReadonlyMap<string, string>
}

export const noTranscriptions: Transcriptions = { read: new Map(), waiting: new Set() }

/** The ink hashes of a notebook's pages here, by page uuid; undefined if unknown, null for a note, which has no ink. */
export type InkHashes = ReadonlyMap<string, () => Promise<string | null | undefined>>

/** The source of the server's pages: the API or a cache. */
export interface ServerPages {
  pagesOf(notebook: string): Promise<readonly ServerPage[]>
  /** null if the server doesn't know the page. */
  page(place: PagePlace): Promise<PageDetail | null>
}

const concurrency = 6

type Status = ServerPage['ocr_status']

const pendingStatuses: ReadonlySet<Status> = new Set(['pending', 'processing', 'pending_quota', 'failed'])
/** Pages without handwriting ("skipped") may still have typed text. */
const statusesWithText: ReadonlySet<Status> = new Set(['completed', 'skipped', ...pendingStatuses])

/** Returns transcriptions of pages whose ink is still the same, never of older ink; and the pages that wait for one. */
export async function fetchTranscriptions(
  server: ServerPages,
  notebook: string,
  here: InkHashes,
  signal: AbortSignal,
): Promise<Transcriptions> {
  const read = new Map<string, PageDetail>()
  const waiting = new Set<string>()
  const typedTodos = new Map<string, readonly KnownTodo[]>()
  const penMarks = new Map<string, string>()
  const pages = await server.pagesOf(notebook)
  const known = pages.filter(({ ocr_status }) => statusesWithText.has(ocr_status))
  await forEachConcurrently(known, concurrency, async (place) => {
    signal.throwIfAborted()
    const inkHash = await here.get(place.page_uuid)?.()
    if (inkHash === undefined || place.ink_hash !== inkHash) return
    if (pendingStatuses.has(place.ocr_status)) waiting.add(place.page_uuid)
    const page = await server.page(place)
    // The page may have changed since the list was fetched.
    if (page?.ink_hash !== inkHash) return
    const todos = page.todos.filter(isTyped)
    if (todos.length > 0) typedTodos.set(place.page_uuid, todos)
    penMarks.set(place.page_uuid, quotationsOf({ highlights: page.highlights.filter(({ mark }) => mark !== null) }))
    const isRead = page.ocr_status === 'completed' && !pendingStatuses.has(place.ocr_status)
    if (documentOf(page) && (isRead || isCorrected(page))) read.set(place.page_uuid, page)
  })
  return { read, waiting, ...(typedTodos.size > 0 && { typedTodos }), ...(penMarks.size > 0 && { penMarks }) }
}

/** What a person made of the transcription, or else the transcription, in Markdown. Everything that reads it, reads this. */
export function documentOf({ ocr_text, document }: Pick<PageDetail, 'ocr_text' | 'document'>): string {
  return document ?? ocr_text ?? ''
}

/** Whether a person wrote its document. A page kept by an earlier version has no such member. */
export const isCorrected = ({ document }: Pick<PageDetail, 'document'>) => typeof document === 'string'

/** The document in Markdown, with the to-dos' current state. */
export function textOf(page: Pick<PageDetail, 'ocr_text' | 'document'> & { todos: readonly SourcedTodo[] }): string {
  return withTicks(
    documentOf(page),
    page.todos.filter((todo) => !isTyped(todo)),
  )
}

/** The typed text in Markdown; escaped plain text if no device has sent Markdown. */
export function typedTextOf({ typed_text, typed_markdown }: Pick<PageDetail, 'typed_text' | 'typed_markdown'>): string {
  return typed_markdown ?? asMarkdown(typed_text)
}

/** The text that is shown and delivered: a person's, or else what is printed, or else the tablet's. */
export function highlightText({ corrected_text, repaired_text, original_text }: HighlightTexts): string {
  return corrected_text ?? repaired_text ?? original_text
}

/** A page kept by an earlier version has no `repaired_text`; one read from files has no `corrected_text`. */
export type HighlightTexts = Pick<Highlight, 'original_text'> &
  Partial<Pick<Highlight, 'corrected_text' | 'repaired_text'>>

type Highlight = PageDetail['highlights'][number]

/** The highlights, each as a Markdown quotation. */
export function quotationsOf({ highlights }: { highlights: readonly HighlightTexts[] }): string {
  return quotations(highlights.map(highlightText))
}

/** Texts that aren't blank, each as a Markdown quotation. */
export function quotations(texts: readonly string[]): string {
  const lines = texts.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '')
  return lines.map((text) => `> ${asMarkdown(text)}`).join('\n\n')
}

/** What of a to-do is needed to tick it. */
export type SourcedTodo = KnownTodo & Pick<PageDetail['todos'][number], 'source'>

const isTyped = ({ source }: Pick<SourcedTodo, 'source'>) => source === 'typed_text'

function asMarkdown(words: string): string {
  return words.replace(/[\\`*_{}[\]<>#|~$]|^(?=[-+] )/gm, '\\$&').replace(/^(\d+)(?=[.)] )/gm, '$1\\')
}

/** The transcribed lines and the areas of the pictures they were read from, as PDFs need them. */
export function linesOf({ ocr_lines, images }: Pick<TranscribedPage, 'ocr_lines' | 'images'>) {
  return { lines: ocr_lines, pictures: images.map(({ rect }) => rect) }
}

/**
 * null if the server doesn't know the page. Its `notebook_uuid` is the one asked for: another person's notebook is
 * addressed by the server's id, because the user may have one with the same uuid.
 */
export async function fetchPage(api: Api, place: PagePlace, signal: AbortSignal): Promise<PageDetail | null> {
  const params = { path: { notebook_uuid: place.notebook_uuid, page_uuid: place.page_uuid } }
  const question = { params, signal, cache: 'no-store' } as const
  try {
    const page = await answerTo(api.GET('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}', question))
    return { ...page, notebook_uuid: place.notebook_uuid }
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null
    throw error
  }
}
