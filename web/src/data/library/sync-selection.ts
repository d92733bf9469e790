// SPDX-License-Identifier: AGPL-3.0-or-later
// Which part of the library is synced, as a tree with checkboxes, and how another choice affects what is on the server.
import { answerTo, fetchSelection } from '@rmirror/shared/api'
import { folderUuid, rootUuid, type Selection } from '@rmirror/shared/library'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'
import type { LibraryIndex } from './library-index.ts'

export interface SelectionNode {
  uuid: string
  name: string
  kind: 'folder' | 'notebook'
  tags: readonly string[]
  isOnServer: boolean
  /** Folders first. */
  inside: SelectionNode[]
}

/** "mixed": a folder that contains something excluded. */
export type Ticked = boolean | 'mixed'

/** The change feed doesn't report it: refetched on mount. */
export function syncSelection(remote: Remote): RemoteQuery<Selection> {
  return {
    queryKey: remote.keyOf('sync selection'),
    queryFn: ({ signal }) => fetchSelection(remote.account.api, signal),
    enabled: remote.user.value !== null,
    staleTime: 0,
  }
}

/**
 * `existing`: what happens to excluded notebooks that are on the server. The settings for stored pages and for pen
 * marks are left unchanged.
 */
export async function saveSelection(remote: Remote, chosen: Selection, existing: 'keep' | 'delete'): Promise<void> {
  const { excluded_notebooks, excluded_folders, excluded_tags, newest_pages } = chosen
  const body = { excluded_notebooks, excluded_folders, excluded_tags, newest_pages, existing }
  const saved = await answerTo(remote.account.api.PUT('/api/v1/sync/selection', { body }))
  remote.client.setQueryData(remote.keyOf('sync selection'), saved)
}

/** The library without its trash, and without notes, which no tablet syncs. */
export function nodesOf(index: LibraryIndex, folder: string = rootUuid): SelectionNode[] {
  const folders = index.foldersIn(folder).map(({ uuid, name }): SelectionNode => {
    return { ...{ uuid, name, kind: 'folder', tags: [], isOnServer: false }, inside: nodesOf(index, uuid) }
  })
  const notebooks = index
    .notebooksIn(folder, 'name')
    .filter(({ isNote }) => !isNote)
    .map(({ uuid, name, tags, there }): SelectionNode => {
      return { ...{ uuid, name, kind: 'notebook', tags, isOnServer: there !== null }, inside: [] }
    })
  return [...folders, ...notebooks]
}

/** Assumes that the folders above it are synced. */
export function tickOf(node: SelectionNode, selection: Selection): Ticked {
  const { uuid, kind, inside } = node
  if (kind === 'notebook') return !selection.excluded_notebooks.includes(uuid) && !tagExcluding(node, selection)
  if (selection.excluded_folders.includes(folderUuid(uuid))) return false
  return inside.every((each) => tickOf(each, selection) === true) || 'mixed'
}

/** The tag that excludes the notebook, if any. */
export function tagExcluding({ tags }: SelectionNode, { excluded_tags }: Selection): string | undefined {
  return tags.find((tag) => excluded_tags.includes(tag.normalize()))
}

/** Toggles a node. A mixed one becomes fully synced, but what a tag excludes stays excluded. */
export function toggled(node: SelectionNode, selection: Selection): Selection {
  const { folders, notebooks } = belowOf(node)
  const cleared = {
    ...selection,
    excluded_folders: selection.excluded_folders.filter((each) => !folders.has(each)),
    excluded_notebooks: selection.excluded_notebooks.filter((each) => !notebooks.has(each)),
  }
  const isWhole =
    cleared.excluded_folders.length === selection.excluded_folders.length &&
    cleared.excluded_notebooks.length === selection.excluded_notebooks.length
  if (!isWhole) return cleared
  if (node.kind === 'folder')
    return { ...cleared, excluded_folders: [...cleared.excluded_folders, folderUuid(node.uuid)].sort() }
  return { ...cleared, excluded_notebooks: [...cleared.excluded_notebooks, node.uuid].sort() }
}

/** The uuids of the node and of everything in it, as the server names them. */
function belowOf(node: SelectionNode): { folders: Set<string>; notebooks: Set<string> } {
  const found = { folders: new Set<string>(), notebooks: new Set<string>() }
  const visit = ({ uuid, kind, inside }: SelectionNode) => {
    if (kind === 'folder') found.folders.add(folderUuid(uuid))
    else found.notebooks.add(uuid)
    inside.forEach(visit)
  }
  visit(node)
  return found
}

/** The notebooks that aren't synced. */
function excludedIn(nodes: SelectionNode[], selection: Selection, isOut = false): SelectionNode[] {
  return nodes.flatMap((node) => {
    const isExcluded = isOut || tickOf(node, selection) === false
    return node.kind === 'notebook' ? (isExcluded ? [node] : []) : excludedIn(node.inside, selection, isExcluded)
  })
}

export interface SelectionEffect {
  /** Notebooks on the server that are no longer updated. */
  leaving: number
  /** All excluded notebooks on the server, including those that were excluded before. */
  excludedThere: number
  /** Notebooks that will be synced. */
  joining: number
}

export function effectOf(nodes: SelectionNode[], saved: Selection, chosen: Selection): SelectionEffect {
  const before = new Set(excludedIn(nodes, saved))
  const after = excludedIn(nodes, chosen)
  const there = after.filter(({ isOnServer }) => isOnServer)
  const isOut = new Set(after)
  return {
    leaving: there.filter((node) => !before.has(node)).length,
    excludedThere: there.length,
    joining: [...before].filter((node) => !isOut.has(node)).length,
  }
}

/** Number of exclusions that match nothing in the library, for example because it was never sent. */
export function unknownIn(nodes: SelectionNode[], { excluded_folders, excluded_notebooks }: Selection): number {
  const known = nodes.map(belowOf)
  const isKnown = (kind: 'folders' | 'notebooks', uuid: string) => known.some((each) => each[kind].has(uuid))
  return (
    excluded_folders.filter((uuid) => !isKnown('folders', uuid)).length +
    excluded_notebooks.filter((uuid) => !isKnown('notebooks', uuid)).length
  )
}
