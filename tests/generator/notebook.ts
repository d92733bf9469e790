// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks as the readers of libraries give them, without files.
import type { Notebook, PageSource } from '@rmirror/shared/library'

/** An empty one at the root, but for what is said otherwise. */
export const notebook = (more: Partial<Notebook> = {}): Notebook => ({
  uuid: 'n',
  name: 'Notes',
  kind: 'notebook',
  parent: '',
  orientation: 'portrait',
  lastModified: 0,
  lastOpened: 0,
  pinned: false,
  tags: [],
  authors: [],
  pages: [],
  coverPage: 0,
  problems: [],
  ...more,
})

export const page = (number: number, ...tags: string[]): PageSource => ({
  uuid: `page ${number}`,
  number,
  index: 0,
  template: '',
  sourcePage: null,
  tags,
})
