// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Crumb } from '../../components/library/Breadcrumbs.tsx'
import { useRights } from '../../data/people/rights.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { pathTo } from '../search/library-tree.ts'

/** The breadcrumbs above a notebook: its folders, or the shared workspace that it is shown in. */
export function useWay(item: { parent: string }): Crumb[] {
  const { index } = useStore()
  const { workspace } = useRights()
  if (!workspace) return pathTo(index.value, item)
  return [
    { name: t('library.title'), href: '/' },
    { name: workspace.name, href: `/workspaces/${workspace.id}` },
  ]
}
