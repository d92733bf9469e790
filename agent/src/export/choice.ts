// SPDX-License-Identifier: AGPL-3.0-or-later
// Which of the notebooks and pages it was given an export takes.
import {
  type Folder,
  folderPath,
  isInTrash,
  type Library,
  type Notebook,
  type PageNumbers,
} from '@rmirror/shared/library'
import type { Call } from '../command.ts'
import { UsageError } from '../errors.ts'
import type { Input } from '../inputs.ts'
import { isSameName } from '../names.ts'

/** What is undefined leaves nothing out. */
export interface Choice {
  /** Of one notebook. */
  pages: PageNumbers | undefined
  /** A folder of the tablet, by its name or by its path: "Work/Meetings". */
  folder: string | undefined
  tag: string | undefined
  /** Days by the local calendar, as milliseconds since 1970: modified at `from` or later, before `before`. */
  from: number | undefined
  before: number | undefined
}

export function readChoice({ pages, folder, tag, since, until }: Call['values']): Choice {
  if (since !== undefined && until !== undefined && until <= since)
    throw new UsageError('--until must not be before --since')
  return { pages, folder, tag, from: since, before: until }
}

type Chosen = Pick<Input, 'library' | 'isNamed'>

/** Leaves in the library the notebooks that are chosen; a sentence when there are none. */
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
  // A folder that lies in the trash as a whole is asked for by its name.
  if (!isNamed && (folder === undefined || live.length > 0)) library.notebooks = live
  if (library.notebooks.length === 0 && folder === undefined)
    return 'All notebooks are in the trash. Name one of them to export it'
  // Who does not know when it was modified cannot say that it was then.
  const isThen = ({ lastModified: at }: Notebook) => at > 0 && at >= (from ?? at) && at < (before ?? Infinity)
  if (from !== undefined || before !== undefined) library.notebooks = library.notebooks.filter(isThen)
  if (tag !== undefined) library.notebooks = library.notebooks.flatMap((notebook) => tagged(notebook, tag))
  return library.notebooks.length === 0 ? 'No notebook matches these options' : undefined
}

/** All of a notebook that has the tag, else the pages that have it. */
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

/** The same of the pages of one notebook; a sentence also when there are several. */
export function choosePages({ notebooks }: Library, wanted: PageNumbers | undefined): string | undefined {
  const [notebook, another] = notebooks
  if (!notebook || !wanted) return undefined
  if (another) return `This contains ${notebooks.length} notebooks. Name one of them`
  const all = notebook.pages.length
  notebook.pages = notebook.pages.filter(({ number }) => wanted.has(number))
  return notebook.pages.length === 0 ? `This notebook has only ${all} ${all === 1 ? 'page' : 'pages'}` : undefined
}
