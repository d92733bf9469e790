// SPDX-License-Identifier: AGPL-3.0-or-later
// Addresses of folders, and breadcrumbs to what is in them.
import { trashUuid } from '@rmirror/shared/library'
import { displayName } from '../../components/controls/display-name.ts'
import type { Crumb } from '../../components/library/Breadcrumbs.tsx'
import type { LibraryIndex } from '../../data/library/library-index.ts'
import { t } from '../../i18n/index.ts'

export function folderHref(uuid: string): string {
  if (uuid === '') return '/'
  return uuid === trashUuid ? '/trash' : `/folders/${uuid}`
}

/** Display name of a folder, which may no longer exist. */
export function folderName(index: LibraryIndex, uuid: string): string {
  const folder = index.folders.get(uuid)
  return folder ? displayName(folder.name) : t('filter.unknownFolder')
}

/** The breadcrumbs above a notebook or a folder. */
export function pathTo(index: LibraryIndex, item: { parent: string }): Crumb[] {
  const above = index.pathTo(item).map((folder) => ({ name: folder.name, href: folderHref(folder.uuid) }))
  const trash = index.isInTrash(item) ? [{ name: t('trash.title'), href: folderHref(trashUuid) }] : []
  return [{ name: t('library.title'), href: '/' }, ...trash, ...above]
}
