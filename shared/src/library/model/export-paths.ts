// SPDX-License-Identifier: AGPL-3.0-or-later
// Assigns paths to notebooks when a library is exported as folders of files.
import { uniqueNames } from './names.ts'
import { childrenOf, rootUuid, trashUuid } from './tree.ts'
import type { Folder, Notebook } from './types.ts'

export interface ExportPath {
  notebook: Notebook
  /** Path of the notebook's own folder: "Work/Meetings". Valid on every system, and unique. */
  folder: string
}

const trashName = 'Trash'

interface Tree {
  folders: Folder[]
  notebooks: Notebook[]
}

/**
 * Lists every notebook once, folder by folder, the trash last. `extensions` are appended to a notebook's path where it
 * becomes a file, so that "Notes.pdf" can't collide with a folder of that name.
 */
export function exportPathsOf(library: Tree, extensions: string[] = []): ExportPath[] {
  const trash = placesBelow(library, trashUuid, { above: `${trashName}/`, reserved: [], extensions })
  // Keeps a user's folder named "Trash" apart from the trash.
  const reserved = trash.length > 0 ? [trashName] : []
  return [...placesBelow(library, rootUuid, { above: '', reserved, extensions }), ...trash]
}

interface Level {
  above: string
  reserved: string[]
  extensions: string[]
}

function placesBelow(library: Tree, parent: string, { above, reserved, extensions }: Level): ExportPath[] {
  const { folders, notebooks } = childrenOf(library, parent)
  const folderNames = namesBeside(reserved, folders)
  const places = folders.flatMap((folder, index) =>
    placesBelow(library, folder.uuid, { above: `${above}${folderNames[index]}/`, reserved: [], extensions }),
  )
  const taken = [...reserved, ...folderNames]
  const stems = taken.flatMap((name) =>
    extensions.filter((end) => hasExtension(name, end)).map((end) => name.slice(0, -end.length)),
  )
  const names = namesBeside([...taken, ...stems], notebooks)
  for (const [index, notebook] of notebooks.entries()) places.push({ notebook, folder: `${above}${names[index]}` })
  return places
}

const hasExtension = (name: string, extension: string) => name.toLowerCase().endsWith(extension.toLowerCase())

function namesBeside(taken: string[], items: { name: string }[]): string[] {
  return uniqueNames([...taken, ...items.map((item) => item.name)]).slice(taken.length)
}
