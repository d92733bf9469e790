// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds the document or page that a single file or folder of the tablet's library belongs to.
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { isUuid, type LibraryCore, type Notebook, type PageSource, readLibrary } from '@rmirror/shared/library'
import { addFile, type DiskFiles, fileOnDisk } from './folder.ts'

const partExtensions = ['content', 'metadata', 'pagedata', 'pdf', 'epub', 'lines']
const maxDescriptionBytes = 32 * 1024 * 1024

/**
 * All files of the document whose description, source or folder of pages is at `path`, and those that describe its
 * parent folders; undefined if there is none.
 */
export async function documentAt(path: string): Promise<DiskFiles | undefined> {
  const status = await stat(path).catch(() => undefined)
  if (status?.isDirectory()) return documentInItsFolders(join(path, '..'), basename(resolve(path)))
  const extension = extname(path)
  if (!status || !partExtensions.includes(extension.slice(1).toLowerCase())) return undefined
  return documentInItsFolders(dirname(path), basename(path, extension))
}

/**
 * Includes parent folders: a document deleted with its folder stays in it, and only the folder says that it is in the
 * trash.
 */
export async function documentInItsFolders(parent: string, name: string): Promise<DiskFiles | undefined> {
  const found = await documentFiles(parent, name)
  if (!found) return undefined
  for (let { folder } = await placeOf(parent, name); folder !== undefined; ) {
    const above = await placeOf(parent, folder)
    // Ends at a cycle of folders.
    if (!above.isFolder || found.diskPaths.has(`${folder}.metadata`)) break
    await addMembers(parent, [`${folder}.content`, `${folder}.metadata`], found)
    folder = above.folder
  }
  return found
}

interface DiskPlace {
  isFolder: boolean
  /** UUID of its parent folder; undefined if it is at the top level or in the trash. */
  folder?: string | undefined
}

/** Reads where a document or folder is. Ignores failures: reading the document itself reports them. */
async function placeOf(parent: string, name: string): Promise<DiskPlace> {
  try {
    const file = await fileOnDisk(join(parent, `${name}.metadata`))
    const { type, parent: folder } = JSON.parse(new TextDecoder().decode(await file.read()))
    return { isFolder: type === 'CollectionType', folder: isUuid(String(folder)) ? folder : undefined }
  } catch {
    return { isFolder: false }
  }
}

/** The document's page that the file at `path` is, if it is in a document's folder and the document lists it. */
export async function pageInDocument(
  path: string,
  core: LibraryCore,
): Promise<{ notebook: Notebook; page: PageSource } | undefined> {
  const diskPath = resolve(path)
  const folder = dirname(diskPath)
  const found = await documentFiles(dirname(folder), basename(folder))
  if (!found) return undefined
  const { notebooks } = await readLibrary(found.files, core)
  const listed = `${basename(folder)}/${basename(diskPath)}`
  for (const notebook of notebooks)
    for (const page of notebook.pages) if (page.file?.path === listed) return { notebook, page }
  return undefined
}

/** Layer names and highlights, which the tablet stored in separate files. */
export async function besidePage(path: string): Promise<Pick<PageSource, 'layerMetadata' | 'highlights'>> {
  const folder = dirname(resolve(path))
  const stem = basename(path, extname(path))
  const [layerMetadata, highlights] = await Promise.all(
    [join(folder, `${stem}-metadata.json`), join(`${folder}.highlights`, `${stem}.json`)].map(async (diskPath) =>
      (await isFile(diskPath)) ? fileOnDisk(diskPath) : undefined,
    ),
  )
  return { ...(layerMetadata && { layerMetadata }), ...(highlights && { highlights }) }
}

async function documentFiles(parent: string, name: string): Promise<DiskFiles | undefined> {
  const found: DiskFiles = { files: [], diskPaths: new Map(), problems: [] }
  const inFolder = await filesIn(parent, name)
  // Pictures may be in a folder named like the page that shows them.
  const foldersOfPages = inFolder.filter((member) => extname(member) === '')
  const members = [
    ...partExtensions.map((extension) => `${name}.${extension}`),
    ...inFolder,
    ...(await Promise.all(foldersOfPages.map((folder) => filesIn(parent, folder)))).flat(),
    ...(await filesIn(parent, `${name}.highlights`)),
  ]
  await addMembers(parent, members, found)
  if (!found.diskPaths.has(`${name}.content`) && !found.diskPaths.has(`${name}.metadata`)) return undefined
  await addTemplates(parent, name, found)
  return found
}

/** Templates that the user installed are beside the document, and its pages name them. */
async function addTemplates(parent: string, name: string, found: DiskFiles): Promise<void> {
  for (const template of await templatesOf(parent, name)) {
    const members = ['template', 'metadata', 'content'].map((extension) => `${template}.${extension}`)
    if (await isFile(join(parent, `${template}.template`))) await addMembers(parent, members, found)
  }
}

/** The uuids among the template names in `.content` and `.pagedata`; none if they can't be read. */
async function templatesOf(parent: string, name: string): Promise<ReadonlySet<string>> {
  const [content, pagedata] = await Promise.all(
    ['content', 'pagedata'].map(async (extension) => {
      const file = await fileOnDisk(join(parent, `${name}.${extension}`)).catch(() => undefined)
      if (!file || file.size > maxDescriptionBytes) return ''
      return file.read().then(
        (bytes) => new TextDecoder().decode(bytes),
        () => '',
      )
    }),
  )
  const pages = pagesIn(content ?? '')
  const named = [...pages.map((page) => page?.template?.value ?? page?.template), ...(pagedata ?? '').split('\n')]
  return new Set(named.flatMap((each) => (typeof each === 'string' && isUuid(each) ? [each] : [])))
}

type StatedPage = { template?: { value?: unknown } } | null

function pagesIn(content: string): StatedPage[] {
  try {
    const pages = JSON.parse(content)?.cPages?.pages
    return Array.isArray(pages) ? pages : []
  } catch {
    return []
  }
}

async function addMembers(parent: string, members: string[], found: DiskFiles): Promise<void> {
  for (const member of members) {
    const diskPath = join(parent, member)
    if (await isFile(diskPath)) await addFile(diskPath, member, found)
  }
}

async function filesIn(parent: string, folder: string): Promise<string[]> {
  const names = await readdir(join(parent, folder)).catch(() => [])
  return names.sort().map((name) => `${folder}/${name}`)
}

async function isFile(diskPath: string): Promise<boolean> {
  return (await stat(diskPath).catch(() => undefined))?.isFile() ?? false
}
