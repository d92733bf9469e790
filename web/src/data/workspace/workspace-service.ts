// SPDX-License-Identifier: AGPL-3.0-or-later
// The documents of a workspace, on the server or in this browser. workspace.test.ts holds both to the same behaviour.
import type { DocumentConflict, DocumentSummary, DocumentVersion, PageDocument } from '../documents/document-calls.ts'

export interface NewNote {
  /** A UUID of version 7. Also of the note's page and notebook. */
  id: string
  content: string
  folder_uuid: string | null
}

export interface ListedDocuments {
  items: DocumentSummary[]
  /** The cursor of the next part; null: this is the last one. */
  next: string | null
}

/**
 * Failures reject: with one that `newerDocumentOf` understands if the document is another one than `before`, and with
 * one that `isGone` understands if there is none.
 */
export interface WorkspaceService {
  /** `query`: words that the text contains. */
  list: (wanted: { query?: string; cursor?: string | null }, signal?: AbortSignal) => Promise<ListedDocuments>
  read: (id: string) => Promise<PageDocument>
  /** `settled`: conflicts with the handwriting that a person has decided. Restoring a version is saving its text. */
  save: (before: PageDocument, content: string, settled?: readonly DocumentConflict[]) => Promise<PageDocument>
  /** Earlier texts, newest first. */
  versions: (
    id: string,
    cursor: string | null,
    signal?: AbortSignal,
  ) => Promise<{ items: DocumentVersion[]; next: string | null }>
  /** The text of a version. */
  version: (id: string, version: string, signal?: AbortSignal) => Promise<string>
  /** Keeps the present text under a name. */
  snapshot: (id: string, name: string) => Promise<void>
  /** Can be repeated: a note that is there is answered as it is now. */
  create: (note: NewNote) => Promise<PageDocument>
  /** Undoes the corrections of a page and resolves with its document; deletes a note and resolves with null. */
  remove: (before: PageDocument) => Promise<PageDocument | null>
}
