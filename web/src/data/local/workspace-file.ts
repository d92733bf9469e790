// SPDX-License-Identifier: AGPL-3.0-or-later
import type { DroppedFiles } from './dropped-files.ts'

/** The first entry of the archives that workspace-archive.ts writes. */
export const manifestName = 'rmirror-workspace.json'

/** Whether a ZIP has a guest's documents, by its first bytes: the name is behind 30 bytes of header. */
export async function isWorkspaceFile(file: Blob): Promise<boolean> {
  return (await file.slice(30, 30 + manifestName.length).text()) === manifestName
}

/** Gives archives of a guest's documents to `open`, and returns the other files. */
export async function withoutWorkspaces(dropped: DroppedFiles, open: (file: File) => void): Promise<DroppedFiles> {
  const files: DroppedFiles['files'] = []
  for (const each of dropped.files) {
    if (each.path.toLowerCase().endsWith('.zip') && (await isWorkspaceFile(each.file))) open(each.file)
    else files.push(each)
  }
  return { ...dropped, files, isHandled: files.length === 0 && dropped.files.length > 0 }
}
