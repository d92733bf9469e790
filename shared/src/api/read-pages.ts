// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server read in the handwriting of a notebook, for exports of it.
import { type KnownTodo, withTicks } from '../library/index.ts'
import { type Api, answerTo } from './client.ts'
import { eachOf } from './each-of.ts'
import { ApiProblem } from './problem.ts'
import type { components } from './schema.gen.ts'

export type ServerPage = components['schemas']['Page']
/** A page with what was read on it. */
export type PageDetail = components['schemas']['PageDetail']
/** What is needed to show the page's images. */
export type PageWithImages = components['schemas']['PageWithImages']
/** As much of it as exports need. */
export type ReadPage = Pick<PageDetail, 'ocr_text' | 'ocr_lines' | 'ocr_language' | 'todos'> & {
  images: readonly Pick<PageDetail['images'][number], 'rect'>[]
}
export type PagePlace = Pick<ServerPage, 'notebook_uuid' | 'page_uuid'>

/** Of a notebook's pages those that look here as the server has them, by their uuids. */
export interface ReadPages {
  read: ReadonlyMap<string, ReadPage>
  /** Those that the server has not read yet, also where a try failed. */
  waiting: ReadonlySet<string>
  /** What was typed on them to be done, as it was ticked off since. */
  typedTodos?: ReadonlyMap<string, readonly KnownTodo[]>
}

export const noPagesRead: ReadPages = { read: new Map(), waiting: new Set() }

/** How the pages of a notebook look here, by their uuids; undefined where nobody can say. */
export type InkHashes = ReadonlyMap<string, () => Promise<string | undefined>>

/** Where what the server knows is asked for. */
export interface PagesAtServer {
  pagesOf(notebook: string): Promise<readonly ServerPage[]>
  /** null: the server does not know this page. */
  page(place: PagePlace): Promise<PageDetail | null>
}

const atOnce = 6

type Status = ServerPage['ocr_status']

const waits: ReadonlySet<Status> = new Set(['pending', 'processing', 'pending_quota', 'failed'])
/** Without handwriting there may be typed text. */
const tells: ReadonlySet<Status> = new Set(['completed', 'skipped', ...waits])

/** The text of those pages that look here as they did when they were read, never that of older ink; and what waits. */
export async function readPages(
  server: PagesAtServer,
  notebook: string,
  here: InkHashes,
  signal: AbortSignal,
): Promise<ReadPages> {
  const read = new Map<string, PageDetail>()
  const waiting = new Set<string>()
  const typedTodos = new Map<string, readonly KnownTodo[]>()
  const pages = await server.pagesOf(notebook)
  const known = pages.filter(({ ocr_status, ink_hash }) => tells.has(ocr_status) && ink_hash !== null)
  await eachOf(known, atOnce, async (place) => {
    signal.throwIfAborted()
    const inkHash = await here.get(place.page_uuid)?.()
    if (inkHash === undefined || place.ink_hash !== inkHash) return
    if (waits.has(place.ocr_status)) waiting.add(place.page_uuid)
    const page = await server.page(place)
    // It may have been written on since the list was made.
    if (page?.ink_hash !== inkHash) return
    const todos = page.todos.filter(isTyped)
    if (todos.length > 0) typedTodos.set(place.page_uuid, todos)
    if (page.ocr_text && page.ocr_status === 'completed' && !waits.has(place.ocr_status))
      read.set(place.page_uuid, page)
  })
  return { read, waiting, ...(typedTodos.size > 0 && { typedTodos }) }
}

/** What was read on it, with what was ticked off since. */
export function textOf({ ocr_text, todos }: Pick<PageDetail, 'ocr_text' | 'todos'>): string {
  return withTicks(
    ocr_text ?? '',
    todos.filter((todo) => !isTyped(todo)),
  )
}

/** What was typed on it, in Markdown. Words without any marks where no device has sent more. */
export function typedTextOf({ typed_text, typed_markdown }: Pick<PageDetail, 'typed_text' | 'typed_markdown'>): string {
  return typed_markdown ?? asMarkdown(typed_text)
}

/** What was highlighted on it, each as a quotation in Markdown. */
export function quotationsOf({ highlights }: Pick<PageDetail, 'highlights'>): string {
  const texts = highlights
    .map(({ corrected_text, original_text }) => (corrected_text ?? original_text).replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
  return texts.map((text) => `> ${asMarkdown(text)}`).join('\n\n')
}

/** An earlier server has none, and does not say where a todo comes from. */
const isTyped = ({ source }: PageDetail['todos'][number]) => source === 'typed_text'

function asMarkdown(words: string): string {
  return words.replace(/[\\`*_{}[\]<>#|~$]|^(?=[-+] )/gm, '\\$&').replace(/^(\d+)(?=[.)] )/gm, '$1\\')
}

/** Its lines and what its pictures showed, as PDFs need them. */
export function linesOf({ ocr_lines, images }: Pick<ReadPage, 'ocr_lines' | 'images'>) {
  return { lines: ocr_lines, pictures: images.map(({ rect }) => rect) }
}

export async function fetchPage(api: Api, place: PagePlace, signal: AbortSignal): Promise<PageDetail | null> {
  const params = { path: { notebook_uuid: place.notebook_uuid, page_uuid: place.page_uuid } }
  const question = { params, signal, cache: 'no-store' } as const
  try {
    return await answerTo(api.GET('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}', question))
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null
    throw error
  }
}
