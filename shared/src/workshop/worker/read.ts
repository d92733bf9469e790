// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds the notebooks in the given files, then reads their pages: covers first, so that the library fills quickly.
import type { Orientation } from '../../core/index.ts'
import {
  maxImageBytes,
  type Notebook,
  type PageSource,
  type Problem,
  problemFrom,
  readLibrary,
  type SourceFile,
  templateOf,
} from '../../library/index.ts'
import type { GivenFile, NotebookFacts, Orders, PageHandles, Pictures, ReadNews } from '../orders/orders.ts'
import type { Workshop } from './workshop.ts'

export async function read(
  { core }: Workshop,
  { files }: Orders['read']['request'],
  signal: AbortSignal,
  report: (news: ReadNews) => void,
): Promise<null> {
  const library = await readLibrary(files.map(sourceFile), core, {
    signal,
    onProgress: (doneFiles: number, totalFiles: number) => report({ kind: 'looked', doneFiles, totalFiles }),
  })
  const { notebooks, folders, problems, ignored } = library
  report({ kind: 'found', notebooks: notebooks.map(withoutBytes), folders, problems, ignored })
  for (const { notebook, page, position } of readingOrder(notebooks)) {
    signal.throwIfAborted()
    report({ kind: 'page', notebook: notebook.uuid, position, ...(await readPage(page, notebook.orientation)) })
  }
  // Large and not visible yet, so they follow after all pages.
  for (const notebook of notebooks) {
    signal.throwIfAborted()
    const pictures = picturesOf(notebook)
    if (!notebook.source && !pictures) continue
    const { source, problem } = await readSource(notebook.source)
    const below = { source, pictures: await readPictures(pictures) }
    report({ kind: 'below', notebook: notebook.uuid, below, problem })
  }
  return null
}

function sourceFile({ path, file }: GivenFile): SourceFile {
  return {
    path,
    size: file.size,
    modified: file.lastModified,
    read: async () => new Uint8Array(await file.arrayBuffer()),
    readRange: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
  }
}

function withoutBytes({ source, book: _, pages, ...facts }: Notebook): NotebookFacts {
  return {
    ...facts,
    hasSource: source !== undefined,
    hasPictures: picturesOf({ pages }) !== undefined,
    pages: pages.map(({ uuid, number, index, template, templateName, sourcePage, tags }) => ({
      uuid,
      number,
      index,
      template,
      ...(templateName !== undefined && { templateName }),
      sourcePage,
      tags,
    })),
  }
}

/** All covers, then the other pages notebook by notebook. */
function readingOrder(notebooks: Notebook[]): { notebook: Notebook; page: PageSource; position: number }[] {
  const all = notebooks.flatMap((notebook) => notebook.pages.map((page, position) => ({ notebook, page, position })))
  const isCover = ({ notebook, position }: { notebook: Notebook; position: number }) => position === notebook.coverPage
  return [...all.filter(isCover), ...all.filter((entry) => !isCover(entry))]
}

async function readPage(
  page: PageSource,
  orientation: Orientation,
): Promise<{ parts: PageHandles | null; problem: Problem | null }> {
  try {
    const parts = {
      ink: await blobOf(page.file),
      index: page.index,
      layerMetadata: await blobOf(page.layerMetadata),
      highlights: await blobOf(page.highlights),
      orientation,
      template: templateOf(page),
      templateFile: (await blobOf(page.templateFile)?.catch(() => null)) ?? null,
    }
    return { parts, problem: null }
  } catch (error) {
    return { parts: null, problem: problemFrom(page.file?.path ?? '', error) }
  }
}

async function readSource(file: SourceFile | undefined): Promise<{ source: Blob | null; problem: Problem | null }> {
  try {
    return { source: await blobOf(file), problem: null }
  } catch (error) {
    return { source: null, problem: problemFrom(file?.path ?? '', error) }
  }
}

/** All pages share the pictures of their notebook. */
function picturesOf({ pages }: Pick<Notebook, 'pages'>): PageSource['pictures'] {
  return pages[0]?.pictures
}

/** A picture that can't be read is left out; the pages that show it report it. */
async function readPictures(files: PageSource['pictures']): Promise<Pictures<Blob>> {
  const pictures = new Map<string, Blob>()
  for (const [name, file] of files ?? []) {
    if (file.size > maxImageBytes) continue
    const blob = await blobOf(file)?.catch(() => undefined)
    if (blob) pictures.set(name, blob)
  }
  return pictures
}

/** Pages of a `.lines` notebook share one file, which is read once, or again after a failure. */
const blobs = new WeakMap<SourceFile, Promise<Blob>>()

function blobOf(file: SourceFile | undefined): Promise<Blob> | null {
  if (!file) return null
  const known = blobs.get(file)
  if (known) return known
  const blob = file.read().then((bytes) => new Blob([bytes as Uint8Array<ArrayBuffer>]))
  blobs.set(file, blob)
  blob.catch(() => blobs.delete(file))
  return blob
}
