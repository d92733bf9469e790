// SPDX-License-Identifier: AGPL-3.0-or-later
// What a reader of a page is shown: its texts, its highlights, and its pictures. For vaults and assistants.
import { withTypedTicks } from '../library/index.ts'
import { type Api, answerTo } from './client.ts'
import { ApiProblem } from './problem.ts'
import {
  type HighlightTexts,
  highlightText,
  type PageDetail,
  type PagePlace,
  type ServerPage,
  type SourcedTodo,
  textOf,
  typedTextOf,
} from './read-pages.ts'

export interface PageContents {
  /** The document in Markdown, with the current state of its to-dos. */
  text: string
  /** The typed text in Markdown, likewise. */
  typed: string
  highlights: { text: string; note: string }[]
  /** Its handwriting isn't transcribed yet. */
  waits: boolean
  /** From the top: the page as the tablet shows it, or else the parts of its handwriting. */
  pictures: ShownPicture[]
}

export interface ShownPicture {
  /** Differs for each look of the page. */
  key: string
  query: PictureQuery
}

/** `part`: 1-based, of the picture of the handwriting alone. */
export type PictureQuery = { purpose: 'display' } | { part: number }

/** Begins the keys of pictures of the handwriting alone. */
const inkPrefix = 'ink '

/** `part`: 0-based, among the pictures of the page. */
export function pictureQuery(key: string, part: number): PictureQuery {
  return key.startsWith(inkPrefix) ? { part: part + 1 } : { purpose: 'display' }
}

type Texts = Pick<PageDetail, 'ocr_text' | 'document' | 'typed_text' | 'typed_markdown' | 'ocr_status'>
/** The part of a page that is shown. */
export type Shown = Texts &
  Pick<PageDetail, 'display_hash' | 'is_display_current'> & {
    todos: readonly SourcedTodo[]
    highlights: readonly (HighlightTexts & Pick<PageDetail['highlights'][number], 'note'>)[]
    display_image: object | null
    images: readonly { sha256: string }[]
  }

const waiting: ReadonlySet<ServerPage['ocr_status']> = new Set(['pending', 'processing', 'pending_quota', 'failed'])

export function pageContentsOf(detail: Shown): PageContents {
  const typedTodos = detail.todos.filter(({ source }) => source === 'typed_text')
  return {
    text: textOf(detail),
    typed: withTypedTicks(typedTextOf(detail), typedTodos),
    highlights: detail.highlights.map((highlight) => ({ text: highlightText(highlight), note: highlight.note })),
    waits: waiting.has(detail.ocr_status),
    pictures: picturesOf(detail),
  }
}

/**
 * Those of the handwriting are named by what is in them: a device announces a change before it sends its images, so that
 * they may be older than the page's `ink_hash`.
 */
function picturesOf({ display_hash, display_image, is_display_current, images }: Shown): ShownPicture[] {
  if (display_image && display_hash !== null && (is_display_current || images.length === 0))
    return [{ key: display_hash, query: pictureQuery(display_hash, 0) }]
  return images.map(({ sha256 }, part) => {
    const key = `${inkPrefix}${sha256}`
    return { key, query: pictureQuery(key, part) }
  })
}

/** The pages of a notebook in order; null if the server doesn't know the notebook. */
export async function fetchPages(api: Api, notebook_uuid: string, signal: AbortSignal): Promise<ServerPage[] | null> {
  const question = { params: { path: { notebook_uuid } }, signal, cache: 'no-store' } as const
  try {
    return (await answerTo(api.GET('/api/v1/notebooks/{notebook_uuid}', question))).pages
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null
    throw error
  }
}

/** The bytes of a PNG. Rejects with an ApiProblem of status 404 if it is gone. */
export async function fetchPicture(
  api: Api,
  place: PagePlace,
  query: PictureQuery,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const path = { notebook_uuid: place.notebook_uuid, page_uuid: place.page_uuid }
  const question = { params: { path, query }, parseAs: 'arrayBuffer', signal, cache: 'no-store' } as const
  return new Uint8Array(await answerTo(api.GET('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/image', question)))
}
