// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads a folder, an archive or a set of files into a library: notebooks in the tablet's folders, pages in order.

import { collectFiles } from './files/collected-files.ts'
import { isOlderFolder, repairTree } from './model/tree.ts'
import type { Folder, Library, Notebook, SourceFile } from './model/types.ts'
import type { KnownDescriptions, LibraryCore } from './notebooks/descriptions.ts'
import { type DocumentDraft, groupDocuments } from './notebooks/documents.ts'
import { notebookUuidFromPath } from './notebooks/identity.ts'
import { type ReadDraft, readDraft } from './notebooks/notebooks.ts'
import { joinTemplates, type Template } from './notebooks/templates.ts'

export { InflatedArchiveCache } from './files/archive-cache.ts'
export { archiveLimits, inflateBudget, listArchive } from './files/archives.ts'
export { refuseTooLarge } from './files/file-limits.ts'
export { problemFrom, SourceError } from './files/source-error.ts'
export { writeZip, type ZipOutput } from './files/zip-writing.ts'
export { isOnSource, templateOf } from './manifest/below.ts'
export { type Book, completeBooks } from './manifest/books.ts'
export { lookHash } from './manifest/look.ts'
export {
  folderUuid,
  listedPages,
  type Manifest,
  type ManifestNotebook,
  type ManifestPage,
  manifestOf,
  type PageState,
  pageState,
} from './manifest/manifest.ts'
export { type MarksState, marksState, type Printed, type StatedMark } from './manifest/pen-marks.ts'
export { completeRepairs, type HighlightedPage, type RepairHighlights } from './manifest/repairs.ts'
export { everything, type Selection, withoutExcluded } from './manifest/selection.ts'
export type { Shortened } from './manifest/server-text.ts'
export { type ExportPath, exportPathsOf } from './model/export-paths.ts'
export { collisionKey, pageFileName, safeFileName, uniqueNames } from './model/names.ts'
export { PageNumbers, readPageNumbers } from './model/page-numbers.ts'
export { childrenOf, folderPath, isInTrash, isOlderFolder, repairTree, rootUuid, trashUuid } from './model/tree.ts'
export type * from './model/types.ts'
export type { DescriptionFiles, KnownDescriptions, LibraryCore } from './notebooks/descriptions.ts'
export { isUuid, notebookUuidFromPath, pageUuidFromNumber } from './notebooks/identity.ts'
export { imageFiles, maxImageBytes, readImages } from './notebooks/images.ts'
export { pagesOfSource } from './notebooks/unopened.ts'
export {
  type AttachmentPaths,
  attachmentMarkdown,
  attachmentsIn,
  attachmentWords,
  mentionsAttachment,
  withAttachmentNames,
  withAttachmentPaths,
} from './texts/attachment-links.ts'
export { fenceAround, outsideCode } from './texts/code-fences.ts'
export { commonLanguage, isRightToLeft, languageAttributes } from './texts/direction.ts'
export { withDrawings } from './texts/drawing-marks.ts'
export { modifiedAt, quoted } from './texts/front-matter.ts'
export { escapeHtml, type FormulaMarkup, linkedHtml, splitAddresses } from './texts/html.ts'
export { htmlWriter, selfContainedHtmlWriter } from './texts/html-export.ts'
export { markdownTags } from './texts/markdown-tags.ts'
export {
  captionOf,
  linesOfBlocks,
  type Piece,
  type ReadBlock,
  type ReadLine,
  readAsMarkdown,
  readAsPlain,
  readBlocks,
  wordsOf,
} from './texts/read-markdown.ts'
export {
  belowPageHeading,
  isUntranscribed,
  markdownLine,
  type PageText,
  pagesCalled,
  type TextFormat,
  type TextWriter,
  tagLine,
  textWriter,
  unreadableNote,
  untranscribed,
} from './texts/text-export.ts'
export { asTasks, type KnownTodo, withTicks } from './texts/ticked-todos.ts'
export { splitTyped, typedAsMarkdown, typedAsPlain, typedBlocks, withTypedTicks } from './texts/typed-markdown.ts'
export { withinColumns } from './texts/wide-tables.ts'

export interface ReadLibraryOptions {
  /** Aborting rejects with the signal's reason. */
  signal?: AbortSignal | undefined
  /** Called once per given file, then once per document found; `total` grows when those are known. */
  onProgress?: ((done: number, total: number) => void) | undefined
  known?: KnownDescriptions | undefined
}

