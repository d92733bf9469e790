// SPDX-License-Identifier: AGPL-3.0-or-later
// A member of the tablet's folder by itself: what lies around it makes it the document, or the page, that it is.
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { isUuid, type LibraryCore, type Notebook, type PageSource, readLibrary } from '@rmirror/shared/library'
import { addFile, type DiskFiles, fileOnDisk } from './folder.ts'

const partExtensions = ['content', 'metadata', 'pagedata', 'pdf', 'epub', 'lines']
const mostDescriptionBytes = 32 * 1024 * 1024

/**
 * All files of the document whose description, source or folder of pages is at `path`, with those that describe the
 * folders it lies in; undefined: there is none.
 */
export async function documentAt(path: string): Promise<DiskFiles | undefined> {
  const status = await stat(path).catch(() => undefined)
  if (status?.isDirectory()) return documentInItsFolders(join(path, '..'), basename(resolve(path)))
  const extension = extname(path)
  if (!status || !partExtensions.includes(extension.slice(1).toLowerCase())) return undefined
  return documentInItsFolders(dirname(path), basename(path, extension))
}

/** What was thrown away with its folder lies in that folder still: only the folder says that it is in the trash. */
async function documentInItsFolders(parent: string, name: string): Promise<DiskFiles | undefined> {
  const found = await documentFiles(parent, name)
  if (!found) return undefined
  for (let { folder } = await placeOf(parent, name); folder !== undefined; ) {
    const above = await placeOf(parent, folder)
    // Folders that lie in each other are read once.
    if (!above.isFolder || found.diskPaths.has(`${folder}.metadata`)) break
    await addMembers(parent, [`${folder}.content`, `${folder}.metadata`], found)
    folder = above.folder
  }
  return found
}

interface DiskPlace {
  isFolder: boolean
  /** The uuid of the folder it lies in; undefined: in none, or in the trash. */
  folder?: string | undefined
}

/** Where a document or folder says it is. What cannot be read says nothing: reading the document itself tells why. */
async function placeOf(parent: string, name: string): Promise<DiskPlace> {
  try {
    const file = await fileOnDisk(join(parent, `${name}.metadata`))
    const { type, parent: folder } = JSON.parse(new TextDecoder().decode(await file.read()))
    return { isFolder: type === 'CollectionType', folder: isUuid(String(folder)) ? folder : undefined }
  } catch {
    return { isFolder: false }
  }
}

/** The page of a document that the file at `path` is, when it lies in a document's folder and the document lists it. */
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

/** Layer names and highlights that the tablet kept in files of their own. */
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
  // What a page shows may lie in a folder of its own, called as the page.
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

/** Templates that the user installed lie beside the document, and its pages name them. */
async function addTemplates(parent: string, name: string, found: DiskFiles): Promise<void> {
  for (const template of await templatesOf(parent, name)) {
    const members = ['template', 'metadata', 'content'].map((extension) => `${template}.${extension}`)
    if (await isFile(join(parent, `${template}.template`))) await addMembers(parent, members, found)
  }
}

/** The uuids among the names of templates in `.content` and `.pagedata`. What can't be read names none. */
async function templatesOf(parent: string, name: string): Promise<ReadonlySet<string>> {
  const [content, pagedata] = await Promise.all(
    ['content', 'pagedata'].map(async (extension) => {
      const file = await fileOnDisk(join(parent, `${name}.${extension}`)).catch(() => undefined)
      if (!file || file.size > mostDescriptionBytes) return ''
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
