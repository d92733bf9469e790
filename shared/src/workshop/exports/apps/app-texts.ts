// SPDX-License-Identifier: AGPL-3.0-or-later
// What files for other apps say of notebooks and pages.
import {
  type Folder,
  folderPath,
  isInTrash,
  isUntranscribed,
  modifiedAt,
  type Notebook,
  type ReadBlock,
  readBlocks,
  splitTyped,
  typedBlocks,
} from '../../../library/index.ts'
import type { PageResult } from '../page-texts.ts'

export interface NotebookFacts {
  name: string
  /** The folders above it, outermost first. */
  path: string[]
  /** Those of the notebook and of its pages, each once. */
  tags: string[]
  /** RFC 3339. */
  modified: string | null
  isTrashed: boolean
}

export function factsOf(notebook: Notebook, folders: Folder[]): NotebookFacts {
  const tags = [...notebook.tags, ...notebook.pages.flatMap((page) => page.tags)].map(oneLine)
  return {
    name: oneLine(notebook.name) || 'Untitled',
    path: folderPath(folders, notebook).map(({ name }) => oneLine(name) || 'Untitled'),
    tags: [...new Set(tags)].filter((tag) => tag !== ''),
    modified: modifiedAt(notebook.lastModified),
    isTrashed: isInTrash(folders, notebook),
  }
}

export const trashed = 'This notebook is in the trash.'

export interface PageBlocks {
  /** The document: the transcription, or what a person made of it. */
  read: ReadBlock[]
  typed: ReadBlock[]
  highlights: ReadBlock[][]
  /** Sentences on what is missing. */
  remarks: string[]
}

export function blocksOf(result: PageResult): PageBlocks {
  const { typed, highlights } = splitTyped('failure' in result ? '' : result.text)
  return {
    read: readBlocks(result.read ?? ''),
    typed: typedBlocks(typed),
    highlights: highlights.map(typedBlocks),
    remarks: remarksOn(result),
  }
}

function remarksOn(result: PageResult): string[] {
  return [
    ...('failure' in result ? [`This page couldn't be read: ${oneLine(result.failure)}.`] : []),
    ...(result.undrawn !== undefined && !('failure' in result)
      ? [`This page couldn't be drawn: ${oneLine(result.undrawn)}.`]
      : []),
    ...(isUntranscribed(result) ? ['Not transcribed yet.'] : []),
  ]
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
