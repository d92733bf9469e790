// SPDX-License-Identifier: AGPL-3.0-or-later
// What a folder, an archive or a set of files holds, as notebooks of pages.
import type { DocumentKind, Orientation } from '../core/index.ts'

/** One file as it was given: by a drop, a folder on disk, or an archive. Bytes are read only when asked for. */
export interface SourceFile {
  /** With `/` between folders; the name as given, not yet trusted. */
  path: string
  size: number
  /** Milliseconds since 1970, 0 when unknown. */
  modified: number
  read(): Promise<Uint8Array>
  /** The bytes as a handle, where there is one: it crosses to a worker without being copied. */
  blob?: Blob
  /** Part of the bytes, `end` excluded, where it costs less than reading all: archives need not be in memory then. */
  readRange?(start: number, end: number): Promise<Uint8Array>
}

export interface PageSource {
  /** The tablet's; UUIDv5 of notebook and number where the file gives none. */
  uuid: string
  /** 1-based. */
  number: number
  /** The `.rm` (or `.lines`) file; undefined: the page has no ink. */
  file?: SourceFile
  /** 0-based page inside `file`; other than 0 only in `.lines` notebooks. */
  index: number
  layerMetadata?: SourceFile
  highlights?: SourceFile
  /**
   * All pictures of the notebook, which its pages' images show: by their names in lower case, behind the page's uuid
   * and a `/` what lies in the folder of a page.
   */
  pictures?: ReadonlyMap<string, SourceFile>
  /** As the notebook states it: a name of the tablet's, or the uuid of a template that the user installed. */
  template: string
  /** The user's template, where it came along. */
  templateFile?: SourceFile
  /** What the user calls it. */
  templateName?: string
  /** 0-based page of the notebook's `source` below the ink; null: none. */
  sourcePage: number | null
  tags: string[]
}

export interface Notebook {
  /** The tablet's; UUIDv5 of the path where the file gives none. */
  uuid: string
  name: string
  kind: DocumentKind
  /** "" for the root, "trash", or a folder's uuid. */
  parent: string
  orientation: Orientation
  /** Milliseconds since 1970, 0 when not said. */
  lastModified: number
  lastOpened: number
  pinned: boolean
  tags: string[]
  authors: string[]
  /** Live ones, in the tablet's order. */
  pages: PageSource[]
  /** What says its name, its pages and their order is missing or damaged: they are told from its files. */
  isGuessed?: true
  /** Its files don't say its name: `name` is made of their names, the words on its first page or a date. */
  isNameless?: true
  /**
   * It was never opened on the tablet, which lists the pages of a PDF or EPUB only then. Those of its source stand for
   * them, once they are counted; their uuids are ours, and never the tablet's.
   */
  unopened?: 'uncounted' | 'counted'
  /** 0-based: the page whose thumbnail is the cover. */
  coverPage: number
  /** What lies below the ink: a PDF, an EPUB's generated one too, else the EPUB itself. */
  source?: SourceFile
  sourceKind?: 'pdf' | 'epub'
  /** Sentences: what could not be read. */
  problems: Problem[]
}

export interface Folder {
  uuid: string
  name: string
  parent: string
  /** Milliseconds since 1970; absent when not said. */
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
  /** Files that are part of no notebook and no folder: thumbnails, hidden files, templates. */
  ignored: number
}