/** Rejects only when aborted: what can't be read is listed in `problems`, and the rest is returned. */
export async function readLibrary(
  files: SourceFile[],
  core: LibraryCore,
  options: ReadLibraryOptions = {},
): Promise<Library> {
  const { signal, onProgress, known } = options
  let done = 0
  let total = files.length
  const advance = () => onProgress?.(++done, total)
  const intake = await collectFiles(files, signal, advance)
  const grouping = groupDocuments(intake)
  total += grouping.drafts.length
  const shelf = new LibraryBuilder()
  shelf.library.problems.push(...intake.problems, ...grouping.problems)
  shelf.library.ignored = intake.ignored + grouping.ignored
  const read = (draft: DocumentDraft) => readDraft(draft, core, known)
  await readAll(grouping.drafts, read, signal, (draft, found) => {
    shelf.put(draft, found)
    advance()
  })
  if (files.length > 0) shelf.noteNothingFound(files.length)
  repairTree(shelf.library.folders, shelf.library.notebooks)
  joinTemplates(shelf.library.notebooks, shelf.templates)
  return shelf.library
}

/** Reads several documents in parallel, because file systems serve parallel reads well, and delivers them in order. */
async function readAll(
  drafts: DocumentDraft[],
  read: (draft: DocumentDraft) => Promise<ReadDraft>,
  signal: AbortSignal | undefined,
  deliver: (draft: DocumentDraft, read: ReadDraft) => void,
): Promise<void> {
  const ahead = 8
  for (let at = 0; at < drafts.length; at += ahead) {
    signal?.throwIfAborted()
    const batch = drafts.slice(at, at + ahead)
    const reads = await Promise.all(batch.map(read))
    for (const [index, draft] of batch.entries()) {
      const found = reads[index]
      if (found) deliver(draft, found)
    }
  }
  signal?.throwIfAborted()
}

/** Collects what was read and resolves duplicates. */
class LibraryBuilder {
  readonly library: Library = { notebooks: [], folders: [], problems: [], ignored: 0 }
  readonly templates: Template[] = []
  readonly #notebooks = new Map<string, Notebook>()
  readonly #folders = new Map<string, Folder>()

  put(draft: DocumentDraft, read: ReadDraft): void {
    if ('left' in read) this.#putTemplate(read)
    else if ('folder' in read) this.#putFolder(draft, read.folder)
    else if (read.identified) this.#putIdentified(draft, read.notebook)
    else this.#putByPath(draft, read.notebook)
  }

  noteNothingFound(fileCount: number): void {
    if (this.library.notebooks.length > 0) return
    this.library.problems.push({
      path: '',
      code: 'nothing-found',
      detail: `No notebooks found in ${fileCount === 1 ? 'this file' : `these ${fileCount} files`}. rMirror reads pages (.rm), notebooks (.content, .metadata, .lines) and archives (.rmdoc, .rmn, .zip)`,
    })
  }

  #putTemplate({ template, left }: Extract<ReadDraft, { left: number }>): void {
    if (template) this.templates.push(template)
    this.library.ignored += left
  }

  #putFolder(draft: DocumentDraft, folder: Folder): void {
    if (draft.pages.size > 0)
      this.library.problems.push({
        path: draft.path,
        code: 'unknown-file',
        detail: `${draft.pages.size} page files lie in the place of a folder and belong to no notebook`,
      })
    const known = this.#folders.get(folder.uuid)
    if (!known) {
      this.#folders.set(folder.uuid, folder)
      this.library.folders.push(folder)
    } else if (!isOlderFolder(folder, known)) Object.assign(known, folder)
  }

  /** The same notebook twice in one set, such as in two backups: the one modified last is kept. */
  #putIdentified(draft: DocumentDraft, notebook: Notebook): void {
    const known = this.#notebooks.get(notebook.uuid)
    if (!known) {
      this.#add(notebook)
      return
    }
    const [kept, left] = notebook.lastModified > known.lastModified ? [notebook, known] : [known, notebook]
    this.library.notebooks[this.library.notebooks.indexOf(known)] = kept
    this.#notebooks.set(kept.uuid, kept)
    this.library.problems.push({
      path: draft.path,
      code: 'duplicate',
      detail: `"${left.name}" is there more than once: the version modified last is shown`,
    })
  }

  /** Two files of the same name from different places are two notebooks. */
  #putByPath(draft: DocumentDraft, notebook: Notebook): void {
    for (let copy = 2; this.#notebooks.has(notebook.uuid); copy++)
      notebook.uuid = notebookUuidFromPath(`${draft.path} (${copy})`)
    this.#add(notebook)
  }

  #add(notebook: Notebook): void {
    this.#notebooks.set(notebook.uuid, notebook)
    this.library.notebooks.push(notebook)
  }
}
