// SPDX-License-Identifier: AGPL-3.0-or-later
// The notebooks among files of a tablet as .rmdoc files, which the desktop app takes: each an archive of what begins with
// the notebook's uuid.
import { safeFileName, uniqueNames } from '@rmirror/shared/library'
import type { GivenFile } from '@rmirror/shared/workshop'
import { asZip } from './as-zip.ts'

const documentName = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\.\w+)?$/i

/** One .rmdoc, or an archive of several. Files that belong to no notebook are left out. */
export async function asRmdoc(files: readonly GivenFile[]): Promise<GivenFile> {
  const documents = new Map<string, GivenFile[]>()
  for (const { path, file } of files) {
    const place = placeIn(path)
    if (!place) continue
    const own = documents.get(place.uuid) ?? []
    own.push({ path: place.inner, file })
    documents.set(place.uuid, own)
  }
  const named: { name: string; files: GivenFile[] }[] = []
  for (const [uuid, own] of documents) {
    const name = await notebookName(uuid, own)
    if (name !== null) named.push({ name, files: own })
  }
  const names = uniqueNames(named.map(({ name }) => safeFileName(name)))
  const archives: GivenFile[] = []
  for (const [index, { files: own }] of named.entries()) archives.push(await asZip(own, `${names[index]}.rmdoc`))
  const [only, another] = archives
  return only && !another ? only : asZip(archives, 'rmirror-notebooks.zip')
}

/** By the first part of the path that is named as a document. Thumbnails are made again by the app. */
function placeIn(path: string): { uuid: string; inner: string } | undefined {
  const parts = path.split('/')
  for (const [index, part] of parts.entries()) {
    const [, uuid, ending] = documentName.exec(part) ?? []
    if (uuid !== undefined) return ending === '.thumbnails' ? undefined : { uuid, inner: parts.slice(index).join('/') }
  }
  return undefined
}

/** null for a folder of the tablet. */
async function notebookName(uuid: string, files: readonly GivenFile[]): Promise<string | null> {
  const metadata = files.find(({ path }) => path === `${uuid}.metadata`)
  try {
    const { type, visibleName } = JSON.parse((await metadata?.file.text()) ?? '') as Record<string, unknown>
    if (type === 'CollectionType') return null
    return typeof visibleName === 'string' && visibleName !== '' ? visibleName : uuid
  } catch {
    return uuid
  }
}
