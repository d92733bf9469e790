// SPDX-License-Identifier: AGPL-3.0-or-later
// The library as a tree: what some notebooks look like in their folders.
import { type Folder, rootUuid, trashUuid } from '@rmirror/shared/library'
import type { LibraryIndex } from './library-index.ts'
import type { Notebook } from './notebook.ts'

/** What is directly in a folder. */
export interface Branch {
  folders: readonly Folder[]
  notebooks: readonly Notebook[]
  /** The number of notebooks at any depth. */
  count: number
}

/** Of each folder that has one of the notebooks at any depth. Folders are by name, notebooks in the order given. */
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
    // The path ends where the tree does, also in one whose folders contain each other.
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
