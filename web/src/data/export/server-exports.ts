// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports of pages from the server's data: their images and their text.
import {
  ApiProblem,
  affectsAllPages,
  fetchPage,
  fetchTranscriptions,
  type PageDetail,
  type PagePlace,
  quotationsOf,
  type ServerPage,
  typedTextOf,
} from '@rmirror/shared/api'
import { SourceError } from '@rmirror/shared/library'
import {
  type KeptPicture,
  loadPart,
  type NotebookFacts,
  OrderError,
  type PagesWithoutFiles,
} from '@rmirror/shared/workshop'
import type { Notebook } from '../library/notebook.ts'
import type { Page } from '../library/page.ts'
import { liveNotebook } from '../local/library.ts'
import type { LiveNotebook } from '../local/live-notebook.ts'
import { fetchPictures, type SyncedPicture } from '../server/pictures.ts'
import type { Remote } from '../server/remote.ts'
import { SignedOut } from '../server/remote-query.ts'
import type { ReadHandwriting } from './exports.ts'
import type { PlaceLines, SheetSize } from './words-on-sheet.ts'

export interface ServerExport {
  notebook: LiveNotebook
  instead: PagesWithoutFiles
  readHandwriting: ReadHandwriting
}

export interface Sheets {
  /** Composes the images in their places on the page; a PNG. */
  draw(pictures: SyncedPicture[], landscape: boolean): Promise<Uint8Array>
  place(pictures: SyncedPicture[], landscape: boolean): { size: SheetSize }
  placeLines: PlaceLines
}

type Place = { uuid: string }

/** Where an export gets its pages: the account's library, or a link. */
export interface ExportSource {
  /** null if there is no such page. */
  page(place: PagePlace, signal: AbortSignal): Promise<PageDetail | null>
  pictures(page: PageDetail, signal: AbortSignal): Promise<SyncedPicture[]>
  pagesOf(notebook: string): Promise<readonly ServerPage[]>
}

/** The notebook as input of an export, without files. */
export function serverExport(remote: Remote, notebook: Notebook, pages: Page[], sheets: Sheets): ServerExport {
  const { patientApi: api } = remote.account
  const source: ExportSource = {
    page: (place, signal) => fetchPage(api, place, signal),
    pictures: (page, signal) => fetchPictures({ api }, page, signal),
    pagesOf: (uuid) => remote.pagesOf(uuid),
  }
  return exportFrom(source, notebook, pages, sheets)
}

export function exportFrom(source: ExportSource, notebook: Notebook, pages: Page[], sheets: Sheets): ServerExport {
  const { uuid } = notebook
  const asked = new Map<string, Promise<PageDetail | null>>()
  const page = (page_uuid: string, signal: AbortSignal) => {
    const known = asked.get(page_uuid) ?? source.page({ notebook_uuid: uuid, page_uuid }, signal)
    asked.set(page_uuid, known)
    return known
  }
  const detailsOf = async (place: Place, signal: AbortSignal) => {
    const details = await page(place.uuid, signal)
    if (!details) throw new SourceError('unreadable-file', 'The server no longer has it')
    return details
  }
  return {
    notebook: liveNotebook(factsOf(notebook, pages), 0),
    instead: {
      text: (place, withHighlights, signal) =>
        mapServerErrors(async () => {
          const details = await detailsOf(place, signal)
          const typed = typedTextOf(details)
          return withHighlights ? [typed, quotationsOf(details)].filter(Boolean).join('\n\n') : typed
        }),
      picture: (place, signal) =>
        mapServerErrors(async () => pictureOf(source, notebook, await detailsOf(place, signal), { sheets, signal })),
    },
    // The hashes are the server's own: its images are what it transcribed, or is about to.
    readHandwriting: (_, __, signal) => {
      const unknown = notebook.isNote ? null : undefined
      const looks = pages.map(({ uuid, there }) => [uuid, async () => there?.ink_hash ?? unknown] as const)
      const server = {
        pagesOf: (notebook: string) => source.pagesOf(notebook),
        page: ({ page_uuid }: { page_uuid: string }) => page(page_uuid, signal),
      }
      return fetchTranscriptions(server, uuid, new Map(looks), signal)
    },
  }
}

export function factsOf({ facts }: Notebook, pages: Pick<Page, 'uuid' | 'number' | 'tags'>[]): NotebookFacts {
  const outlines = pages.map(({ uuid, number, tags }) => ({
    ...{ uuid, number, tags },
    ...{ index: 0, template: '', sourcePage: null },
  }))
  return {
    ...{ ...facts, kind: 'notebook', lastOpened: 0, authors: [], coverPage: 0, problems: [] },
    ...{ hasSource: false, hasPictures: false, pages: outlines },
  }
}

interface Drawing {
  sheets: Sheets
  signal: AbortSignal
}

async function pictureOf(
  source: ExportSource,
  { facts }: Notebook,
  details: PageDetail,
  { sheets, signal }: Drawing,
): Promise<KeptPicture> {
  if (facts.isNote) throw new SourceError('unreadable-file', 'A note has no image')
  const pictures = await source.pictures(details, signal)
  const [first] = pictures
  if (!first && !isBlank(details)) throw new SourceError('unreadable-file', 'The server has no image of it')
  const landscape = facts.orientation === 'landscape'
  const isWhole = first?.isWhole === true
  const { size } = sheets.place(pictures, landscape)
  const { wordsOnSheet } = await loadPart(() => import('./words-on-sheet.ts'))
  return {
    // An image of the whole page looks like one drawn from the page's files.
    bytes: isWhole ? new Uint8Array(await first.picture.arrayBuffer()) : await sheets.draw(pictures, landscape),
    size,
    isInkAlone: !isWhole,
    lines: wordsOnSheet(details, size, sheets.placeLines(pictures, details.ocr_lines, details.images, landscape)),
  }
}

/** No handwriting, typed text or highlights. */
function isBlank({ ocr_status, typed_text, highlights }: PageDetail): boolean {
  return ocr_status === 'skipped' && typed_text === '' && highlights.length === 0
}

/**
 * Classifies failures: one that concerns all pages becomes an OrderError, which ends the export; one that concerns this
 * page is noted for it.
 */
export async function mapServerErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const status = error instanceof ApiProblem ? error.status : undefined
    if (error instanceof SignedOut || status === 401) throw new OrderError('signed-out', 'The session has ended')
    if (affectsAllPages(error)) throw new OrderError('no-answer', "The server doesn't answer")
    if (status === 404) throw new SourceError('unreadable-file', 'The server no longer has it')
    throw error
  }
}
