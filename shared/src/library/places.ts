// SPDX-License-Identifier: AGPL-3.0-or-later
// Where each notebook goes when a library becomes folders of files.
import { uniqueNames } from './names.ts'
import { childrenOf, rootUuid, trashUuid } from './tree.ts'
import type { Folder, Notebook } from './types.ts'

export interface Place {
  notebook: Notebook
  /** Its own folder, with those above it: "Work/Meetings". Safe on every system, unique. */
  folder: string
}

const trashName = 'Trash'

/** Every notebook once, folder by folder, the trash last. */
export function placesOf(library: { folders: Folder[]; notebooks: Notebook[] }): Place[] {
  const trash = placesBelow(library, trashUuid, `${trashName}/`, [])
  // A folder that a person called "Trash" must not mix with the trash.
  return [...placesBelow(library, rootUuid, '', trash.length > 0 ? [trashName] : []), ...trash]
}

function placesBelow(
  library: { folders: Folder[]; notebooks: Notebook[] },
  parent: string,
  above: string,
  reserved: string[],
): Place[] {
  const { folders, notebooks } = childrenOf(library, parent)
  const items = [...folders, ...notebooks].map((item) => item.name)
  const names = uniqueNames([...reserved, ...items]).slice(reserved.length)
  const places = folders.flatMap((folder, index) => placesBelow(library, folder.uuid, `${above}${names[index]}/`, []))
  for (const [index, notebook] of notebooks.entries())
    places.push({ notebook, folder: `${above}${names[folders.length + index]}` })
  return places
}
