// SPDX-License-Identifier: AGPL-3.0-or-later
// The interface of the vault's writer. A library and the files of a vault go in; moves, files to write and to delete, and
// what a person has to know come out. The writer reads and writes nothing itself, so every way to a vault (a folder, a
// plugin, WebDAV) gets equal files.

import type { TemplateSet } from '../templates/index.ts'

/** Notes for whole notebooks, or for single pages. */
export type NotePer = 'notebook' | 'page'

export interface VaultLibrary {
  notebooks: VaultNotebook[]
  /** Whether notebooks that aren't listed no longer exist. False for a part of a library. */
  isWhole: boolean
}

export interface VaultNotebook {
  uuid: string
  name: string
  /** The names of its folders on the tablet, outermost first. */
  folders: string[]
  /** Folders of the vault that its notes are put in instead of those, outermost first, as a rule chose. */
  place?: readonly string[] | undefined
  tags: string[]
  /** Milliseconds since 1970; 0 if unknown. */
  modified: number
  /** A note that was written in rMirror: one page without ink, named by its first line. */
  isNote: boolean
  isTrashed: boolean
  /** In order. */
  pages: VaultPage[]
  /** Differs for each version of the PDF below the ink. Undefined: there is no PDF, so nothing links to one. */
  source?: string | undefined
}

export interface VaultPage {
  uuid: string
  /** 1-based. */
  number: number
  tags: string[]
  /** The page's document in Markdown, with the current state of its to-dos; "" if there is none. */
  text: string
  /** The typed text in the core's Markdown. */
  typed: string
  highlights: VaultHighlight[]
  /** 0-based page of the notebook's PDF below the ink. */
  sourcePage: number | null
  /** Its handwriting isn't transcribed yet. */
  waits: boolean
  /** Why it can't be read. The note keeps what it says about the page. */
  failure?: string | undefined
  /** One for each picture of the page, from the top: differs for each look of it. */
  pictures: string[]
  /** Files that its text links to. Others are named in words. */
  attachments?: VaultAttachment[] | undefined
}

export interface VaultAttachment {
  /** The server's id, as in the text: `attachment:ID`. */
  id: string
  fileName: string
}

export interface VaultHighlight {
  /** Plain text. */
  text: string
  /** What a person wrote about it. */
  note: string
}

/** A vault as it is. Paths are relative to its folder, with "/", spelled as the file system does. */
export interface VaultFiles {
  /** The Markdown files with their texts, including those that have nothing to do with rMirror. */
  notes: ReadonlyMap<string, string>
  /** All other files. */
  others: readonly string[]
  state: VaultState
  /** The text of the file at templatesPath, if the vault has one. Options with templates come before it. */
  templates?: string | undefined
}

/** What one run leaves for the next. Without it, copies of a note are told apart by their places and names alone. */
export interface VaultState {
  per: NotePer | undefined
  /** False if notes were last written without pictures. */
  withPictures?: boolean | undefined
  /** Paths of notes by their ids. */
  notes: Record<string, string>
  /** What is in pictures and PDFs: the keys of the library, by path. */
  assets: Record<string, string>
}

export interface VaultOptions {
  per: NotePer
  /** Whether notes show pictures, and link to PDFs and attachments. */
  withPictures: boolean
  /** Deletes notes whose notebook is gone, unless a person has written into them. */
  deleteRemoved: boolean
  /** Paths of notes in which rMirror's text replaces what a person made of it. */
  putBack: ReadonlySet<string>
  templates?: TemplateSet | undefined
}

/** In the order in which the caller carries it out. The state is stored last. */
export interface VaultPlan {
  moves: VaultMove[]
  /** Texts of notes, by path. */
  notes: Map<string, string>
  assets: VaultAsset[]
  deletes: string[]
  findings: Finding[]
  state: VaultState
  /** Notes that are as they should be. */
  unchanged: number
}

export interface VaultMove {
  from: string
  to: string
}

/**
 * A picture, an attachment or a PDF, whose bytes the caller provides. If the file has these bytes already, nothing is
 * written.
 */
export interface VaultAsset {
  path: string
  notebook: string
  /** Undefined for the notebook's PDF. */
  page?: string
  /** 0-based, among the pictures of the page. */
  part?: number
  /** The id of an attachment, which has no `part`. */
  attachment?: string
  key: string
}

/** What a person has to know about a note, which stays as it is unless `deleted` is set. */
export type Finding = { path: string; notebook: string } & (
  | ChangedText
  /** The markers of the note are damaged, doubled or in the wrong order, or gone. */
  | { kind: 'markers' }
  /** A copy of a note that is elsewhere, such as the conflicted copy of a sync program. */
  | { kind: 'copy'; of: string }
  /** The notebook is gone or in the trash, or the vault has notes of the other kind now. */
  | { kind: 'removed'; why: RemovedWhy; deleted: boolean; hasOwnText: boolean }
)

export type RemovedWhy = 'gone' | 'trash' | 'per'

/**
 * A person changed text between the markers. Their text stays and rMirror's no longer reaches this part, until the text
 * of the page is the same (`document` was taken as its correction) or the path is in `putBack`.
 */
export interface ChangedText {
  kind: 'changed'
  /** Undefined: the part above the first page. */
  page?: string
  /** Number of the page; undefined if the notebook no longer has it. */
  number?: number
  /** The part as rMirror would write it, and as it is; "" if it is removed. */
  ours: string
  theirs: string
  /**
   * The page's document as the person changed it, for saving it as a correction. Null if they changed something else,
   * or if the change can't be told from what surrounds it, or from what templates made of it.
   */
  document: string | null
  /** The library has another text of this part than when the person changed it, so `document` would replace that. */
  isOutdated: boolean
}
