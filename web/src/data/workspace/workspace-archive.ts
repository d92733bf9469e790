// SPDX-License-Identifier: AGPL-3.0-or-later
// A guest's documents as a ZIP: each text as Markdown, and a manifest with ids, ETags and versions. Opening it a second
// time changes nothing.
import {
  InflatedArchiveCache,
  inflateBudget,
  listArchive,
  type SourceFile,
  safeFileName,
  uniqueNames,
  writeZip,
} from '@rmirror/shared/library'
import { manifestName } from '../local/workspace-file.ts'
import { contentEtag } from './content-etag.ts'
import type { LocalDocument, LocalVersion } from './local-database.ts'
import type { LocalWorkspace } from './local-workspace.ts'

/** Texts are in files of their own. `path`: in the archive. */
type Archived<Row> = Omit<Row, 'content'> & { path: string }

interface ArchivedDocument extends Archived<LocalDocument> {
  title: string
  /** False: it is as it was transcribed. Such a page isn't restored, because its transcription isn't a document. */
  is_corrected: boolean
  versions: Archived<LocalVersion>[]
}

interface Manifest {
  format: 'rmirror-workspace'
  version: 1
  documents: ArchivedDocument[]
}

export async function archiveOfWorkspace(workspace: LocalWorkspace): Promise<Blob> {
  const chunks: BlobPart[] = []
  const zip = writeZip(new WritableStream({ write: (chunk) => void chunks.push(new Uint8Array(chunk)) }))
  const { items } = await workspace.list({})
  const names = uniqueNames(
    items.map(({ visible_name, page_number, is_note }) => {
      const name = safeFileName(visible_name)
      return is_note ? name : `${name} ${page_number}`
    }),
  )
  const files: { path: string; content: string; at: number }[] = []
  const documents: ArchivedDocument[] = []
  for (const [position, { id, visible_name, is_corrected }] of items.entries()) {
    const document = await workspace.read(id)
    const path = `documents/${names[position]}.md`
    files.push({ path, content: document.content, at: Date.parse(document.saved_at ?? '') || 0 })
    const versions: Archived<LocalVersion>[] = []
    for (const { content, ...version } of await workspace.versionsOf(id)) {
      const versionPath = `versions/${names[position]}/${version.id}.md`
      files.push({ path: versionPath, content, at: Date.parse(version.saved_at) || 0 })
      versions.push({ ...version, path: versionPath })
    }
    const { content: _, ...facts } = workspace.rowOf(document)
    documents.push({ ...facts, title: visible_name, is_corrected, path, versions })
  }
  const manifest: Manifest = { format: 'rmirror-workspace', version: 1, documents }
  // First, so that the archive is recognised by its beginning.
  await zip.add(manifestName, `${JSON.stringify(manifest, null, 2)}\n`, 0)
  for (const { path, content, at } of files) await zip.add(path, content, at)
  await zip.close()
  return new Blob(chunks, { type: 'application/zip' })
}

export class BadArchive extends Error {
  override name = 'BadArchive'
}

/** Adds the documents of an archive to those of this browser. Resolves with how many changed. */
export async function restoreArchive(workspace: LocalWorkspace, file: Blob): Promise<number> {
  const read = await filesOf(file)
  const manifest = parseManifest(await read(manifestName))
  let changed = 0
  for (const { title: _, path, versions, is_corrected, ...facts } of manifest.documents) {
    if (!is_corrected) continue
    const document = { ...facts, content: await textAt(read, path, facts.content_etag) }
    const kept: LocalVersion[] = []
    for (const { path: versionPath, ...version } of versions)
      kept.push({ ...version, document: facts.id, content: await textAt(read, versionPath, version.content_etag) })
    if (await workspace.adopt(document, kept)) changed++
  }
  return changed
}

type ReadFile = (path: string) => Promise<string>

/** An archive can be made by anybody: it is read with the limits of all archives. */
async function filesOf(file: Blob): Promise<ReadFile> {
  const bytes = async () => new Uint8Array(await file.arrayBuffer())
  const archive: SourceFile = { path: '', size: file.size, modified: 0, blob: file, read: bytes }
  const { files } = await listArchive(archive, '', inflateBudget(archive), new InflatedArchiveCache())
  const byPath = new Map(files.map((each) => [each.path, each]))
  return async (path) => {
    const found = byPath.get(path)
    if (!found) throw new BadArchive(`The archive lacks ${path}`)
    return new TextDecoder().decode(await found.read())
  }
}

async function textAt(read: ReadFile, path: string, etag: string): Promise<string> {
  const content = await read(path)
  // Whoever corrected a text in the archive has to open it as a file, because its history would be wrong.
  if (crypto.subtle && (await contentEtag(content)) !== etag)
    throw new BadArchive(`${path} isn't what the manifest says`)
  return content
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function parseManifest(text: string): Manifest {
  let manifest: Partial<Manifest>
  try {
    manifest = JSON.parse(text) as Partial<Manifest>
  } catch (cause) {
    throw new BadArchive('The manifest is no JSON', { cause })
  }
  if (manifest?.format !== 'rmirror-workspace' || manifest.version !== 1 || !Array.isArray(manifest.documents))
    throw new BadArchive('The manifest is of another version')
  for (const document of manifest.documents) if (!isDocument(document)) throw new BadArchive('A document is incomplete')
  return manifest as Manifest
}

function isDocument(document: Partial<ArchivedDocument> | null): boolean {
  if (typeof document !== 'object' || document === null) return false
  const { id, kind, notebook_uuid = '', page_uuid = '', path, base, content_etag, conflicts, versions } = document
  const isPlaced = uuid.test(notebook_uuid) && uuid.test(page_uuid)
  const isNamed = kind === 'note' ? id === notebook_uuid : kind === 'page' && id === `${notebook_uuid}.${page_uuid}`
  const texts = [path, base, content_etag, document.created_at, document.saved_at]
  if (!isPlaced || !isNamed || !texts.every((each) => typeof each === 'string')) return false
  if (!Array.isArray(conflicts) || !Array.isArray(versions)) return false
  return versions.every((version) => typeof version?.id === 'string' && typeof version.path === 'string')
}
