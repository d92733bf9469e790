// SPDX-License-Identifier: AGPL-3.0-or-later
// Removes what the user excluded from sync, before anything is read or sent.
import type { components } from '../../api/schema.gen.ts'
import { folderPath } from '../model/tree.ts'
import type { Library, Notebook } from '../model/types.ts'
import { folderUuid } from './manifest.ts'

export type Selection = components['schemas']['SyncSelection']

export const everything: Selection = {
  excluded_notebooks: [],
  excluded_folders: [],
  excluded_tags: [],
  newest_pages: null,
  display_images: 'none',
  pen_marks: true,
  notebooks_with_pen_marks: [],
  notebooks_without_pen_marks: [],
}

/** `selected` keeps all folders that aren't excluded; `excluded` lists the removed notebooks. */
export function withoutExcluded<Given extends Pick<Library, 'notebooks' | 'folders'>>(
  library: Given,
  { excluded_notebooks, excluded_folders, excluded_tags }: Selection,
): { selected: Given; excluded: Notebook[] } {
  const { folders } = library
  const [notebooks, outside, tags] = [excluded_notebooks, excluded_folders, excluded_tags].map((each) => new Set(each))
  const isOutside = (item: { uuid: string; parent: string }) =>
    folderPath(folders, item).some(({ uuid }) => outside?.has(folderUuid(uuid)))
  const isExcluded = (notebook: Notebook) =>
    notebooks?.has(notebook.uuid) || notebook.tags.some((tag) => tags?.has(tag.normalize())) || isOutside(notebook)
  const excluded = library.notebooks.filter(isExcluded)
  const selected = {
    ...library,
    folders: folders.filter((folder) => !outside?.has(folderUuid(folder.uuid)) && !isOutside(folder)),
    notebooks: library.notebooks.filter((notebook) => !excluded.includes(notebook)),
  }
  return { selected, excluded }
}
