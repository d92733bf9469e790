// SPDX-License-Identifier: AGPL-3.0-or-later
// Chooses which of the given notebooks and pages an export includes.
import {
  type Folder,
  folderPath,
  isInTrash,
  type Library,
  type Notebook,
  type PageNumbers,
} from '@rmirror/shared/library'
import { UsageError } from '../errors.ts'
import type { Input } from '../inputs.ts'
import { isSameName } from '../names.ts'
import type { Call } from '../options/command.ts'

/** An undefined member excludes nothing. */
export interface Choice {
  /** Pages of one notebook. */
  pages: PageNumbers | undefined
  /** A folder of the tablet, by name or by path: "Work/Meetings". */
  folder: string | undefined
  tag: string | undefined
  /** Modified at `from` or later and before `before`: days of the local calendar, as milliseconds since 1970. */
  from: number | undefined
  before: number | undefined
}

export function readChoice({ pages, folder, tag, since, until }: Call['values']): Choice {
  if (since !== undefined && until !== undefined && until <= since)
    throw new UsageError('--until must not be before --since')
  return { pages, folder, tag, from: since, before: until }
}

type Chosen = Pick<Input, 'library' | 'isNamed'>

/** Keeps the chosen notebooks in the library; returns a sentence if there are none. */
export function chooseNotebooks(
  { library, isNamed }: Chosen,
  { folder, tag, from, before }: Choice,
): string | undefined {
  if (folder !== undefined) {
    const wanted = foldersCalled(folder, library.folders)
    if (wanted.size === 0) return `There's no folder ${JSON.stringify(folder)} here`
    const lies = (notebook: Notebook) => folderPath(library.folders, notebook).some(({ uuid }) => wanted.has(uuid))
    library.notebooks = library.notebooks.filter(lies)
  }
  const live = library.notebooks.filter((notebook) => !isInTrash(library.folders, notebook))
  // If everything in the named folder is in the trash, the trash is meant.
  if (!isNamed && (folder === undefined || live.length > 0)) library.notebooks = live
  if (library.notebooks.length === 0 && folder === undefined)
    return 'All notebooks are in the trash. Name one of them to export it'
  // A notebook with an unknown time matches no range.
  const isThen = ({ lastModified: at }: Notebook) => at > 0 && at >= (from ?? at) && at < (before ?? Infinity)
  if (from !== undefined || before !== undefined) library.notebooks = library.notebooks.filter(isThen)
  if (tag !== undefined) library.notebooks = library.notebooks.flatMap((notebook) => tagged(notebook, tag))
  return library.notebooks.length === 0 ? 'No notebook matches these options' : undefined
}

/** The whole notebook if it has the tag, otherwise its pages with the tag. */
function tagged(notebook: Notebook, tag: string): Notebook[] {
  const isIt = (name: string) => isSameName(name, tag)
  if (notebook.tags.some(isIt)) return [notebook]
  const pages = notebook.pages.filter((page) => page.tags.some(isIt))
  return pages.length > 0 ? [{ ...notebook, pages }] : []
}

function foldersCalled(name: string, folders: Folder[]): Set<string> {
  const called = folders.filter((folder) => {
    const path = [...folderPath(folders, folder), folder].map((each) => each.name)
    return isSameName(folder.name, name) || isSameName(path.join('/'), name)
  })
  return new Set(called.map(({ uuid }) => uuid))
}

/** Same for the pages of one notebook; also returns a sentence if there are several notebooks. */
export function choosePages({ notebooks }: Library, wanted: PageNumbers | undefined): string | undefined {
  const [notebook, another] = notebooks
  if (!notebook || !wanted) return undefined
  if (another) return `This contains ${notebooks.length} notebooks. Name one of them`
  const all = notebook.pages.length
  notebook.pages = notebook.pages.filter(({ number }) => wanted.has(number))
  return notebook.pages.length === 0 ? `This notebook has only ${all} ${all === 1 ? 'page' : 'pages'}` : undefined
}
