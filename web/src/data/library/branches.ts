// SPDX-License-Identifier: AGPL-3.0-or-later
// Arranges notebooks in a tree of their folders.
import { type Folder, rootUuid, trashUuid } from '@rmirror/shared/library'
import type { LibraryIndex } from './library-index.ts'
import type { Notebook } from './notebook.ts'

/** The direct contents of a folder. */
export interface Branch {
  folders: readonly Folder[]
  notebooks: readonly Notebook[]
  /** The number of notebooks at any depth, and how many of them are notes. */
  items: { count: number; notes: number }
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
  const counts = new Map<string, Branch['items']>()
  const add = (folder: string, found: readonly Notebook[]) => {
    const { count, notes } = counts.get(folder) ?? { count: 0, notes: 0 }
    counts.set(folder, { count: count + found.length, notes: notes + found.filter(({ isNote }) => isNote).length })
  }
  for (const [folder, found] of direct) {
    // `pathTo` ends at the top, even if folders contain each other.
    for (const { uuid } of index.pathTo({ parent: folder })) add(uuid, found)
    const top = index.isInTrash({ parent: folder }) ? trashUuid : rootUuid
    add(top, found)
  }
  return new Map(
    [...counts].map(([uuid, items]) => {
      const folders = index.foldersIn(uuid).filter((folder) => counts.has(folder.uuid))
      return [uuid, { folders, notebooks: direct.get(uuid) ?? [], items }]
    }),
  )
}
