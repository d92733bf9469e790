// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads a path from the command line: its notebooks and pages, and what couldn't be read.
import { extname } from 'node:path'
import {
  type Folder,
  isOlderFolder,
  type Library,
  type LibraryCore,
  type Notebook,
  type PageSource,
  type Problem,
  problemFrom,
  readLibrary,
  type SourceFile,
} from '@rmirror/shared/library'
import { besidePage, documentAt } from './sources/document.ts'
import { filesAt } from './sources/folder.ts'

export interface Input {
  /** The path as given. */
  path: string
  library: Library
  /** A single page file, not a notebook. */
  singlePage: boolean
  /** The path names one notebook or page, rather than a folder or an archive of several. */
  isNamed: boolean
  /** Files on disk that couldn't be read, with paths that the user knows. */
  failures: Problem[]
  /** Worth knowing, though nothing failed. */
  remarks: Problem[]
  /** The file on disk with the bytes of `page`: its own file, or the archive that contains it. */
  fileOf(page: PageSource): string
}

/** Codes of problems that lose nothing of what was asked for. */
export const harmlessProblems: ReadonlySet<Problem['code']> = new Set(['duplicate', 'unknown-file'])

/** Rejects only when aborted. */
export async function readInput(path: string, core: LibraryCore, signal: AbortSignal): Promise<Input> {
  const input: Input = {
    path,
    library: { notebooks: [], folders: [], problems: [], ignored: 0 },
    singlePage: false,
    isNamed: false,
    failures: [],
    remarks: [],
    fileOf: () => path,
  }
  try {
    const document = await documentAt(path)
    const { files, diskPaths, problems } = document ?? (await filesAt(path))
    input.failures.push(...problems)
    if (files.length === 0 && problems.length === 0) input.failures.push(nothingIn(path))
    input.library = await readLibrary(files, core, { signal })
    input.isNamed = document !== undefined || (isOneFile(files) && input.library.notebooks.length === 1)
    const locate = (inner: string) => outermost(inner, diskPaths) ?? path
    input.fileOf = (page) => (page.file ? locate(page.file.path) : path)
    sortProblems(input, locate)
    noteEmptyNotebooks(input)
    await joinSidecars(input, files.length)
  } catch (error) {
    signal.throwIfAborted()
    input.failures.push(problemFrom(path, error))
  }
  return input
}

function nothingIn(path: string): Problem {
  return { path, code: 'nothing-found', detail: 'No notebooks found: this folder is empty' }
}

/** The paths of files in a folder begin with its name. */
function isOneFile(files: SourceFile[]): boolean {
  return files.length === 1 && !files[0]?.path.includes('/')
}

/** Reports each failure once, and "nothing found" only if nothing else explains it. */
function sortProblems(input: Input, locate: (path: string) => string): void {
  const { notebooks, problems } = input.library
  const explained = problems.filter((problem) => problem.code !== 'nothing-found')
  const ofFiles = explained.length > 0 ? explained : problems
  for (const problem of [...ofFiles, ...notebooks.flatMap((notebook) => notebook.problems)]) {
    const placed = { ...problem, path: problem.path === '' ? input.path : locate(problem.path) }
    const isHarmless = (notebooks.length > 0 && harmlessProblems.has(problem.code)) || losesNoPage(problem, notebooks)
    if (isHarmless) input.remarks.push(placed)
    else input.failures.push(placed)
  }
}

/** A faulty description is only a remark if every page file is in the list of pages. */
function losesNoPage(problem: Problem, notebooks: Notebook[]): boolean {
  if (problem.code !== 'bad-description') return false
  const notebook = notebooks.find(({ problems }) => problems.includes(problem))
  if (!notebook || notebook.isGuessed || notebook.pages.length === 0) return false
  return notebook.problems.every(({ code }) => code !== 'unknown-file')
}

/** Otherwise a notebook without pages would be left out silently. */
function noteEmptyNotebooks({ path, library, remarks }: Input): void {
  for (const { name, pages, unopened } of library.notebooks)
    if (pages.length === 0 && !unopened) remarks.push({ path, code: 'unknown-file', detail: `"${name}" has no pages` })
}

/** The file on disk for a path in the library: the file itself, or the archive that its first folders name. */
function outermost(inner: string, diskPaths: Map<string, string>): string | undefined {
  for (let path = inner; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
    const found = diskPaths.get(path)
    if (found) return found
  }
  return undefined
}

async function joinSidecars(input: Input, fileCount: number): Promise<void> {
  const [notebook, another] = input.library.notebooks
  const page = notebook?.pages[0]
  if (fileCount !== 1 || !notebook || another || !page?.file || notebook.pages.length !== 1) return
  const isArchive = page.file.path.includes('/')
  if (isArchive || extname(page.file.path).toLowerCase() === '.lines') return
  input.singlePage = true
  Object.assign(page, await besidePage(input.path))
}

/** The pages of all notebooks, in order. */
export function* pagesOf(library: Library): Generator<{ notebook: Notebook; page: PageSource }> {
  for (const notebook of library.notebooks) for (const page of notebook.pages) yield { notebook, page }
}

/** Merges libraries. Of duplicates, the one modified last is kept; `duplicates` has their names. */
export function joinLibraries(libraries: Library[]): { library: Library; duplicates: string[] } {
  const notebooks = new Map<string, Notebook>()
  const folders = new Map<string, Folder>()
  const duplicates: string[] = []
  for (const library of libraries) {
    for (const folder of library.folders) {
      const known = folders.get(folder.uuid)
      if (!known || !isOlderFolder(folder, known)) folders.set(folder.uuid, folder)
    }
    for (const notebook of library.notebooks) {
      const known = notebooks.get(notebook.uuid)
      if (known) duplicates.push(notebook.name)
      if (!known || notebook.lastModified > known.lastModified) notebooks.set(notebook.uuid, notebook)
    }
  }
  const library = { notebooks: [...notebooks.values()], folders: [...folders.values()], problems: [], ignored: 0 }
  return { library, duplicates }
}
