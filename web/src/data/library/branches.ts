// SPDX-License-Identifier: AGPL-3.0-or-later
// Arranges notebooks in a tree of their folders.
import { type Folder, rootUuid, trashUuid } from '@rmirror/shared/library'
import type { LibraryIndex } from './library-index.ts'
import type { Notebook } from './notebook.ts'

/** The direct contents of a folder. */
export interface Branch {
  folders: readonly Folder[]
  notebooks: readonly Notebook[]
  /** The number of notebooks at any depth. */
  count: number
}

/**
 * A branch for each folder, by uuid, that has any of these notebooks at any depth. Folders are sorted by name;
 * notebooks keep the given order.
 */
export function branchesOf(index: LibraryIndex, notebooks: readonly Notebook[]): ReadonlyMap<string, Branch> {
  const direct = new Map<string, Notebook[]>()
  for (const notebook of notebooks) {
    const folder = index.folderOf(notebook)
    const others = direct.get(folder)
    if (others) others.push(notebook)
    else direct.set(folder, [notebook])
  }
  const counts = new Map<string, number>()
  const count = (folder: string, more: number) => counts.set(folder, (counts.get(folder) ?? 0) + more)
  for (const [folder, { length }] of direct) {
    // `pathTo` ends at the top, even if folders contain each other.
    for (const { uuid } of index.pathTo({ parent: folder })) count(uuid, length)
    const top = index.isInTrash({ parent: folder }) ? trashUuid : rootUuid
    count(top, length)
  }
  return new Map(
    [...counts].map(([uuid, total]) => {
      const folders = index.foldersIn(uuid).filter((folder) => counts.has(folder.uuid))
      return [uuid, { folders, notebooks: direct.get(uuid) ?? [], count: total }]
    }),
  )
}
