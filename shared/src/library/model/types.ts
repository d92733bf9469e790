// SPDX-License-Identifier: AGPL-3.0-or-later
// A library: what a folder, an archive or a set of files holds, as notebooks of pages.
import type { DocumentKind, Orientation } from '../../core/index.ts'

/** One file as given by a drop, a folder on disk or an archive. Bytes are read on demand. */
export interface SourceFile {
  /** With `/` between folders; as given and untrusted. */
  path: string
  size: number
  /** Milliseconds since 1970; 0 if unknown. */
  modified: number
  read(): Promise<Uint8Array>
  /** The bytes as a handle, if available; a handle crosses to a worker without copying. */
  blob?: Blob
  /**
   * Reads a part, `end` excluded. Present if that is cheaper than reading everything; archives then aren't held in
   * memory.
   */
  readRange?(start: number, end: number): Promise<Uint8Array>
}

export interface PageSource {
  /** The tablet's; a UUIDv5 of notebook and number if the file has none. */
  uuid: string
  /** 1-based. */
  number: number
  /** The `.rm` or `.lines` file; undefined if the page has no ink. */
  file?: SourceFile
  /** 0-based page inside `file`; not 0 only in `.lines` notebooks. */
  index: number
  layerMetadata?: SourceFile
  highlights?: SourceFile
  /**
   * All pictures of the notebook, which its pages' images show: by lower-case name; for files in a page's folder, the
   * page's uuid and `/` come first.
   */
  pictures?: ReadonlyMap<string, SourceFile>
  /** As the notebook states it: the name of a built-in template, or the uuid of one that the user installed. */
  template: string
  /** File of the user's template, if it was among the files. */
  templateFile?: SourceFile
  /** Name that the user gave the template. */
  templateName?: string
  /** 0-based page of the notebook's `source` below the ink; null if there is none. */
  sourcePage: number | null
  tags: string[]
}

export interface Notebook {
  /** The tablet's; a UUIDv5 of the path if the file has none. */
  uuid: string
  name: string
  kind: DocumentKind
  /** "" for the root, "trash", or a folder's uuid. */
  parent: string
  orientation: Orientation
  /** Milliseconds since 1970; 0 if not stated. */
  lastModified: number
  lastOpened: number
  pinned: boolean
  tags: string[]
  authors: string[]
  /** Of the book or article that it is, if its files state one. */
  title?: string
  /** Live pages, in the tablet's order. */
  pages: PageSource[]
  /** The description is missing or damaged, so its name, pages and order are derived from its files. */
  isGuessed?: true
  /** Its files don't state a name: `name` comes from their names, the words on its first page or a date. */
  isNameless?: true
  /**
   * Set if it was never opened on the tablet, which lists the pages of a PDF or EPUB only then. Once counted, `pages`
   * are those of the source; their uuids are derived here and never the tablet's.
   */
  unopened?: 'uncounted' | 'counted'
  /** A page that was written in the dashboard. It has a text and nothing else, and no tablet knows it. */
  isNote?: true
  /** 0-based page whose thumbnail is the cover. */
  coverPage: number
  /** The file below the ink: a PDF, also one generated from an EPUB; otherwise the EPUB itself. */
  source?: SourceFile
  sourceKind?: 'pdf' | 'epub'
  /** The EPUB that `source` was generated from, if it is among the files. */
  book?: SourceFile
  /** What couldn't be read. */
  problems: Problem[]
}

export interface Folder {
  uuid: string
  name: string
  parent: string
  /** Milliseconds since 1970; absent if not stated. */
  lastModified?: number
}

/** Why a file, or a part of one, is missing from the library. `code` is stable, for translation. */
export interface Problem {
  path: string
  code:
    | 'empty'
    | 'not-a-page'
    | 'unsupported-version'
    | 'truncated'
    | 'corrupt'
    | 'too-large'
    | 'too-many-pages'
    | 'unreadable-file'
    | 'bad-archive'
    | 'encrypted-archive'
    | 'encrypted-source'
    | 'archive-too-large'
    | 'archive-too-deep'
    | 'unsafe-name'
    | 'bad-description'
    | 'nothing-found'
    | 'unknown-file'
    | 'duplicate'
    | 'crash'
  /** English, one sentence without a full stop. */
  detail: string
}

export interface Library {
  notebooks: Notebook[]
  folders: Folder[]
  problems: Problem[]
  /** Number of files that belong to no notebook or folder: thumbnails, hidden files, templates. */
  ignored: number
}
