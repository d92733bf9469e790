// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { Link } from 'wouter-preact'
import type { Notebook } from '../../data/library/notebook.ts'
import { useRights } from '../../data/people/rights.ts'
import { workspaceList } from '../../data/people/workspaces.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'

/** Leads from one's own notebook to the shared workspace that it is in. */
export function SharedIn({ notebook: { workspace: id } }: { notebook: Notebook }) {
  const { remote } = useStore()
  const rights = useRights()
  const query = workspaceList(remote)
  const { data = [] } = useQuery({ ...query, enabled: query.enabled && id !== null })
  const workspace = data.find((each) => each.id === id)
  if (!workspace || rights.workspace) return null
  return (
    <span>
      <Link href={`/workspaces/${workspace.id}`}>{t('workspaces.isIn', { workspace: workspace.name })}</Link>
    </span>
  )
}
