// SPDX-License-Identifier: AGPL-3.0-or-later
// Converts notebooks of this browser to the input of exports and pushes.
import { type Notebook, type PageSource, SourceError, type SourceFile } from '@rmirror/shared/library'
import type { LiveNotebook, LivePage } from './live-notebook.ts'

/** Takes the `chosen` pages, all by default. Missing files become files whose `read` rejects. */
export function asNotebook({ facts, pages, below }: LiveNotebook, chosen: LivePage[] = pages): Notebook {
  const { source, pictures } = below.value
  const { hasSource, hasPictures: _, pages: __, ...rest } = facts
  const files = new Map([...pictures].map(([name, blob]) => [name, fileOf(name, blob)]))
  return {
    ...rest,
    pages: chosen.map((page) => asPage(page, files)),
    ...(hasSource && { source: source ? fileOf(facts.name, source) : missing('The file below the ink is not there') }),
  }
}

function asPage(page: LivePage, pictures: ReadonlyMap<string, SourceFile>): PageSource {
  const { uuid, number, index, template, templateName, sourcePage, tags, parts } = page
  const outline = {
    ...{ uuid, number, index, template, sourcePage, tags },
    ...(templateName !== undefined && { templateName }),
    ...(pictures.size > 0 && { pictures }),
  }
  if (!parts) return { ...outline, file: missing("Its file couldn't be opened") }
  return {
    ...outline,
    ...(parts.ink && { file: fileOf(uuid, parts.ink) }),
    ...(parts.layerMetadata && { layerMetadata: fileOf(uuid, parts.layerMetadata) }),
    ...(parts.highlights && { highlights: fileOf(uuid, parts.highlights) }),
    ...(parts.templateFile && { templateFile: fileOf(template, parts.templateFile) }),
  }
}

function fileOf(path: string, blob: Blob): SourceFile {
  const read = async () => new Uint8Array(await blob.arrayBuffer())
  return { path, size: blob.size, modified: 0, blob, read }
}

function missing(why: string): SourceFile {
  const read = () => Promise.reject(new SourceError('unreadable-file', why))
  return { path: '', size: 0, modified: 0, read }
}
