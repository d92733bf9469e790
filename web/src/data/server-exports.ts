// SPDX-License-Identifier: AGPL-3.0-or-later
// Files made of what the server has of pages: their pictures, and their text.
import { type ReadPages, readPages, typedTextOf } from '@rmirror/shared/api'
import { SourceError } from '@rmirror/shared/library'
import type { NotebookFacts, PagesWithoutFiles } from '@rmirror/shared/workshop'
import { type LiveNotebook, liveNotebook } from './library.ts'
import type { Notebook } from './notebook.ts'
import type { Page } from './page.ts'
import type { SyncedPicture } from './pictures.ts'
import type { Remote } from './remote.ts'

export interface ServerExport {
  notebook: LiveNotebook
  instead: PagesWithoutFiles
  readHandwriting: (notebook: string, here: unknown, signal: AbortSignal) => Promise<ReadPages>
}

/** Draws the pictures as they lie on the page: a PNG. */
export type DrawSheet = (pictures: SyncedPicture[], landscape: boolean) => Promise<Uint8Array>

/** The notebook as exports take it, without a file. */
export function serverExport(remote: Remote, notebook: Notebook, pages: Page[], drawSheet: DrawSheet): ServerExport {
  const { facts, uuid } = notebook
  const landscape = facts.orientation === 'landscape'
  const outlines = pages.map(({ uuid, number, tags }) => ({
    uuid,
    number,
    tags,
    index: 0,
    template: '',
    sourcePage: null,
  }))
  const whole: NotebookFacts = {
    ...facts,
    kind: 'notebook',
    lastOpened: 0,
    authors: [],
    coverPage: 0,
    problems: [],
    hasSource: false,
    hasPictures: false,
    pages: outlines,
  }
  const placeOf = ({ uuid: page_uuid }: { uuid: string }) => ({ notebook_uuid: uuid, page_uuid })
  return {
    notebook: liveNotebook(whole, 0),
    instead: {
      text: async (page) => {
        const details = await remote.page(placeOf(page))
        return details ? typedTextOf(details) : ''
      },
      picture: async (page) => {
        const pictures = await remote.pictures(placeOf(page))
        const [first] = pictures
        if (!first) throw new SourceError('unreadable-file', 'The server has no image of it')
        // It is the picture that would be made of the page's files.
        if (first.isWhole) return new Uint8Array(await first.picture.arrayBuffer())
        return drawSheet(pictures, landscape)
      },
    },
    // What the server has is what it transcribed, or is about to.
    readHandwriting: (_, __, signal) => {
      const looks = pages.map(({ uuid, there }) => [uuid, async () => there?.ink_hash ?? undefined] as const)
      return readPages(remote, uuid, new Map(looks), signal)
    },
  }
}
