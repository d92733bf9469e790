// SPDX-License-Identifier: AGPL-3.0-or-later
// A single `.rm` on disk, together with what lies around it: its document, or at least the files beside it.
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { type LibraryCore, type Notebook, type PageSource, readLibrary, type SourceFile } from '@rmirror/shared/library'
import { fileOnDisk } from './folder.ts'

/** Layer names and highlights that the tablet kept in files of their own. */
export async function besidePage(diskPath: string): Promise<Pick<PageSource, 'layerMetadata' | 'highlights'>> {
  const folder = dirname(resolve(diskPath))
  const stem = basename(diskPath, extname(diskPath))
  const layerMetadata = await fileIfThere(join(folder, `${stem}-metadata.json`))
  const highlights = await fileIfThere(join(`${folder}.highlights`, `${stem}.json`))
  return { ...(layerMetadata && { layerMetadata }), ...(highlights && { highlights }) }
}

/** The page of a document that the file at `path` is, when it lies in a document's folder and the document lists it. */
export async function pageInDocument(
  path: string,
  core: LibraryCore,
): Promise<{ notebook: Notebook; page: PageSource } | undefined> {
  const diskPath = resolve(path)
  const folder = dirname(diskPath)
  const document = basename(folder)
  const described = ['content', 'metadata', 'pagedata', 'pdf'].map((extension) => `${document}.${extension}`)
  const parts = await Promise.all(described.map((name) => fileIfThere(join(dirname(folder), name), name)))
  if (!parts[0] && !parts[1]) return undefined
  const files = [
    ...parts.filter((part) => part !== undefined),
    ...(await filesIn(folder, document)),
    ...(await filesIn(`${folder}.highlights`, `${document}.highlights`)),
  ]
  const { notebooks } = await readLibrary(files, core)
  const listed = `${document}/${basename(diskPath)}`
  for (const notebook of notebooks)
    for (const page of notebook.pages) if (page.file?.path === listed) return { notebook, page }
  return undefined
}

async function filesIn(diskFolder: string, path: string): Promise<SourceFile[]> {
  const names = await readdir(diskFolder).catch(() => [])
  const files = await Promise.all(names.map((name) => fileIfThere(join(diskFolder, name), `${path}/${name}`)))
  return files.filter((file) => file !== undefined)
}

async function fileIfThere(diskPath: string, path?: string): Promise<SourceFile | undefined> {
  const status = await stat(diskPath).catch(() => undefined)
  return status?.isFile() ? fileOnDisk(diskPath, path) : undefined
}
