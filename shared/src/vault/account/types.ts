// SPDX-License-Identifier: AGPL-3.0-or-later
// The interface of the reader of an account. It runs in browsers, in Obsidian and in Node: the API's client and the
// store are the caller's.
import type { VaultAsset, VaultLibrary } from '../types.ts'

/**
 * Keeps what was read last time, so that the next run asks for what has changed only. Any store of texts by name:
 * names are valid file names. What it loses or damages is read from the server again.
 */
export interface AccountCache {
  /** Undefined if there is none. */
  read(name: string): Promise<string | undefined>
  /** Replaces the text of this name. */
  write(name: string, text: string): Promise<void>
  /** Does nothing if there is none. */
  remove(name: string): Promise<void>
}

export interface AccountTools {
  /** Aborting rejects with the signal's reason. What was read until then is kept. */
  signal: AbortSignal
  /** Called with the number of pages that will be read besides. */
  onPages?(count: number): void
  /** Called for each page that was read. */
  onPage?(): void
}

export interface AccountLibrary {
  /** All notebooks and notes of the account. Those in the trash have no pages. */
  library: VaultLibrary
  /** For following what changes after this (GET /api/v1/changes). */
  cursor: string
  /** Requests that were needed for `library`. Two if nothing has changed. */
  requests: number
  /** The picture or attachment. Rejects with an ApiProblem of status 404 if it is gone. */
  bytesOf(asset: VaultAsset): Promise<Uint8Array>
  /** What the server had when `library` was read. Undefined if it has no such page. */
  documentOf(notebook: string, page: string): AccountDocument | undefined
}

export interface AccountDocument {
  /** The server's id of the page. */
  id: string
  /** The SHA-256 of its content, which is the ETag of the document. */
  etag: string
}
