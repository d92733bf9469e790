// SPDX-License-Identifier: AGPL-3.0-or-later
// Converts pages and files to what workers take.
import { type Notebook, type PageSource, type SourceFile, templateOf } from '../../library/index.ts'
import type { Bytes, PageParts } from './orders.ts'

/** Rejects if the page's file can't be read. */
export async function partsOf(page: PageSource, { orientation }: Pick<Notebook, 'orientation'>): Promise<PageParts> {
  const { file, index, layerMetadata, highlights } = page
  const template = templateOf(page)
  return {
    ink: file ? await bytesOf(file) : null,
    index,
    layerMetadata: await bytesBeside(layerMetadata),
    highlights: await bytesBeside(highlights),
    orientation,
    template,
    templateFile: template === '' ? null : await templateBytes(page.templateFile),
  }
}

const readTemplates = new WeakMap<SourceFile, Promise<Bytes | null>>()

/** Reads a template once for all its pages. */
async function templateBytes(file: SourceFile | undefined): Promise<Bytes | null> {
  if (!file) return null
  const known = readTemplates.get(file) ?? bytesBeside(file)
  readTemplates.set(file, known)
  return known
}

export async function bytesOf(file: SourceFile): Promise<Bytes> {
  return file.blob ?? (await file.read())
}

/** A page without layer names or template is better than none, so failures are ignored. */
async function bytesBeside(file: SourceFile | undefined): Promise<Bytes | null> {
  return file ? bytesOf(file).catch(() => null) : null
}

/** A handle, for bytes that many orders share. */
export async function blobOf(file: SourceFile): Promise<Blob> {
  return file.blob ?? new Blob([(await file.read()) as Uint8Array<ArrayBuffer>])
}

export async function readBytes(bytes: Bytes): Promise<Uint8Array> {
  return bytes instanceof Blob ? new Uint8Array(await bytes.arrayBuffer()) : bytes
}
