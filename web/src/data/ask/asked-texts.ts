// SPDX-License-Identifier: AGPL-3.0-or-later
// The texts that a question is about: those of pages, or a part of one that a person selected.
import { documentOf, forEachConcurrently, type PageDetail, typedTextOf } from '@rmirror/shared/api'
import { trashUuid } from '@rmirror/shared/library'
import type { AskedDocument } from '../../ai/types.ts'
import type { Notebook } from '../library/notebook.ts'
import type { Page } from '../library/page.ts'
import type { Store } from '../store.ts'

export interface AskedText extends AskedDocument {
  /** The server's id of the document that has this text; null if there is none. */
  id: string | null
  /** Of its page, 1-based; null for a selection. */
  number: number | null
}

export interface AskSubject {
  kind: 'page' | 'notebook' | 'note' | 'selection'
  /** Of the notebook or note. */
  name: string
  /** Pages to choose from; null if there is nothing to choose. */
  pages: readonly Page[] | null
  /** Resolves with the texts of these pages, those without text left out. */
  read: (chosen: readonly Page[], signal: AbortSignal) => Promise<AskedText[]>
  /** The folder of notes that are made from answers; null: at the top. */
  folder: string | null
  /** Adds the answer to the page. Resolves with the reason if it couldn't be saved. */
  onAdd?: (answer: string) => Promise<string | null>
  /** Puts the answer in place of what was selected. False: the selection changed meanwhile. */
  onReplace?: (answer: string) => boolean
  /** The dialog is gone, and the focus is back on the button. */
  onClosed?: () => void
}

/** What one question can be about, the same for both paths: the server's limits. */
export const maxTexts = 200
export const maxTextBytes = 1_000_000

const concurrency = 6

type PageSources = Pick<Store, 'library' | 'pageTexts' | 'reader' | 'remote'>

/** In the order of the pages. */
export async function textsOfPages(
  sources: PageSources,
  pages: readonly Page[],
  signal: AbortSignal,
): Promise<AskedText[]> {
  const found = new Map<Page, AskedText>()
  await forEachConcurrently([...pages], concurrency, async (page) => {
    signal.throwIfAborted()
    const text = page.there ? await textThere(sources, page) : await textHere(sources, page)
    if (text.text.trim() !== '') found.set(page, text)
  })
  return pages.flatMap((page) => found.get(page) ?? [])
}

/** The same text as the server's `text_of`. */
export function textOfDetail(detail: PageDetail): string {
  return joined([documentOf(detail), typedTextOf(detail)])
}

async function textThere({ remote }: PageSources, page: Page): Promise<AskedText> {
  const detail = await remote.page(page.place)
  return { id: detail?.id ?? null, ...factsOf(page), text: detail ? textOfDetail(detail) : '' }
}

async function textHere({ library, pageTexts, reader }: PageSources, page: Page): Promise<AskedText> {
  const { here, notebook } = page
  const unread = { id: null, ...factsOf(page), text: '' }
  if (!here || !notebook.here) return unread
  await library.want(notebook.here, here)
  const state = here.state.peek()
  if (state.kind !== 'ready') return unread
  const { plainText } = await reader.details(here, null)
  const written = pageTexts.textOf(state.summary.inkHash, page.place)?.markdown ?? ''
  return { ...unread, text: joined([written, plainText]) }
}

const joined = (texts: string[]) => texts.filter((text) => text !== '').join('\n\n')

/** The title is in the server's words, because it's what the model reads. */
function factsOf({ notebook, number }: Page): { title: string; number: number } {
  return { title: notebook.isNote ? notebook.name : `${notebook.name}, page ${number}`, number }
}

/** The folder of notes about the notebook; null: at the top. The trash is the tablet's, so a note can't be in it. */
export function noteFolderOf({ parent }: Pick<Notebook, 'parent'>): string | null {
  return parent === '' || parent === trashUuid ? null : parent
}

/** How many of the first texts one question can be about. */
export function countFitting(texts: readonly AskedText[]): number {
  let bytes = 0
  const tooMany = texts.findIndex((each, index) => {
    bytes += new TextEncoder().encode(each.text).length
    return bytes > maxTextBytes || index >= maxTexts
  })
  return tooMany < 0 ? texts.length : tooMany
}
