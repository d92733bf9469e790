// SPDX-License-Identifier: AGPL-3.0-or-later
// Changes a selection by the names that users know: notebooks and folders by name, path or uuid, tags as "#tag".
import {
  type Folder,
  folderPath,
  folderUuid,
  isInTrash,
  type Library,
  type Notebook,
  type Selection,
} from '@rmirror/shared/library'
import { CommandError } from '../errors.ts'
import { isSameName } from '../names.ts'

export type Change = 'exclude' | 'include'

type Part = 'excluded_notebooks' | 'excluded_folders' | 'excluded_tags'

interface Meant {
  part: Part
  value: string
}

/** Throws a CommandError for a name that matches nothing, or several things. */
export function changeSelection(selection: Selection, change: Change, names: string[], library: Library): Selection {
  const changed = structuredClone(selection)
  for (const name of names) {
    const { part, value } = meantBy(name, library, selection)
    const others = changed[part].filter((each) => each !== value)
    changed[part] = change === 'exclude' ? [...others, value] : others
  }
  return changed
}

/** A line for each folder and notebook, sorted by path and marked if it is synced; then the excluded tags. */
export function selectionLines(selection: Selection, { folders, notebooks }: Library): string[] {
  const live = [...folders, ...notebooks].filter((item) => !isInTrash(folders, item))
  const outside = new Set(selection.excluded_folders)
  const inside = (item: Folder | Notebook) =>
    folderPath(folders, item).some(({ uuid }) => outside.has(folderUuid(uuid)))
  const isOut = (item: Folder | Notebook) =>
    inside(item) ||
    ('pages' in item
      ? selection.excluded_notebooks.includes(item.uuid) ||
        item.tags.some((tag) => selection.excluded_tags.includes(tag.normalize()))
      : outside.has(folderUuid(item.uuid)))
  const rows = live.map((item) => ({ path: pathOf(item, folders) + ('pages' in item ? '' : '/'), isOut: isOut(item) }))
  rows.sort((a, b) => (a.path < b.path ? -1 : 1))
  return [
    ...rows.map(({ path, isOut: out }) => `[${out ? ' ' : 'x'}] ${path}`),
    ...selection.excluded_tags.map((tag) => `[ ] #${tag}`),
  ]
}

function meantBy(name: string, { folders, notebooks }: Library, selection: Selection): Meant {
  if (name.startsWith('#')) return { part: 'excluded_tags', value: name.slice(1).trim().normalize() }
  const wanted = name.replace(/\/+$/, '')
  const isIt = (item: Folder | Notebook) =>
    [item.uuid, item.name, pathOf(item, folders)].some((each) => isSameName(each, wanted))
  const meant: Meant[] = [
    ...folders.filter(isIt).map(({ uuid }) => ({ part: 'excluded_folders' as const, value: folderUuid(uuid) })),
    ...notebooks.filter(isIt).map(({ uuid }) => ({ part: 'excluded_notebooks' as const, value: uuid })),
    ...goneBy(wanted, selection),
  ]
  const [one, another] = meant
  if (!one) throw new CommandError(`there's no notebook or folder "${name}" here. A tag is named as "#${name}".`)
  if (another && another.value !== one.value)
    throw new CommandError(
      `"${name}" means several notebooks or folders. Name one by its path, such as Work/Diary, or its uuid.`,
    )
  return one
}

/** Excluded items that are gone here are known by uuid only. */
function goneBy(uuid: string, selection: Selection): Meant[] {
  const parts = ['excluded_notebooks', 'excluded_folders'] as const
  return parts.flatMap((part) => (selection[part].includes(uuid) ? [{ part, value: uuid }] : []))
}

function pathOf(item: Folder | Notebook, folders: Folder[]): string {
  return [...folderPath(folders, item), item].map(({ name }) => name).join('/')
}
