// SPDX-License-Identifier: AGPL-3.0-or-later
// The files around the pages: what the tablet keeps for one document, one folder or one template.
import { utf8Bytes } from './bytes.ts'
import { highlightsOf, oldPageHalfWidth, type ScenePage } from './scene.ts'
import { gridSheet, type TemplateSheet, templateJson } from './template-files.ts'
import { writeOldPage } from './v3-v5.ts'
import { type V6Options, writeV6 } from './v6.ts'

export interface WrittenFile {
  path: string
  bytes: Uint8Array
}

export interface NotebookPage {
  uuid: string
  /** Absent: the page is listed, but has no file. */
  scene?: ScenePage
  /** Only text was marked, before version 6: the highlights of this page lie in a file of their own, and no other. */
  marked?: ScenePage
  /** Of the page's file. */
  version?: 3 | 5 | 6
  options?: V6Options
  template?: string
  tags?: string[]
  /** 0-based page of the PDF below; absent: inserted or none. */
  sourcePage?: number
  deleted?: boolean
}

export interface NotebookFiles {
  uuid: string
  name: string
  /** "" the root, "trash", or a folder's uuid. */
  parent?: string
  /** 0: `.content` does not say, as up to firmware 2.15. */
  formatVersion?: 0 | 1 | 2
  /** The oldest files number their pages instead of naming them. */
  numberedPages?: boolean
  fileType?: 'notebook' | 'pdf' | 'epub' | ''
  orientation?: 'portrait' | 'landscape'
  pages: NotebookPage[]
  tags?: string[]
  pinned?: boolean
  /** Milliseconds since 1970. */
  lastModified?: number
  lastOpenedPage?: number
  /** Fields of `.content` that stand instead of those written otherwise: how the tablet shows it, and the like. */
  content?: Record<string, unknown>
}

/** 1 March 2026, noon UTC: a fixed day, so that the same call writes the same bytes. */
export const someDay = 1772366400000

export function notebookFiles(notebook: NotebookFiles): WrittenFile[] {
  const { uuid, pages } = notebook
  const formatVersion = notebook.formatVersion ?? 2
  const content = formatVersion === 2 ? contentTwo(notebook) : contentBefore(notebook, formatVersion)
  const files: WrittenFile[] = [
    json(`${uuid}.metadata`, metadata(notebook, 'DocumentType')),
    json(`${uuid}.content`, { ...content, ...notebook.content }),
  ]
  if (formatVersion !== 2)
    files.push({
      path: `${uuid}.pagedata`,
      bytes: utf8Bytes(pages.map((page) => page.template ?? 'Blank').join('\n') + '\n'),
    })
  pages.forEach((page, index) => {
    const stem = notebook.numberedPages ? String(index) : page.uuid
    files.push(...pageFiles(uuid, stem, page))
  })
  return files
}

function pageFiles(notebook: string, stem: string, page: NotebookPage): WrittenFile[] {
  const { scene, version = 6 } = page
  if (page.marked) return [highlightsFile(notebook, stem, page.marked)]
  if (!scene) return []
  if (version === 6) return [{ path: `${notebook}/${stem}.rm`, bytes: writeV6(scene, page.options) }]
  const files = [
    { path: `${notebook}/${stem}.rm`, bytes: writeOldPage(scene, { version }) },
    json(`${notebook}/${stem}-metadata.json`, { layers: scene.layers.map(({ name }) => ({ name })) }),
  ]
  const highlights = scene.layers.map((layer) => highlightsOf(layer.items))
  if (highlights.some((list) => list.length > 0)) files.push(highlightsFile(notebook, stem, scene))
  return files
}

function highlightsFile(notebook: string, stem: string, scene: ScenePage): WrittenFile {
  return json(`${notebook}.highlights/${stem}.json`, oldHighlights(scene))
}

/** As firmware 2.7 to 2.15 kept them: one list a layer, rectangles from the page's top left corner. */
export function oldHighlights(scene: ScenePage): unknown {
  return {
    highlights: scene.layers.map((layer) =>
      highlightsOf(layer.items).map(({ text, color, start = 0, length = text.length, rects }) => ({
        start,
        length,
        text,
        color,
        rects: rects.map((rect) => ({ ...rect, x: rect.x + oldPageHalfWidth })),
      })),
    ),
  }
}

export function folderFiles(uuid: string, name: string, parent = '', lastModified = someDay): WrittenFile[] {
  const facts = metadata({ name, parent, lastModified }, 'CollectionType')
  return [json(`${uuid}.metadata`, facts), json(`${uuid}.content`, { tags: [] })]
}

