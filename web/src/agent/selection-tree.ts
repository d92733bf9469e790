// SPDX-License-Identifier: AGPL-3.0-or-later
// Folders and notebooks as a tree with checkboxes.
import { folderUuid, isInTrash, type Selection } from '@rmirror/shared/library'
import type { LocalSelection } from '@rmirror/shared/local-page'

export interface Branch {
  uuid: string
  name: string
  /** null for a folder. */
  pages: number | null
  tags: string[]
  /** Folders first, then notebooks, both sorted by name. */
  inside: Branch[]
}

export function branchesOf({ folders, notebooks }: LocalSelection): Branch[] {
  const live = <Item extends { uuid: string; parent: string }>(items: Item[]) =>
    items.filter((item) => !isInTrash(folders, item))
  const isThere = new Set(live(folders).map(({ uuid }) => uuid))
  const childrenOf = new Map<string, Branch[]>()
  const put = (parent: string, branch: Branch) => {
    const place = isThere.has(parent) ? parent : ''
    childrenOf.set(place, [...(childrenOf.get(place) ?? []), branch])
  }
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name)
  for (const { uuid, name, parent } of live(folders).toSorted(byName))
    put(parent, { uuid, name, pages: null, tags: [], inside: [] })
  for (const { uuid, name, parent, pages, tags } of live(notebooks).toSorted(byName))
    put(parent, { uuid, name, pages, tags, inside: [] })
  const grow = (branch: Branch): Branch => ({ ...branch, inside: (childrenOf.get(branch.uuid) ?? []).map(grow) })
  return (childrenOf.get('') ?? []).map(grow)
}

/** Assumes that the folders above it are included. */
export function isInTree({ uuid, pages, tags }: Branch, selection: Selection): boolean {
  if (pages === null) return !selection.excluded_folders.includes(folderUuid(uuid))
  return (
    !selection.excluded_notebooks.includes(uuid) &&
    !tags.some((tag) => selection.excluded_tags.includes(tag.normalize()))
  )
}

export function toggled({ uuid, pages }: Branch, selection: Selection): Selection {
  const part = pages === null ? 'excluded_folders' : 'excluded_notebooks'
  const value = pages === null ? folderUuid(uuid) : uuid
  const before = selection[part]
  const after = before.includes(value) ? before.filter((each) => each !== value) : [...before, value]
  return { ...selection, [part]: after }
}
