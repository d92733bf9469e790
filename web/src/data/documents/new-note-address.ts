// SPDX-License-Identifier: AGPL-3.0-or-later
// The address of a note that isn't written yet. It names the folder in its fragment, which is never sent to a server.
import { rootUuid, trashUuid } from '@rmirror/shared/library'
import { uuidV7 } from './uuid-v7.ts'

/** `folder`: "" for the top. The trash is the tablet's, so a note can't be in it. */
export function newNoteHref(folder: string): string {
  return `/notebooks/${uuidV7()}#new=${folder === trashUuid ? rootUuid : folder}`
}

/** The uuid of the folder; null: at the top. Undefined if it isn't the address of a new note. */
export function newNoteFolder(hash: string): string | null | undefined {
  const folder = new URLSearchParams(hash.replace(/^#/, '')).get('new')
  return folder === null ? undefined : folder || null
}
