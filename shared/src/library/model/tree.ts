// SPDX-License-Identifier: AGPL-3.0-or-later
// The tablet's folder tree, stored as flat lists of items with parents.
import type { Folder, Notebook } from './types.ts'

export const rootUuid = ''
export const trashUuid = 'trash'

interface Placed {
  uuid: string
  parent: string
}

/**
 * Makes every item reach the root or the trash: an unknown parent becomes the root, a cycle is cut. Changes the items.
 */
export function repairTree(folders: Folder[], notebooks: Notebook[]): void {
  const byUuid = new Map(folders.map((folder) => [folder.uuid, folder]))
  for (const item of [...folders, ...notebooks])
    if (!isTop(item.parent) && !byUuid.has(item.parent)) item.parent = rootUuid
  const settled = new Set<Folder>()
  for (const folder of folders) {
    const way = new Set<Folder>()
    for (let at: Folder | undefined = folder; at && !settled.has(at); at = byUuid.get(at.parent)) {
      way.add(at)
      const above = byUuid.get(at.parent)
      if (above && way.has(above)) at.parent = rootUuid
    }
    for (const seen of way) settled.add(seen)
  }
}

/** Compares two states of one folder. A state without a time is older than one with a time. */
export function isOlderFolder({ lastModified = 0 }: Folder, than: Folder): boolean {
  return lastModified < (than.lastModified ?? 0)
}

function isTop(parent: string): boolean {
  return parent === rootUuid || parent === trashUuid
}

/** The folders above `item`, outermost first. Ends at a cycle too, so that the tree needn't be mended. */
export function folderPath(folders: Folder[], item: Placed): Folder[] {
  const byUuid = new Map(folders.map((folder) => [folder.uuid, folder]))
  const path: Folder[] = []
  for (let at = byUuid.get(item.parent); at && !path.includes(at); at = byUuid.get(at.parent)) path.push(at)
  return path.reverse()
}

/** True for items in the trash, at any depth. */
export function isInTrash(folders: Folder[], item: Placed): boolean {
  return (folderPath(folders, item)[0]?.parent ?? item.parent) === trashUuid
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** The direct children of a folder ("" for the root, "trash"), each list sorted by name. */
export function childrenOf(
  library: { folders: Folder[]; notebooks: Notebook[] },
  parent: string,
): { folders: Folder[]; notebooks: Notebook[] } {
  const here = <T extends { parent: string; name: string }>(items: T[]) =>
    items.filter((item) => item.parent === parent).sort((a, b) => byName.compare(a.name, b.name))
  return { folders: here(library.folders), notebooks: here(library.notebooks) }
}
