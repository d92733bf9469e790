// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes the YAML front matter of a notebook's Markdown document.

import { folderPath } from '../model/tree.ts'
import type { Folder, Notebook } from '../model/types.ts'
import { isRightToLeft } from './direction.ts'
import { markdownTags } from './markdown-tags.ts'

/**
 * The tags are those of the notebook and of the pages in the document. `language`: of all its texts, BCP 47. `lang` and
 * `dir` are what Pandoc takes for the language and the direction of a document.
 */
export function frontMatter(notebook: Notebook, folders: Folder[], language: string | null = null): string {
  const { name, lastModified, pages } = notebook
  const tags = new Set(markdownTags([...notebook.tags, ...pages.flatMap((page) => page.tags)]))
  const modified = modifiedAt(lastModified)
  const path = [...folderPath(folders, notebook), notebook].map((item) => item.name).join('/')
  return [
    ...['---', `title: ${quoted(name)}`, `path: ${quoted(path)}`],
    ...(tags.size > 0 ? ['tags:', ...[...tags].map((tag) => `  - ${quoted(tag)}`)] : []),
    ...(modified === null ? [] : [`modified: ${modified}`]),
    ...(language === null ? [] : [`lang: ${quoted(language)}`]),
    ...(isRightToLeft(language) ? ['dir: rtl'] : []),
    ...[`source: ${notebook.isNote ? '"rMirror"' : '"reMarkable"'}`, '---', ''],
  ].join('\n')
}

/** RFC 3339; null if the time is unknown or invalid. */
export function modifiedAt(milliseconds: number): string | null {
  const time = new Date(milliseconds)
  return milliseconds > 0 && Number.isFinite(time.getTime()) ? time.toISOString() : null
}

/** A JSON string is a YAML string, except for characters that YAML parsers take for a line break or reject. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