/** A template that the user installed: its files are among those of the notebooks, but it is no notebook. */
export function templateFiles(uuid: string, name: string, sheet: TemplateSheet = gridSheet): WrittenFile[] {
  return [
    json(`${uuid}.metadata`, metadata({ name, parent: '' }, 'TemplateType')),
    json(`${uuid}.content`, {}),
    json(`${uuid}.template`, templateJson(name, sheet)),
  ]
}

function metadata(of: Partial<NotebookFiles>, type: string): object {
  const modified = String(of.lastModified ?? someDay)
  return {
    createdTime: modified,
    deleted: false,
    lastModified: modified,
    lastOpened: modified,
    lastOpenedPage: of.lastOpenedPage ?? 0,
    metadatamodified: false,
    modified: false,
    new: false,
    parent: of.parent ?? '',
    pinned: of.pinned ?? false,
    source: '',
    synced: true,
    type,
    version: 0,
    visibleName: of.name ?? '',
  }
}

function shared(notebook: NotebookFiles): object {
  return {
    coverPageNumber: 0,
    documentMetadata: {},
    dummyDocument: false,
    extraMetadata: {},
    fileType: notebook.fileType ?? 'notebook',
    fontName: '',
    lineHeight: -1,
    margins: 125,
    orientation: notebook.orientation ?? 'portrait',
    pageCount: notebook.pages.length,
    textAlignment: 'justify',
    textScale: 1,
  }
}

function tagLists(notebook: NotebookFiles): object {
  return {
    tags: (notebook.tags ?? []).map((name) => ({ name, timestamp: someDay })),
    pageTags: notebook.pages.flatMap((page) =>
      (page.tags ?? []).map((name) => ({ name, pageId: page.uuid, timestamp: someDay })),
    ),
  }
}

function contentBefore(notebook: NotebookFiles, formatVersion: 0 | 1): object {
  const pages = notebook.pages.filter((page) => !page.deleted)
  const transform = { m11: 1, m12: 0, m13: 0, m21: 0, m22: 1, m23: 0, m31: 0, m32: 0, m33: 1 }
  const named = notebook.numberedPages ? {} : { pages: pages.map((page) => page.uuid) }
  const zero = { ...shared(notebook), ...named, lastOpenedPage: notebook.lastOpenedPage ?? 0, transform }
  if (formatVersion === 0) return zero
  return {
    ...zero,
    ...tagLists(notebook),
    formatVersion: 1,
    originalPageCount: -1,
    redirectionPageMap: pages.map((page) => page.sourcePage ?? -1),
    sizeInBytes: '0',
    zoomMode: 'bestFit',
  }
}

/** Pages are listed in the order they were added; the index string alone says where they stand. */
function contentTwo(notebook: NotebookFiles): object {
  const value = <T>(held: T) => ({ timestamp: '1:2', value: held })
  const pages = notebook.pages.map((page, index) => ({
    id: page.uuid,
    idx: value(fractionalIndex(index)),
    modifed: String(someDay),
    template: value(page.template ?? 'Blank'),
    ...(page.sourcePage === undefined ? {} : { redir: value(page.sourcePage) }),
    ...(page.deleted ? { deleted: value(1) } : {}),
  }))
  const turned = [...pages.slice(1), ...pages.slice(0, 1)]
  return {
    ...shared(notebook),
    ...tagLists(notebook),
    cPages: {
      lastOpened: value(notebook.pages[notebook.lastOpenedPage ?? 0]?.uuid ?? ''),
      original: { timestamp: '0:0', value: -1 },
      pages: turned,
      uuids: [{ first: '4f1c7a52-93d6-5b0e-8a17-c2e4b6d80f35', second: 1 }],
    },
    customZoomCenterX: 0,
    customZoomCenterY: 936,
    customZoomOrientation: 'portrait',
    customZoomPageHeight: 1872,
    customZoomPageWidth: 1404,
    customZoomScale: 1,
    formatVersion: 2,
    sizeInBytes: '0',
    zoomMode: 'bestFit',
  }
}

/** "ba", "bb" ... "bz", "ca" ...: sorted as bytes they stand in page order. */
export function fractionalIndex(index: number): string {
  const letter = (value: number) => String.fromCharCode(97 + value)
  if (index >= 25 * 26) throw new Error('More pages than two letters can number')
  return letter(1 + Math.floor(index / 26)) + letter(index % 26)
}

function json(path: string, value: unknown): WrittenFile {
  return { path, bytes: utf8Bytes(JSON.stringify(value, null, 4)) }
}
